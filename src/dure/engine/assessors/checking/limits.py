"""Checks an answer that says "infeasible", and the conflict it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dure.engine.assessors.checking.flow import can_be_met
from dure.engine.assessors.checking.relaxation import Name, check_relaxation
from dure.engine.assessors.checking.report import Report
from dure.engine.assessors.checking.values import View
from dure.engine.strict_json import JsonValue


def check_infeasible(view: View, answer: Mapping[str, JsonValue], report: Report) -> None:
    if _can_hold(view, names_of(view)):
        report.fail("/status", "infeasible", "an assignment exists")
        return
    report.proof["infeasible"] = "by flow"
    report.compare("/conflict", answer.get("conflict"), [_as_json(name) for name in _conflict(view)])
    check_relaxation(view, answer.get("smallest_relaxation"), report)


def names_of(view: View) -> list[Name]:
    pool = view.problem.assessors
    return [
        ("per_firm", "", ""),
        *(("max_load", "", one.id) for one in pool),
        *(("min_load", "", one.id) for one in pool if one.min_load > 0),
        *(("conflict", firm, one) for firm, one in view.problem.conflicts),
    ]


def _as_json(name: Name) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {"limit": name[0]}
    if name[1]:
        found["firm"] = name[1]
    if name[2]:
        found["assessor"] = name[2]
    return found


def _conflict(view: View) -> list[Name]:
    kept = names_of(view)
    for number in range(len(kept) - 1, -1, -1):
        without = kept[:number] + kept[number + 1 :]
        if not _can_hold(view, without):
            kept = without
    return kept


def _can_hold(view: View, names: Iterable[Name]) -> bool:
    """Without `per_firm`, the assessors' least loads are rows of their own that choose among firms."""
    held = set(names)
    rows = [[one for one in view.assessors if ("conflict", firm, one) not in held] for firm in view.firms]
    least = {one.id: one.min_load if ("min_load", "", one.id) in held else 0 for one in view.problem.assessors}
    if ("per_firm", "", "") not in held:
        return all(sum(one in row for row in rows) >= low for one, low in least.items())
    most = {
        one.id: one.max_load if ("max_load", "", one.id) in held else least[one.id] + len(rows)
        for one in view.problem.assessors
    }
    return can_be_met(
        [(row, view.problem.per_firm) for row in rows],
        {one: (least[one], most[one]) for one in view.assessors},
    )
