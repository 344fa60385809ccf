"""Among arrangements of equal worth, the one that comes first by id.

Pairs are ordered by firm id, then assessor id; of two arrangements the earlier is the one that holds the
first pair in which they differ (so the first firm gets the first ids it can, then the second firm, ...).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from dure.engine.assessors.comparable import groups
from dure.engine.assessors.model import Arrangement, Found, Grid, Wanted, ask
from dure.engine.assessors.steps import Step, silent

MOST_EXACT_PAIRS: Final = 240


class Order(StrEnum):
    """`first`: no arrangement as good comes earlier; `local`: no single exchange brings it forward."""

    FIRST = "first"
    LOCAL = "local"


def earliest(
    grid: Grid, start: Arrangement, wanted: Wanted, *, linked: bool, step: Step = silent
) -> tuple[Arrangement, Order]:
    """Exact for problems of at most `MOST_EXACT_PAIRS` pairs, by exchanges beyond."""
    start = _exchanged(grid, start, wanted.worst or 0, linked=linked)
    if len(grid.pairs) > MOST_EXACT_PAIRS:
        return start, Order.LOCAL
    return _walked(grid, start, wanted, linked=linked, step=step)


def _walked(grid: Grid, start: Arrangement, wanted: Wanted, *, linked: bool, step: Step) -> tuple[Arrangement, Order]:
    """Pair by pair in order: taken if an arrangement as good exists that keeps all decided before."""
    current, order = start, Order.FIRST
    fixed: dict[int, int] = {}
    taken = [0] * len(grid.firms)
    for number, (f, a) in enumerate(grid.pairs):
        step("order", number, len(grid.pairs))
        fixed[number] = int(taken[f] < grid.per_firm)
        if fixed[number] and a not in current[f]:
            found, better, wanted = _as_good(grid, wanted, fixed, linked=linked)
            fixed[number] = int(better is not None)
            current = better or current
            order = Order.LOCAL if found is Found.UNDECIDED else order
        taken[f] += fixed[number]
    return current, order


def _as_good(
    grid: Grid, wanted: Wanted, fixed: dict[int, int], *, linked: bool
) -> tuple[Found, Arrangement | None, Wanted]:
    """Splits met on the way are forbidden for good: no linked arrangement has them."""
    while True:
        reply = ask(grid, wanted, fixed=fixed, best_total=False)
        if reply.arrangement is None or not linked:
            return reply.found, reply.arrangement, wanted
        found = groups(len(grid.assessors), reply.arrangement)
        if len(found) == 1:
            return reply.found, reply.arrangement, wanted
        wanted = Wanted(wanted.worst, wanted.total, (*wanted.split, *found))


def _exchanged(grid: Grid, start: Arrangement, worst: int, *, linked: bool) -> Arrangement:
    """Exchanges of equal total that bring an earlier id to an earlier firm, in one pass."""
    board = _Board(grid, start, worst, linked=linked)
    for f, a in grid.pairs:
        if a not in board.chosen[f]:
            board.bring(f, a)
    return tuple(frozenset(row) for row in board.chosen)


class _Board:
    """An arrangement under exchange; every exchange keeps loads, the total, the worst firm and the links."""

    def __init__(self, grid: Grid, start: Arrangement, worst: int, *, linked: bool) -> None:
        self.grid, self.worst, self.linked = grid, worst, linked
        self.chosen = [set(row) for row in start]
        self.loads = [sum(a in row for row in start) for a in range(len(grid.assessors))]
        self.sums = grid.sums(start)
        self.open = frozenset(grid.pairs)

    def bring(self, f: int, a: int) -> bool:
        """Give firm `f` the assessor `a` for one of its later ones, alone or by a swap with a later firm."""
        later = [other for other in sorted(self.chosen[f], reverse=True) if other > a]
        return any(self._replace(f, a, other) for other in later) or any(self._swap(f, a, other) for other in later)

    def _replace(self, f: int, a: int, other: int) -> bool:
        row, grid = self.grid.values[f], self.grid
        if row[a] != row[other]:
            return False
        if self.loads[a] >= grid.most[a] or self.loads[other] <= grid.least[other]:
            return False
        return self._move([(f, a, other)])

    def _swap(self, f: int, a: int, other: int) -> bool:
        values = self.grid.values
        gain = values[f][a] - values[f][other]
        if self.sums[f] + gain < self.worst:
            return False
        for g in range(f + 1, len(values)):
            if a not in self.chosen[g] or other in self.chosen[g] or (g, other) not in self.open:
                continue
            if values[g][a] - values[g][other] != gain or self.sums[g] - gain < self.worst:
                continue
            if self._move([(f, a, other), (g, other, a)]):
                return True
        return False

    def _move(self, moves: list[tuple[int, int, int]]) -> bool:
        """Each move gives a firm the second and takes the third; all are undone if a link breaks."""
        for firm, new, old in moves:
            self._put(firm, new, old)
        if not self.linked or len(groups(len(self.loads), self.chosen)) == 1:
            return True
        for firm, new, old in moves:
            self._put(firm, old, new)
        return False

    def _put(self, firm: int, new: int, old: int) -> None:
        self.chosen[firm] = (self.chosen[firm] - {old}) | {new}
        self.loads[new] += 1
        self.loads[old] -= 1
        self.sums[firm] += self.grid.values[firm][new] - self.grid.values[firm][old]
