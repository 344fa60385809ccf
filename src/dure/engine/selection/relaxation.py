"""The linear relaxation, asked again and again with other pins and bars.

Its answers are only advice: shares to branch on and row prices, from which `ceiling` makes a proof.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dure.engine.selection.covers import Cut
from dure.engine.selection.lines import Line, Lines, Real, line_of
from dure.engine.selection.program import Program
from dure.engine.selection.rows import Mask, Rows, Whole
from dure.engine.selection.sifting import Sifting

EPSILON = 2.0**-52

# Up to this width the next question starts from the last basis; wider models gain more from presolve.
WIDE = 1000
# Above it, from parts: GLOP on everyone at once takes minutes for 100,000.
SIFTED = 6000
WORTH = 1000.0


@dataclass(frozen=True, eq=False)
class Advice:
    """`feasible` is the solver's opinion; `prices` run over rows, then cuts, in weight per unit of the row."""

    feasible: bool
    shares: Real
    prices: Real


@dataclass(frozen=True, eq=False)
class Ceiling:
    """No set reaches more than `value`; with applicant i decided against its `pull`, no more than value - |pull[i]|.

    For any other pins and bars: no more than `base` (errors included) and the pulls of a set at their most.
    """

    value: float
    base: float
    pull: Real


class Relaxation:
    """The rows, and the cuts that are added. `elastic`: a row may be broken at a price of one per scaled unit."""

    def __init__(self, rows: Rows, weights: Whole, *, elastic: bool = False) -> None:
        self._elastic = elastic
        self._lines = Lines(rows.width)
        self._solver = _solver(self._lines, elastic)
        self._places: list[int] = []
        for place in range(rows.amounts.shape[0]):
            amounts = rows.amounts[place].astype(np.float64)
            if self._add(line_of(amounts, float(rows.low[place]), float(rows.high[place]))):
                self._places.append(place)
        self._count = rows.amounts.shape[0]
        self.weigh(weights)

    def weigh(self, weights: Whole) -> None:
        """Set the objective. The solver sees it scaled to at most 1000 so that its tolerances mean the same."""
        self._weights = weights.astype(np.float64)
        self._weight_scale = max(float(np.abs(self._weights).max(initial=0.0)), 1.0) / WORTH
        if not self._elastic:
            self._solver.weigh(self._weights / self._weight_scale)

    def add_cut(self, cut: Cut) -> None:
        amounts = np.zeros(self._lines.width)
        amounts[cut.members] = cut.factors
        self._add(line_of(amounts, -np.inf, float(cut.bound)))

    def solve(self, must: Mask, may: Mask) -> Advice:
        found = self._solver.solve(must, may)
        if found is None:
            return Advice(False, np.zeros(0), np.zeros(0))
        prices = found.prices * (1.0 / self._lines.scales)
        return Advice(True, found.shares, prices if self._elastic else prices * self._weight_scale)

    def ceiling(self, prices: Real, must: Mask, may: Mask) -> Ceiling:
        """The Lagrangian bound at these prices, rounding errors included: valid whatever the prices are.

        Every product and sum below is within (terms + 2) half-units of the last place of the sum of absolute
        values, in any order of summation (Higham, Accuracy and Stability, section 3.1).
        """
        lines = self._lines
        usable = np.where((prices < 0) & np.isneginf(lines.lows), 0.0, prices)
        limit = np.where(usable >= 0, lines.highs, lines.lows)
        rent = np.where(usable == 0, 0.0, usable * limit)
        weights = np.zeros_like(self._weights) if self._elastic else self._weights
        pull = weights - usable @ lines.matrix
        most = pull[must].sum() + np.maximum(pull[may & ~must], 0.0).sum()
        mass = np.abs(rent).sum() + np.abs(weights).sum() + np.abs(usable) @ lines.masses
        terms = sum(lines.matrix.shape) + 8
        base = float(rent.sum() + terms * EPSILON * mass)
        return Ceiling(float(base + most), base, pull)

    def by_row(self, prices: Real) -> Real:
        """The prices of all rows; zero where a row cannot bind. Those of cuts are left out."""
        found = np.zeros(self._count)
        found[self._places] = prices[: len(self._places)]
        return found

    def _add(self, line: Line) -> bool:
        """Whether the line can bind; it is left out otherwise."""
        if not line.can_bind:
            return False
        self._lines.add(line)
        if isinstance(self._solver, Program):
            self._solver.add(line)
        return True


def _solver(lines: Lines, elastic: bool) -> Program | Sifting:
    penalty = 1.0 if elastic else None
    if lines.width > SIFTED:
        return Sifting(lines, penalty)
    return Program(lines.width, penalty=penalty, presolve=lines.width > WIDE)
