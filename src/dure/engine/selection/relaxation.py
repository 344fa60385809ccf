"""The linear relaxation, asked again and again with other bounds; the solver starts from its last basis.

Its answers are only advice: shares to branch on and row prices, from which `bound` makes a proof.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver import pywraplp

from dure.engine.selection.covers import Cut
from dure.engine.selection.rows import Mask, Rows, Whole

Real = NDArray[np.float64]
EPSILON = 2.0**-52

# Up to this width the next question starts from the last basis; wider models gain more from presolve.
WIDE = 1000


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
    """One GLOP model of the rows. `elastic`: rows may be broken at a price of one per scaled unit."""

    def __init__(self, rows: Rows, weights: Whole, *, elastic: bool = False) -> None:
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._elastic = elastic
        self._settings = pywraplp.MPSolverParameters()
        if rows.width <= WIDE:
            self._settings.SetIntegerParam(self._settings.PRESOLVE, self._settings.PRESOLVE_OFF)
            self._settings.SetIntegerParam(self._settings.LP_ALGORITHM, self._settings.DUAL)
        self._must = np.zeros(rows.width, dtype=np.bool_)
        self._may = np.ones(rows.width, dtype=np.bool_)
        self._variables = [self._solver.NumVar(0.0, 1.0, "") for _ in range(rows.width)]
        self._constraints: list[pywraplp.Constraint] = []
        self._scales: list[float] = []
        self._lines: list[Real] = []
        self._lows: list[float] = []
        self._highs: list[float] = []
        self._stale = True
        self._solver.Objective().SetMaximization()
        for place in range(rows.amounts.shape[0]):
            amounts = rows.amounts[place].astype(np.float64)
            self._add(amounts, float(rows.low[place]), float(rows.high[place]))
        self._own = len(self._constraints)
        self.weigh(weights)

    @property
    def cuts(self) -> int:
        return len(self._constraints) - self._own

    def weigh(self, weights: Whole) -> None:
        """Set the objective. The solver sees it scaled to at most 1000 so that its tolerances mean the same."""
        self._weights = weights.astype(np.float64)
        self._weight_scale = max(float(np.abs(self._weights).max(initial=0.0)), 1.0) / 1000.0
        if self._elastic:
            return
        objective = self._solver.Objective()
        for variable, weight in zip(self._variables, (self._weights / self._weight_scale).tolist(), strict=True):
            objective.SetCoefficient(variable, weight)

    def add_cut(self, cut: Cut) -> None:
        amounts = np.zeros(len(self._variables))
        amounts[cut.members] = cut.factors
        self._add(amounts, -np.inf, float(cut.bound))

    def solve(self, must: Mask, may: Mask) -> Advice:
        for index in np.flatnonzero((must != self._must) | (may != self._may)).tolist():
            self._variables[index].SetBounds(float(must[index]), float(may[index]))
        self._must, self._may = must.copy(), may.copy()
        status = self._solver.Solve(self._settings)
        if status != pywraplp.Solver.OPTIMAL:
            return Advice(False, np.zeros(0), np.zeros(0))
        shares = np.array([variable.solution_value() for variable in self._variables])
        prices = np.array([row.dual_value() for row in self._constraints]) * np.array(self._scales)
        return Advice(True, shares, prices if self._elastic else prices * self._weight_scale)

    def ceiling(self, prices: Real, must: Mask, may: Mask) -> Ceiling:
        """The Lagrangian bound at these prices, rounding errors included: valid whatever the prices are.

        Every product and sum below is within (terms + 2) half-units of the last place of the sum of absolute
        values, in any order of summation (Higham, Accuracy and Stability, section 3.1).
        """
        if self._stale:
            self._refresh()
        usable = np.where((prices < 0) & np.isneginf(self._low), 0.0, prices)
        limit = np.where(usable >= 0, self._high, self._low)
        rent = np.where(usable == 0, 0.0, usable * limit)
        weights = np.zeros_like(self._weights) if self._elastic else self._weights
        pull = weights - usable @ self._matrix
        most = pull[must].sum() + np.maximum(pull[may & ~must], 0.0).sum()
        mass = np.abs(rent).sum() + np.abs(weights).sum() + np.abs(usable) @ self._mass
        terms = sum(self._matrix.shape) + 8
        base = float(rent.sum() + terms * EPSILON * mass)
        return Ceiling(float(base + most), base, pull)

    def _add(self, amounts: Real, low: float, high: float) -> None:
        least, most = float(np.minimum(amounts, 0).sum()), float(np.maximum(amounts, 0).sum())
        if low <= least and high >= most:
            return
        scale = max(float(np.abs(amounts).max(initial=0.0)), 1.0)
        row = self._solver.Constraint(
            low / scale if low > least else -self._solver.infinity(),
            high / scale if high < most else self._solver.infinity(),
        )
        for index in np.flatnonzero(amounts).tolist():
            row.SetCoefficient(self._variables[index], float(amounts[index] / scale))
        if self._elastic:
            self._stretch(row)
        self._constraints.append(row)
        self._scales.append(1.0 / scale)
        self._lines.append(amounts)
        self._lows.append(low)
        self._highs.append(high)
        self._stale = True

    def _refresh(self) -> None:
        self._matrix = np.vstack([np.zeros((0, len(self._variables))), *self._lines])
        self._mass = np.abs(self._matrix).sum(axis=1)
        self._low, self._high = np.array(self._lows), np.array(self._highs)
        self._stale = False

    def _stretch(self, row: pywraplp.Constraint) -> None:
        for sign in (1.0, -1.0):
            slack = self._solver.NumVar(0.0, self._solver.infinity(), "")
            row.SetCoefficient(slack, sign)
            self._solver.Objective().SetCoefficient(slack, -1.0)
