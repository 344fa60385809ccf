"""The stages of the rule, each holding what the earlier ones reached: worst firm, total, linked, ids."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from dure.engine.assessors.by_id import Order, earliest
from dure.engine.assessors.comparable import groups
from dure.engine.assessors.model import Arrangement, Found, Grid, Reply, Wanted, ask, worst_bound
from dure.engine.assessors.steps import Step, silent

MOST_SPLITS: Final = 40
MOST_UNDECIDED: Final = 2
# Levels are halved, so hardly ever more are asked; the progress does not run beyond.
MOST_LEVELS: Final = 32


class Linking(StrEnum):
    """`impossible`: proven that no arrangement as good is linked; `undecided`: none was found."""

    LINKED = "linked"
    IMPOSSIBLE = "impossible"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Matched:
    """An arrangement, its two values in steps and what bounds them from above.

    `total_bound` bounds the total of the arrangements whose worst firm is served at least as well.
    """

    arrangement: Arrangement
    worst: int
    worst_bound: int
    total: int
    total_bound: int
    linking: Linking
    order: Order

    @property
    def proven(self) -> bool:
        return self.worst == self.worst_bound and self.total == self.total_bound


@dataclass(frozen=True, slots=True)
class _Level:
    """`worst` is reached by `arrangement`; nothing above `bound` can be.

    `total_bound` bounds the total of every arrangement that reaches `worst`.
    """

    worst: int
    bound: int
    arrangement: Arrangement
    total_bound: int


def match(grid: Grid, step: Step = silent) -> Matched | None:
    """The best arrangement by the rule, or None where no arrangement keeps conflicts and loads.

    `step` hears before each question which part is being decided: "worst_firm", "linked" or "order".
    """
    if not grid.pairs:
        return None
    step("worst_firm", 0, MOST_LEVELS)
    start = ask(grid, Wanted())
    if start.arrangement is None:
        return None
    level = _highest_worst(grid, start, step)
    total = sum(grid.sums(level.arrangement))
    arrangement, linking, splits = _linked(grid, level.arrangement, Wanted(level.worst, total), step)
    wanted = Wanted(level.worst, total, splits)
    arrangement, order = earliest(grid, arrangement, wanted, linked=linking is Linking.LINKED, step=step)
    return Matched(
        arrangement=arrangement,
        worst=min(grid.sums(arrangement)),
        worst_bound=level.bound,
        total=total,
        total_bound=max(total, level.total_bound),
        linking=linking,
        order=order,
    )


def _highest_worst(grid: Grid, start: Reply, step: Step) -> _Level:
    """Ask for the upper bound itself first: it is mostly reached. Then halve what is left.

    A level that the node limit leaves undecided is passed over downwards; the bound stays above it. After
    two of them the search ends: levels so close to what is possible each cost the whole limit.
    A best total found for one level is the best for any higher level that its arrangement reaches.
    """
    level = _reached(grid, start, worst_bound(grid))
    reach = target = level.bound
    undecided, asked = 0, 0
    while level.worst < reach and undecided < MOST_UNDECIDED:
        asked = min(asked + 1, MOST_LEVELS - 1)
        step("worst_firm", asked, MOST_LEVELS)
        reply = ask(grid, Wanted(worst=target))
        undecided += reply.found is Found.UNDECIDED
        if reply.arrangement is not None:
            level = _reached(grid, reply, level.bound)
        else:
            reach = target - 1
        if reply.found is Found.NONE_EXISTS:
            level = replace(level, bound=min(level.bound, target - 1))
        target = (level.worst + reach + 1) // 2
    return level


def _reached(grid: Grid, reply: Reply, bound: int) -> _Level:
    arrangement = reply.arrangement or ()
    sums = grid.sums(arrangement)
    best = sum(sums) if reply.found is Found.OPTIMAL else reply.bound
    return _Level(min(sums), bound, arrangement, best)


def _linked(
    grid: Grid, arrangement: Arrangement, wanted: Wanted, step: Step
) -> tuple[Arrangement, Linking, tuple[frozenset[int], ...]]:
    """Forbid each split that appears until no group is left, none can be avoided, or patience ends."""
    splits: tuple[frozenset[int], ...] = ()
    current = arrangement
    for done in range(MOST_SPLITS):
        step("linked", done, MOST_SPLITS)
        found = groups(len(grid.assessors), current)
        if len(found) == 1:
            return current, Linking.LINKED, splits
        splits = (*splits, *(found if len(found) > 2 else found[:1]))
        reply = ask(grid, Wanted(wanted.worst, wanted.total, splits), best_total=False)
        if reply.arrangement is None:
            never = reply.found is Found.NONE_EXISTS
            return arrangement, Linking.IMPOSSIBLE if never else Linking.UNDECIDED, ()
        current = reply.arrangement
    return arrangement, Linking.UNDECIDED, ()
