"""Which limits, loosened together a little, would have let one firm in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import Final

import numpy as np

from dure.engine.selection.bench import Bench
from dure.engine.selection.lists import list_of
from dure.engine.selection.problem import COUNT, Rule
from dure.engine.selection.rows import Contest, Mask, Table
from dure.engine.selection.search import tightened

MOST_LIMITS: Final = 3


def opens(table: Table, chosen: Mask, index: int, cancelled: Callable[[], bool] = lambda: False) -> list[str] | None:
    """The smallest set of limits, fewest then first as listed, that loosened together select the firm.

    A limit is loosened by one place, or by the firm's own amount of its measure, at both bounds. Sets of up to
    three are looked at; None where none of them will do, or where the firm is pinned, barred or selected.
    """
    if chosen[index] or not table.rows.may[index]:
        return None
    amounts = _amounts(table, index)
    places = np.flatnonzero(amounts > 0).tolist()
    for size in range(1, MOST_LIMITS + 1):
        for some in combinations(places, size):
            contest = _loosened(table.contest, list(some), amounts)
            if _selects(table.problem.rule, contest, chosen, index, cancelled):
                return [table.names[place] for place in some]
    return None


def _amounts(table: Table, index: int) -> np.ndarray:
    firm = table.problem.applicants[index]
    limits = table.problem.limits
    return np.array(
        [1 if limit.measure == COUNT else firm.measures.get(limit.measure, 0) for limit in limits], dtype=np.int64
    )


def _loosened(contest: Contest, places: list[int], amounts: np.ndarray) -> Contest:
    rows = contest.rows
    low, high = rows.low.copy(), rows.high.copy()
    high[places] += amounts[places]
    low[places] = np.maximum(low[places] - amounts[places], 0)
    return contest.on(replace(rows, low=low, high=high))


def _selects(rule: Rule, contest: Contest, chosen: Mask, index: int, cancelled: Callable[[], bool]) -> bool:
    """The list before stays feasible, so a set with the firm has to weigh as much at least under max_total."""
    with_firm = tightened(contest.rows.with_pin(index))
    if with_firm is None:
        return False
    if rule is Rule.MAX_TOTAL:
        published = int(contest.weights[chosen].sum(dtype=np.int64))
        if Bench(contest, cancelled).some(with_firm, published) is None:
            return False
    found = list_of(rule, contest, cancelled)
    return found is not None and bool(found[index])
