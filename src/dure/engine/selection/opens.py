"""Which limits, loosened together a little, would have let one firm in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb
from typing import Final

import numpy as np

from dure.engine.selection.bench import Bench
from dure.engine.selection.certain import certain
from dure.engine.selection.closed import Closed, among, by_prices, refused
from dure.engine.selection.lists import list_of
from dure.engine.selection.problem import COUNT, Rule
from dure.engine.selection.relaxation import Relaxation
from dure.engine.selection.rows import Contest, Mask, Table, Whole
from dure.engine.selection.search import Cancelled, tightened

MOST_LIMITS: Final = 3

Places = tuple[int, ...]


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
    asked = _Asked(table.contest, chosen, index, amounts, cancelled)
    way = _ByTotal(asked) if table.problem.rule is Rule.MAX_TOTAL else _ByOrder(asked)
    for done, some in enumerate(_sets(places)):
        progress(done, total)
        if cancelled():
            raise Cancelled
        if way.opened_by(some):
            return [table.names[place] for place in some]
    return None


def _sets(places: list[int]) -> Iterator[Places]:
    for size in range(1, MOST_LIMITS + 1):
        yield from combinations(places, size)


def _amounts(table: Table, index: int) -> Whole:
    firm = table.problem.applicants[index]
    limits = table.problem.limits
    return np.array(
        [1 if limit.measure == COUNT else firm.measures.get(limit.measure, 0) for limit in limits], dtype=np.int64
    )


def _loosened(contest: Contest, some: Places, amounts: Whole) -> Contest:
    rows, places = contest.rows, list(some)
    low, high = rows.low.copy(), rows.high.copy()
    high[places] += amounts[places]
    low[places] = np.maximum(low[places] - amounts[places], 0)
    return contest.on(replace(rows, low=low, high=high))


@dataclass(eq=False)
class _Asked:
    """The firm at `index`, the list without it, and by how much each limit would give."""

    contest: Contest
    chosen: Mask
    index: int
    amounts: Whole
    cancelled: Callable[[], bool]

    def loosened(self, some: Places) -> Contest:
        return _loosened(self.contest, some, self.amounts)

    def list_of(self, rule: Rule, contest: Contest) -> Mask:
        return certain(list_of(rule, contest, self.cancelled), "the list before keeps every loosened limit")


class _ByTotal:
    """The list before stays feasible, so a set with the firm has to weigh as much at least."""

    def __init__(self, asked: _Asked) -> None:
        self._asked = asked
        self._published = int(asked.contest.weights[asked.chosen].sum(dtype=np.int64))
        self._closed: list[tuple[Closed, Places]] = []

    def opened_by(self, some: Places) -> bool:
        asked = self._asked
        if any(closed.despite(tuple({*some} - {*given})) for closed, given in self._closed if {*given} <= {*some}):
            return False
        contest = asked.loosened(some)
        question = tightened(contest.rows.with_pin(asked.index))
        if question is None or self._priced_out(contest, some):
            return False
        if Bench(contest, asked.cancelled).some(question, self._published) is None:
            return False
        return bool(asked.list_of(Rule.MAX_TOTAL, contest)[asked.index])

    def _priced_out(self, contest: Contest, some: Places) -> bool:
        """Whether linear prices show that no such set exists; they are kept for the limits to come."""
        rows = contest.rows.with_pin(self._asked.index)
        model = Relaxation(rows, contest.weights)
        advice = model.solve(rows.must, rows.may)
        if not advice.feasible:
            return False
        closed = by_prices(rows, contest.weights, self._published, model.by_row(advice.prices), self._asked.amounts)
        if closed is None:
            return False
        self._closed.append((closed, some))
        return closed.despite(())


class _ByOrder:
    """Whoever was taken down the list can be taken still; it stays as it was while all the refused stay refused."""

    def __init__(self, asked: _Asked) -> None:
        self._asked = asked
        self._order = asked.contest.list_order
        self._refusals: dict[Places, list[list[Closed]]] = {}
        self._remember((), asked.contest, asked.chosen)

    def opened_by(self, some: Places) -> bool:
        if any(self._stays(given, some) for size in range(len(some)) for given in combinations(some, size)):
            return False
        contest = self._asked.loosened(some)
        found = self._asked.list_of(Rule.SCORE_ORDER, contest)
        if found[self._asked.index]:
            return True
        if len(some) < MOST_LIMITS:
            self._remember(some, contest, found)
        return False

    def _stays(self, given: Places, some: Places) -> bool:
        refusals, more = self._refusals.get(given), tuple({*some} - {*given})
        return refusals is not None and all(any(one.despite(more) for one in proofs) for proofs in refusals)

    def _remember(self, some: Places, contest: Contest, found: Mask) -> None:
        """Why each refused firm was refused, down to the firm itself; nothing where one has no such proof."""
        rows = contest.rows
        elastic = Relaxation(rows, np.zeros_like(contest.weights), elastic=True)
        refusals: list[list[Closed]] = []
        for place, firm in enumerate(self._order.tolist()):
            if not found[firm] and rows.may[firm]:
                proofs = refused(among(self._order, found, place, rows), elastic, self._asked.amounts)
                if not proofs:
                    return
                refusals.append(proofs)
            if firm == self._asked.index:
                break
        self._refusals[some] = refusals
