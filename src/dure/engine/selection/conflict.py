"""Why no list exists, and the smallest loosening that would allow one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from dure.engine.selection.bench import Bench
from dure.engine.selection.certain import certain
from dure.engine.selection.problem import COUNT
from dure.engine.selection.rows import Contest, Rows, Table, Whole
from dure.engine.selection.search import Search

NO_SET = -(2**62)


@dataclass(frozen=True, slots=True)
class Loosened:
    """`amount` more than the maximum (`above`), or less than the minimum, of the limit at `place`."""

    place: int
    above: bool
    amount: int


def conflict(table: Table, cancelled: Callable[[], bool] = lambda: False) -> tuple[int, ...]:
    """Places of the limits left when each, from last to first, is dropped if the rest still conflict."""
    return _core(table.contest, range(len(table.names)), cancelled)


def smallest_relaxation(table: Table, cancelled: Callable[[], bool] = lambda: False) -> tuple[Loosened, ...]:
    """Fewest limits, then fewest places, then smallest amounts by measure name, then first as listed.

    Where even the limits loosened agree, the earlier one is loosened by more.
    """
    best: tuple[tuple[object, ...], tuple[Loosened, ...]] | None = None
    for places in _smallest_sets(table, cancelled):
        for found in _ways(table, places, cancelled):
            key = (*_cost(table, found), places, tuple(-one.amount for one in found))
            if best is None or key < best[0]:
                best = (key, found)
    return certain(best, "with every limit loosened the pins alone are feasible")[1]


def _core(contest: Contest, start: Iterable[int], cancelled: Callable[[], bool]) -> tuple[int, ...]:
    kept = list(start)
    for place in reversed(kept.copy()):
        rest = [one for one in kept if one != place]
        if not _feasible(contest, rest, cancelled):
            kept = rest
    return tuple(kept)


def _feasible(contest: Contest, kept: Iterable[int], cancelled: Callable[[], bool]) -> bool:
    rows = contest.rows
    places = list(kept)
    total = rows.amounts.sum(axis=1, dtype=np.int64)
    low, high = np.zeros_like(rows.low), total
    low[places], high[places] = rows.low[places], rows.high[places]
    part = contest.on(rows.bounded(low, high))
    return Bench(part, cancelled).some(part.rows) is not None


def _smallest_sets(table: Table, cancelled: Callable[[], bool]) -> list[tuple[int, ...]]:
    """All smallest sets of limits without which the rest can be met: they hit every conflict there is."""
    everything = range(len(table.names))
    conflicts: list[tuple[int, ...]] = []
    for size in range(len(table.names) + 1):
        found = []
        tried: set[tuple[int, ...]] = set()
        while (guess := next((one for one in _hitting(conflicts, size) if one not in tried), None)) is not None:
            rest = [place for place in everything if place not in guess]
            if _feasible(table.contest, rest, cancelled):
                tried.add(guess)
                found.append(guess)
            else:
                conflicts.append(_core(table.contest, rest, cancelled))
        if found:
            return sorted(set(found))
    raise AssertionError("with every limit loosened the pins alone are feasible")


def _hitting(conflicts: list[tuple[int, ...]], size: int, held: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """Sets of at most `size` places that hold one of every conflict, those branched on only."""
    missed = next((one for one in conflicts if not set(one) & set(held)), None)
    if missed is None:
        yield tuple(sorted(held))
    elif len(held) < size:
        for place in missed:
            yield from _hitting(conflicts, size, (*held, place))


def _cost(table: Table, found: tuple[Loosened, ...]) -> tuple[object, ...]:
    """Places, then the amounts of each measure in name order."""
    limits = table.problem.limits
    spent: dict[str, int] = {}
    for one in found:
        measure = limits[one.place].measure
        spent[measure] = spent.get(measure, 0) + one.amount
    measures = sorted({limit.measure for limit in limits} - {COUNT})
    return (spent.get(COUNT, 0), tuple(spent.get(name, 0) for name in measures))


def _ways(table: Table, places: tuple[int, ...], cancelled: Callable[[], bool]) -> Iterator[tuple[Loosened, ...]]:
    """For each side on which the limits can be overstepped together, the cheapest way."""
    for sides in product((True, False), repeat=len(places)):
        rows = _overstepping(table, places, sides)
        found = None if rows is None else _cheapest(rows, places, sides, _stages(table, places), cancelled)
        if found is not None:
            yield tuple(
                Loosened(
                    place, above, used - int(table.rows.high[place]) if above else int(table.rows.low[place]) - used
                )
                for place, above, used in zip(places, sides, found, strict=True)
            )


def _overstepping(table: Table, places: tuple[int, ...], sides: tuple[bool, ...]) -> Rows | None:
    rows = table.rows
    total = rows.amounts.sum(axis=1, dtype=np.int64)
    low, high = rows.low.copy(), rows.high.copy()
    for place, above in zip(places, sides, strict=True):
        if above:
            low[place], high[place] = rows.high[place] + 1, total[place]
        else:
            low[place], high[place] = 0, rows.low[place] - 1
    return None if bool((low > high).any()) else rows.bounded(low, high)


def _stages(table: Table, places: tuple[int, ...]) -> list[tuple[int, ...]]:
    """What is minimised in turn: all places together, each measure together, then the last listed alone first."""
    limits = table.problem.limits
    measures = [COUNT, *sorted({limits[place].measure for place in places} - {COUNT})]
    groups = [tuple(place for place in places if limits[place].measure == measure) for measure in measures]
    return [group for group in groups if group]


def _cheapest(
    rows: Rows,
    places: tuple[int, ...],
    sides: tuple[bool, ...],
    stages: list[tuple[int, ...]],
    cancelled: Callable[[], bool],
) -> list[int] | None:
    """What each of `places` uses, the stages minimised in turn, then the earlier limit loosened by more."""
    sign = dict(zip(places, (1 if above else -1 for above in sides), strict=True))
    for group in stages:
        overstep = sum(sign[place] * rows.amounts[place] for place in group)
        bounded = _least(rows, np.asarray(overstep), cancelled)
        if bounded is None:
            return None
        rows = bounded
    for place in places:
        bounded = _least(rows, -sign[place] * rows.amounts[place], cancelled)
        rows = certain(bounded, "a bound met before is met again")
    return [-sign[place] * int(rows.high[at]) for at, place in enumerate(places, start=len(rows.high) - len(places))]


def _least(rows: Rows, amounts: Whole, cancelled: Callable[[], bool]) -> Rows | None:
    """The rows with one more that holds `amounts` at its least; None if nothing is feasible."""
    unit = int(np.gcd.reduce(np.abs(amounts))) or 1
    found = Search(rows, -amounts // unit, cancelled).best(rows, NO_SET)
    if found is None:
        return None
    least = -found.weight * unit
    return rows.adding(amounts, least, least)
