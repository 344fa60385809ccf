"""Which limits, loosened together a little, would have let one firm in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from math import comb
from typing import Final

import numpy as np

from dure.engine.selection.certain import certain
from dure.engine.selection.closed import Closed, among, refused
from dure.engine.selection.lists import list_of
from dure.engine.selection.outbid import Limits, Outbid
from dure.engine.selection.problem import COUNT, Rule
from dure.engine.selection.relaxation import Relaxation
from dure.engine.selection.rows import Contest, Mask, Table, Whole
from dure.engine.selection.search import Cancelled

MOST_LIMITS: Final = 3


def opens(
    table: Table,
    chosen: Mask,
    index: int,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[str] | None:
    """The smallest set of limits, fewest then first as listed, that loosened together select the firm.

    A limit is loosened by one place, or by the firm's own amount of its measure, at both bounds. Sets of up to
    three are looked at; None where none of them will do, or where the firm is pinned, barred or selected.
    """
    if chosen[index] or not table.rows.may[index]:
        return None
    amounts = _amounts(table, index)
    places = np.flatnonzero(amounts > 0).tolist()
    total = sum(comb(len(places), size) for size in range(1, MOST_LIMITS + 1))
    way = (Outbid if table.problem.rule is Rule.MAX_TOTAL else _ByOrder)(
        table.contest, chosen, index, amounts, cancelled
    )
    for done, some in enumerate(_sets(places)):
        progress(done, total)
        if cancelled():
            raise Cancelled
        if way.opened_by(some):
            return [table.names[place] for place in some]
    return None


def _sets(places: list[int]) -> Iterator[Limits]:
    for size in range(1, MOST_LIMITS + 1):
        yield from combinations(places, size)


def _amounts(table: Table, index: int) -> Whole:
    firm = table.problem.applicants[index]
    limits = table.problem.limits
    return np.array(
        [1 if limit.measure == COUNT else firm.measures.get(limit.measure, 0) for limit in limits], dtype=np.int64
    )


class _ByOrder:
    """Whoever was taken down the list can be taken still; it stays as it was while all the refused stay refused."""

    def __init__(
        self, contest: Contest, chosen: Mask, index: int, amounts: Whole, cancelled: Callable[[], bool]
    ) -> None:
        self._contest, self._index, self._amounts, self._cancelled = contest, index, amounts, cancelled
        self._order = contest.list_order
        self._refusals: dict[Limits, list[list[Closed]]] = {}
        self._remember((), contest, chosen)

    def opened_by(self, some: Limits) -> bool:
        if any(self._stays(given, some) for size in range(len(some)) for given in combinations(some, size)):
            return False
        contest = self._contest.on(self._contest.rows.loosened(some, self._amounts))
        found = certain(list_of(Rule.SCORE_ORDER, contest, self._cancelled), "the list before keeps every limit")
        if found[self._index]:
            return True
        if len(some) < MOST_LIMITS:
            self._remember(some, contest, found)
        return False

    def _stays(self, given: Limits, some: Limits) -> bool:
        refusals, more = self._refusals.get(given), tuple({*some} - {*given})
        return refusals is not None and all(any(one.despite(more) for one in proofs) for proofs in refusals)

    def _remember(self, some: Limits, contest: Contest, found: Mask) -> None:
        """Why each refused firm was refused, down to the firm itself; nothing where one has no such proof."""
        rows = contest.rows
        elastic = Relaxation(rows, np.zeros_like(contest.weights), elastic=True)
        refusals: list[list[Closed]] = []
        for place, firm in enumerate(self._order.tolist()):
            if not found[firm] and rows.may[firm]:
                proofs = refused(among(self._order, found, place, rows), elastic, self._amounts)
                if not proofs:
                    return
                refusals.append(proofs)
            if firm == self._index:
                break
        self._refusals[some] = refusals
