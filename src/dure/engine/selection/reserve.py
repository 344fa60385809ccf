"""Who comes in when one selected firm falls away and all others stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from dure.engine.selection.bench import fill
from dure.engine.selection.certain import certain
from dure.engine.selection.lists import list_of
from dure.engine.selection.problem import Rule
from dure.engine.selection.rows import Contest, Mask, Places, Rows, Whole
from dure.engine.selection.search import Search


@dataclass(frozen=True, eq=False)
class Vacancy:
    """`incoming` come in for `index`; `shortfall` is what each row's minimum then lacks."""

    index: int
    incoming: Places
    shortfall: Whole


def vacancy(
    rule: Rule, contest: Contest, chosen: Mask, index: int, cancelled: Callable[[], bool] = lambda: False
) -> Vacancy:
    """By the same rule among those not selected; minima are met as nearly as possible in listed order."""
    kept = chosen.copy()
    kept[index] = False
    rows = contest.rows
    room = rows.high - rows.used(kept)
    open_to = rows.may & ~chosen & (rows.amounts <= room[:, None]).all(axis=0)
    free = np.flatnonzero(open_to)
    part = contest.part(free, kept)
    if room[0] <= 1:
        return _single(part, free, index)
    low = _nearest(part.rows, cancelled)
    incoming = list_of(rule, part.on(replace(part.rows, low=low)), cancelled)
    return Vacancy(
        index, free[certain(incoming, "minima were lowered to what can be met")], np.maximum(part.rows.low, 0) - low
    )


def _single(part: Contest, free: Places, index: int) -> Vacancy:
    """One seat at most: least shortfall in listed order, then score, then tie place; both rules agree."""
    low = np.maximum(part.rows.low, 0)
    if free.size == 0 or part.rows.high[0] < 1:
        return Vacancy(index, free[:0], low)
    shortfalls = np.maximum(low[:, None] - part.rows.amounts, 0)
    order = np.lexsort((part.tie_place, -part.scores, *shortfalls[::-1]))
    return Vacancy(index, free[order[:1]], shortfalls[:, order[0]])


def _nearest(rows: Rows, cancelled: Callable[[], bool]) -> Whole:
    """The minima, each lowered in listed order to the most that can be reached with those before it."""
    low = np.zeros_like(rows.low)
    for place in np.flatnonzero(rows.low > 0).tolist():
        low = low.copy()
        low[place] = _most(rows.bounded(low, rows.high), place, int(rows.low[place]), cancelled)
    return low


def _most(rows: Rows, place: int, wanted: int, cancelled: Callable[[], bool]) -> int:
    """The greatest amount of row `place`, as far as `wanted`."""
    amounts = rows.amounts[place]
    chosen = fill(rows, np.argsort(-amounts, kind="stable"))
    if chosen is not None and rows.holds(chosen) and int(amounts[chosen].sum()) >= wanted:
        return wanted
    search = Search(rows, amounts, cancelled)
    if search.best(rows, wanted - 1, first=True) is not None:
        return wanted
    return certain(search.best(rows, -1), "no minimum is left unmet before this one").weight
