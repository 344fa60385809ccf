"""One GLOP model, asked again and again with other bounds; it starts from its last basis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.linear_solver import pywraplp

from dure.engine.selection.lines import Line, Real
from dure.engine.selection.rows import Mask


@dataclass(frozen=True, eq=False)
class Advice:
    """`prices` run over the lines, in worth per unit of the line as shown."""

    shares: Real
    prices: Real


class Program:
    """The shares of the greatest worth within the lines. With `penalty`, a line may be broken at that cost a unit.

    Worth is to be 1000 at most, so that the solver's tolerances mean the same everywhere.
    """

    def __init__(self, width: int, *, penalty: float | None = None, presolve: bool = False) -> None:
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._penalty = penalty
        self._settings = pywraplp.MPSolverParameters()
        if not presolve:
            self._settings.SetIntegerParam(self._settings.PRESOLVE, self._settings.PRESOLVE_OFF)
            self._settings.SetIntegerParam(self._settings.LP_ALGORITHM, self._settings.DUAL)
        self._must = np.zeros(width, dtype=np.bool_)
        self._may = np.ones(width, dtype=np.bool_)
        self._variables = [self._solver.NumVar(0.0, 1.0, "") for _ in range(width)]
        self._constraints: list[pywraplp.Constraint] = []
        self._solver.Objective().SetMaximization()

    def weigh(self, worth: Real) -> None:
        objective = self._solver.Objective()
        for variable, one in zip(self._variables, worth.tolist(), strict=True):
            objective.SetCoefficient(variable, one)

    def add(self, line: Line) -> None:
        low, high = line.shown
        infinity = self._solver.infinity()
        row = self._solver.Constraint(max(low, -infinity), min(high, infinity))
        places = np.flatnonzero(line.amounts)
        for index, amount in zip(places.tolist(), (line.amounts[places] / line.scale).tolist(), strict=True):
            row.SetCoefficient(self._variables[index], amount)
        if self._penalty is not None:
            self._stretch(row, self._penalty)
        self._constraints.append(row)

    def solve(self, must: Mask, may: Mask) -> Advice | None:
        """None where the solver has no answer: mostly, as it says, because there is none."""
        for index in np.flatnonzero((must != self._must) | (may != self._may)).tolist():
            self._variables[index].SetBounds(float(must[index]), float(may[index]))
        self._must, self._may = must.copy(), may.copy()
        if self._solver.Solve(self._settings) != pywraplp.Solver.OPTIMAL:
            return None
        shares = must.astype(np.float64)
        for index in np.flatnonzero(must != may).tolist():
            shares[index] = self._variables[index].solution_value()
        return Advice(shares, np.array([row.dual_value() for row in self._constraints]))

    def _stretch(self, row: pywraplp.Constraint, penalty: float) -> None:
        for sign in (1.0, -1.0):
            slack = self._solver.NumVar(0.0, self._solver.infinity(), "")
            row.SetCoefficient(slack, sign)
            self._solver.Objective().SetCoefficient(slack, -penalty)
