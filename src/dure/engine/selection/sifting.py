"""The linear relaxation of a hundred thousand applicants, by small ones.

At the right prices almost every applicant is in or out by the sign of what it is worth beyond its prices; only about
as many as there are lines are shared. So a sample suggests prices, those near the border form a core that is solved
exactly, and whoever lies on the wrong side at the new prices joins it, until nobody does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from dure.engine.selection.elastic import Stretched, stretched
from dure.engine.selection.lines import Lines, Real
from dure.engine.selection.program import Advice
from dure.engine.selection.rows import Mask, Places

CORE: Final = 3000
MOST_ROUNDS: Final = 60
WRONG: Final = 1e-7
WHOLE: Final = 1e-9
BROKEN: Final = 1e-6
# Above every sensible price of a line, worth being 1000 at most; small enough to keep the solver's digits.
DEAR: Final = 1e5


@dataclass(frozen=True, eq=False)
class Sides:
    """Who is in before the core is asked, and by how much each is worth more than its prices."""

    inside: Mask
    pull: Real


class Sifting:
    """Asked like a `Program` of these lines; with `penalty`, a line may be broken at that cost a unit."""

    def __init__(self, lines: Lines, penalty: float | None = None) -> None:
        self._lines = lines
        self._penalty = penalty
        self._worth = np.zeros(lines.width)
        # A fixed shuffle: a sample, or those first among equals, are then of every kind.
        self._shuffled = np.random.default_rng(1).permutation(lines.width)

    def weigh(self, worth: Real) -> None:
        self._worth = worth

    def solve(self, must: Mask, may: Mask) -> Advice | None:
        """None where nothing seems to fit, or where the rounds run out."""
        free = self._shuffled[(may & ~must)[self._shuffled]]
        sides = self._sampled(must, free)
        core = _nearest(free, sides.pull)
        for _ in range(MOST_ROUNDS):
            found = self._of_core(core, sides.inside)
            if found is None:
                return None
            inside = sides.inside.copy()
            inside[core] = found.shares > 0.5
            sides = Sides(inside, self._pull(found.prices))
            wrong = _wrong(free, core, sides)
            if not wrong.size:
                return self._whole(found, core, inside)
            shared = core[(found.shares > WHOLE) & (found.shares < 1 - WHOLE)]
            core = np.union1d(np.concatenate([shared, wrong]), _nearest(core, sides.pull))
        return None

    def _sampled(self, must: Mask, free: Places) -> Sides:
        """The sides at the prices of a sample in its part of the room; who is even goes as one of the sample does."""
        some = free[:CORE]
        part = len(some) / max(len(free), 1)
        found = self._asked(some, self._lines.matrix @ must, part)
        inside = must.copy()
        if found is None or not some.size:
            return Sides(inside, self._worth)
        pull = self._pull(found.prices)
        likewise = np.resize(found.shares > 0.5, len(free))
        inside[free] = np.where(np.abs(pull[free]) > WRONG, pull[free] > 0, likewise)
        return Sides(inside, pull)

    def _of_core(self, core: Places, inside: Mask) -> Stretched | None:
        """The greatest worth while everyone outside the core stays on its side."""
        others = inside.copy()
        others[core] = False
        return self._asked(core, self._lines.matrix @ others, 1.0)

    def _asked(self, places: Places, used: Real, part: float) -> Stretched | None:
        """Those at `places` within this part of the room that the others leave."""
        lines = self._lines
        lows, highs = (part * (bounds - used) / lines.scales for bounds in (lines.lows, lines.highs))
        matrix = lines.matrix[:, places] / lines.scales[:, None]
        return stretched(self._worth[places], matrix, lows, highs, DEAR if self._penalty is None else self._penalty)

    def _pull(self, prices: Real) -> Real:
        return np.asarray(self._worth - (prices / self._lines.scales) @ self._lines.matrix)

    def _whole(self, found: Stretched, core: Places, inside: Mask) -> Advice | None:
        if self._penalty is None and found.broken > BROKEN:
            return None
        shares = inside.astype(np.float64)
        shares[core] = found.shares
        return Advice(shares, found.prices)


def _nearest(places: Places, pull: Real) -> Places:
    """Those closest to the border between in and out."""
    return places[np.argsort(np.abs(pull[places]), kind="stable")[:CORE]]


def _wrong(free: Places, core: Places, sides: Sides) -> Places:
    """Those outside the core who would rather be on the other side, the most determined first."""
    regret = np.where(sides.inside, -sides.pull, sides.pull)
    regret[core] = 0.0
    wrong = free[regret[free] > WRONG]
    return wrong[np.argsort(-regret[wrong], kind="stable")[:CORE]]
