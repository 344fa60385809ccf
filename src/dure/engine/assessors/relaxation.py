"""The least that would have to give for an assignment to exist. Conflicts of interest never give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from dure.engine.assessors.limits import Limit, LimitKind, limits_of
from dure.engine.assessors.model import grid_of
from dure.engine.assessors.problem import Problem


@dataclass(frozen=True, slots=True)
class Change:
    """A limit and its new value: `per_firm` and least loads go down, greatest loads up."""

    limit: Limit
    by: int
    to: int


def smallest_relaxation(problem: Problem) -> tuple[Change, ...] | None:
    """Fewest limits, then fewest assignments, then first as listed.

    One off `per_firm` costs one assignment for each firm. At least one assessor a firm stays.
    None where conflicts leave some firm without any assessor.
    """
    wish = _Wish(problem)
    fewest = wish.least(wish.counts)
    if fewest is None:
        return None
    wish.hold(wish.counts, fewest)
    cheapest = wish.least(wish.costs)
    if cheapest is None:
        return None
    wish.hold(wish.costs, cheapest)
    wish.settle()
    return tuple(
        Change(limit, by, wish.value(limit) + (by if limit.kind is LimitKind.MAX_LOAD else -by))
        for limit, by in zip(wish.limits, wish.amounts(), strict=True)
        if by
    )


class _Wish:
    """Pairs, then for each limit the amount it gives (whole) and whether it gives (0 or 1)."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.limits = [one for one in limits_of(problem) if one.kind is not LimitKind.CONFLICT]
        self.by_id = {one.id: one for one in problem.assessors}
        self.pairs = grid_of(problem).pairs
        self.width = len(self.pairs) + 2 * len(self.limits)
        self.rows: list[dict[int, int]] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.floor = np.zeros(self.width)
        self.roof = np.ones(self.width)
        self.last = np.zeros(self.width)
        for number, limit in enumerate(self.limits):
            self._add(number, limit)
        self.counts = {len(self.pairs) + len(self.limits) + number: 1 for number in range(len(self.limits))}
        self.costs = {
            self._amount(number): len(problem.firms) if limit.kind is LimitKind.PER_FIRM else 1
            for number, limit in enumerate(self.limits)
        }

    def value(self, limit: Limit) -> int:
        if limit.kind is LimitKind.PER_FIRM:
            return self.problem.per_firm
        assessor = self.by_id[limit.assessor]
        return assessor.max_load if limit.kind is LimitKind.MAX_LOAD else assessor.min_load

    def least(self, weights: dict[int, int]) -> int | None:
        cost = np.zeros(self.width)
        for column, weight in weights.items():
            cost[column] = weight
        answer = milp(
            cost,
            constraints=LinearConstraint(self._matrix(), self.low, self.high),
            bounds=Bounds(self.floor, self.roof),
            integrality=np.ones(self.width),
            options={"mip_rel_gap": 0},
        )
        if answer.x is None:
            return None
        self.last = answer.x
        return round(float(answer.fun))

    def hold(self, weights: dict[int, int], most: int) -> None:
        self._row(weights, -np.inf, most)

    def settle(self) -> None:
        """First as listed: each limit in turn gives if it can, then as little as it can."""
        for column in self.counts:
            self.floor[column] = 1
            if self.least({}) is None:
                self.floor[column] = self.roof[column] = 0
        for number in range(len(self.limits)):
            column = self._amount(number)
            if self.roof[column + len(self.limits)]:
                self.roof[column] = self.least({column: 1}) or 0
        self.least({})

    def amounts(self) -> list[int]:
        return [round(self.last[self._amount(number)]) for number in range(len(self.limits))]

    def _amount(self, number: int) -> int:
        return len(self.pairs) + number

    def _add(self, number: int, limit: Limit) -> None:
        """The limit with what it gives, and: it gives nothing unless it is counted."""
        amount = self._amount(number)
        value, kind = self.value(limit), limit.kind
        if kind is LimitKind.PER_FIRM:
            most = value - 1
            for firm in range(len(self.problem.firms)):
                self._row({**self._of(0, firm), amount: 1}, value, value)
        else:
            column = sorted(self.by_id).index(limit.assessor)
            upward = kind is LimitKind.MAX_LOAD
            most = len(self.problem.firms) if upward else value
            sign, low, high = (-1, -np.inf, value) if upward else (1, value, np.inf)
            self._row({**self._of(1, column), amount: sign}, low, high)
        self.roof[amount] = most
        self._row({amount: 1, amount + len(self.limits): -most}, -np.inf, 0)

    def _of(self, side: int, place: int) -> dict[int, int]:
        return {column: 1 for column, pair in enumerate(self.pairs) if pair[side] == place}

    def _row(self, weights: dict[int, int], low: float, high: float) -> None:
        self.rows.append(weights)
        self.low.append(low)
        self.high.append(high)

    def _matrix(self) -> Any:
        entries = [(row, column, weight) for row, terms in enumerate(self.rows) for column, weight in terms.items()]
        places, columns, weights = zip(*entries, strict=True)
        return csr_array((np.array(weights, float), (places, columns)), shape=(len(self.rows), self.width))
