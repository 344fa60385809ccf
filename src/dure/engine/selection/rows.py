"""A problem as whole-number rows: what the search works on, and what every witness is added up in again."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dure.engine.selection import ranking
from dure.engine.selection.problem import Problem

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]
Places = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Rows:
    """`low <= amounts @ chosen <= high`, row by row, for `must <= chosen <= may`.

    Sums stay below 2^63: amounts are at most 10^12 and applicants at most 10^6. Only rows that `adding` made
    may hold amounts below zero.
    """

    amounts: Whole
    low: Whole
    high: Whole
    must: Mask
    may: Mask

    @property
    def width(self) -> int:
        return int(self.amounts.shape[1])

    def holds(self, chosen: Mask) -> bool:
        """Whether the set meets every row and every pin and bar, in whole numbers."""
        if bool((self.must & ~chosen).any() or (chosen & ~self.may).any()):
            return False
        used = self.used(chosen)
        return bool((used >= self.low).all() and (used <= self.high).all())

    def used(self, chosen: Mask) -> Whole:
        return np.asarray(self.amounts[:, chosen].sum(axis=1, dtype=np.int64))

    def with_pin(self, index: int) -> Rows:
        must = self.must.copy()
        must[index] = True
        return replace(self, must=must)

    def with_bar(self, index: int) -> Rows:
        may = self.may.copy()
        may[index] = False
        return replace(self, may=may)

    def between(self, must: Mask, may: Mask) -> Rows:
        return replace(self, must=must, may=may)

    def bounded(self, low: Whole, high: Whole) -> Rows:
        return replace(self, low=low, high=high)

    def loosened(self, places: tuple[int, ...], amounts: Whole) -> Rows:
        """These rows give by their amounts at both bounds; none is asked for below zero."""
        low, high, some = self.low.copy(), self.high.copy(), list(places)
        high[some] += amounts[some]
        low[some] = np.maximum(low[some] - amounts[some], 0)
        return self.bounded(low, high)

    def adding(self, amounts: Whole, low: int, high: int) -> Rows:
        return replace(
            self,
            amounts=np.vstack([self.amounts, amounts]),
            low=np.append(self.low, low),
            high=np.append(self.high, high),
        )

    def part(self, free: Places, base: Mask) -> Rows:
        """The rows left for the `free` applicants when of the others exactly `base` are chosen."""
        used = self.used(base)
        return Rows(
            amounts=np.ascontiguousarray(self.amounts[:, free]),
            low=self.low - used,
            high=self.high - used,
            must=self.must[free],
            may=self.may[free],
        )


@dataclass(frozen=True, eq=False)
class Contest:
    """Rows with what ranks the applicants: scores in steps, and each one's place in the tie order."""

    rows: Rows
    scores: Whole
    tie_place: Whole

    @property
    def tie_order(self) -> Places:
        """Positions, first-ranked first."""
        return np.argsort(self.tie_place, kind="stable")

    @property
    def list_order(self) -> Places:
        """Positions down the list: by score, highest first, then by tie place."""
        return np.lexsort((self.tie_place, -self.scores))

    @property
    def unit(self) -> int:
        """The weight of one step: more than all counts together."""
        return self.rows.width + 1

    @property
    def weights(self) -> Whole:
        """Total score and then the number of firms, as one whole number: score * unit + 1 each."""
        return self.scores * self.unit + 1

    def part(self, free: Places, base: Mask) -> Contest:
        return Contest(self.rows.part(free, base), self.scores[free], self.tie_place[free])

    def on(self, rows: Rows) -> Contest:
        return replace(self, rows=rows)

    def scored(self, scores: Whole) -> Contest:
        return replace(self, scores=scores)


@dataclass(frozen=True, eq=False)
class Table:
    """A problem with its contest; every mask and array runs over the applicants sorted by id."""

    problem: Problem
    ids: tuple[str, ...]
    contest: Contest

    @property
    def rows(self) -> Rows:
        return self.contest.rows

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(limit.name for limit in self.problem.limits)

    def chosen_ids(self, chosen: Mask) -> list[str]:
        return [self.ids[index] for index in np.flatnonzero(chosen)]


def tabulate(problem: Problem) -> Table:
    """Applicants are put in order of id first, so that nothing can depend on the order of the file."""
    problem = replace(problem, applicants=tuple(sorted(problem.applicants, key=lambda one: one.id)))
    firms = problem.applicants
    contest = Contest(
        rows=_rows(problem),
        scores=np.array([one.score for one in firms], dtype=np.int64),
        tie_place=np.array(ranking.places(ranking.by_tie_rank(problem)), dtype=np.int64),
    )
    return Table(problem, tuple(one.id for one in firms), contest)


def _rows(problem: Problem) -> Rows:
    firms = problem.applicants
    amounts = np.zeros((len(problem.limits), len(firms)), dtype=np.int64)
    for place, limit in enumerate(problem.limits):
        amounts[place] = [limit.amount(one) for one in firms]
    total = amounts.sum(axis=1, dtype=np.int64)
    high = [
        whole if limit.maximum is None else limit.maximum
        for limit, whole in zip(problem.limits, total.tolist(), strict=True)
    ]
    return Rows(
        amounts=amounts,
        low=np.array([limit.minimum or 0 for limit in problem.limits], dtype=np.int64),
        high=np.minimum(np.array(high, dtype=np.int64), total),
        must=np.array([one.id in problem.pinned for one in firms], dtype=np.bool_),
        may=np.array([one.id not in problem.barred for one in firms], dtype=np.bool_),
    )
