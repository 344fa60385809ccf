"""How each part is written: decimals as strings with the file's decimals, firms by id, limits as listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from dure.engine.selection.conflict import Loosened
from dure.engine.selection.decimals import to_text
from dure.engine.selection.digest import digest
from dure.engine.selection.margins import Standing
from dure.engine.selection.reserve import Vacancy
from dure.engine.selection.rows import Mask, Table, Whole
from dure.engine.selection.stability import Noise

Values = dict[str, object]


def joined(parts: Mapping[str, Mapping[str, object]]) -> Values:
    """The parts in the answer's order of keys; the digest closes it."""
    if "infeasible" in parts:
        return dict(parts["infeasible"])
    order = ("list", "applicants", "reserve", "differs", "stability")
    first = dict(parts["list"])
    differs, closing = first.pop("differs_from"), first.pop("digest")
    answer = first
    for name in order[1:3]:
        answer |= parts[name]
    answer["differs_from"] = differs
    answer |= parts.get("stability", {})
    answer["digest"] = closing
    return answer


def list_part(table: Table, chosen: Mask, other: Mask) -> Values:
    problem = table.problem
    selected = table.chosen_ids(chosen)
    total = to_text(int(table.contest.scores[chosen].sum()), problem.decimals)
    return {
        "status": "optimal",
        "rule": problem.rule.value,
        "selected": selected,
        "total": total,
        "bound": total,
        "count": len(selected),
        "measures": _measures(table, chosen),
        "differs_from": {
            "rule": problem.rule.other.value,
            "only_here": table.chosen_ids(chosen & ~other),
            "only_there": table.chosen_ids(other & ~chosen),
        },
        "digest": digest(problem, selected),
    }


def applicants_part(table: Table, chosen: Mask, standings: Iterable[Standing]) -> Values:
    used = table.rows.used(chosen)
    return {"applicants": {table.ids[one.index]: _firm(table, used, one) for one in standings}}


def reserve_part(table: Table, vacancies: Sequence[Vacancy]) -> Values:
    return {
        "reserve": {table.ids[one.index]: [table.ids[place] for place in one.incoming] for one in vacancies},
        "reserve_shortfall": {
            table.ids[one.index]: {
                table.names[place]: int(one.shortfall[place]) for place in np.flatnonzero(one.shortfall)
            }
            for one in vacancies
            if one.shortfall.any()
        },
    }


def stability_part(table: Table, noise: Noise, counts: Whole) -> Values:
    return {
        "stability": {
            "draws": noise.draws,
            "noise": to_text(noise.width, table.problem.decimals),
            "seed": noise.seed,
            "selected": dict(zip(table.ids, counts.tolist(), strict=True)),
        }
    }


def infeasible_part(table: Table, core: Iterable[int], relaxation: Sequence[Loosened]) -> Values:
    """`smallest_relaxation` gives amounts; `relaxed_bounds` the bounds they lead to."""
    return {
        "status": "infeasible",
        "rule": table.problem.rule.value,
        "conflict": [table.names[place] for place in core],
        "smallest_relaxation": {table.names[one.place]: one.amount for one in relaxation},
        "relaxed_bounds": {table.names[one.place]: _bound(table, one) for one in relaxation},
    }


def _bound(table: Table, one: Loosened) -> dict[str, int]:
    limit = table.problem.limits[one.place]
    if one.above:
        return {"max": (limit.maximum or 0) + one.amount}
    return {"min": (limit.minimum or 0) - one.amount}


def _measures(table: Table, chosen: Mask) -> dict[str, int]:
    firms = [table.problem.applicants[index] for index in np.flatnonzero(chosen)]
    return {name: sum(one.measures.get(name, 0) for one in firms) for name in table.problem.measure_names}


def _firm(table: Table, used: Whole, one: Standing) -> Values:
    decimals = table.problem.decimals
    margin = None if one.margin is None else to_text(one.margin, decimals)
    if one.selected:
        essential = not one.decided and not one.possible
        return {"selected": True, "margin": margin, "essential": essential, "binding": []}
    points = one.points_needed
    score = int(table.contest.scores[one.index])
    return {
        "selected": False,
        "margin": margin,
        "reachable": one.possible,
        "points_needed": None if points is None else to_text(points, decimals),
        "attainable": points is not None and score + points <= table.problem.score_max,
        "binding": _binding(table, used, one.index),
    }


def _binding(table: Table, used: Whole, index: int) -> list[str]:
    """The limits whose maximum the list and this firm together would break."""
    broken = used + table.rows.amounts[:, index] > table.rows.high
    return [table.names[place] for place in np.flatnonzero(broken)]
