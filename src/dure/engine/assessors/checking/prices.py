"""Upper bounds by prices: exact in whole numbers whatever the prices are (weak duality).

GLOP (OR-Tools) only suggests prices of the relaxed assignment. They are rounded to whole numbers over
`DENOMINATOR`, and the bound is added up in Python integers, so floating point can make it loose, never wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ortools.linear_solver import pywraplp

from dure.engine.assessors.checking.values import View

DENOMINATOR: Final = 2**40


@dataclass(frozen=True, slots=True)
class _Prices:
    """Whole numbers over `DENOMINATOR`: for a firm's place, an assessor's load, a firm's sum."""

    place: dict[str, int]
    load: dict[str, int]
    service: dict[str, int]


def worst_ceiling(view: View) -> int:
    """No assignment serves its worst firm better.

    The worst is at most any weighted mean of the firms' sums, and that mean is bounded like a total.
    """
    prices = _suggested(view, None)
    weight = sum(prices.service.values())
    alone = min(_best_alone(view, firm) for firm in view.firms)
    if weight == 0:
        return alone
    return min(alone, _bound(view, prices, prices.service) // weight)


def total_ceiling(view: View, worst: int) -> int:
    """No assignment whose worst firm gets at least `worst` has a greater total."""
    prices = _suggested(view, worst)
    pull = {firm: DENOMINATOR + prices.service[firm] for firm in view.firms}
    owed = worst * sum(prices.service.values())
    return (_bound(view, prices, pull) - owed) // DENOMINATOR


def _best_alone(view: View, firm: str) -> int:
    steps = sorted((view.open.get((firm, one), 0) for one in view.assessors), reverse=True)
    return sum(steps[: view.problem.per_firm])


def _bound(view: View, prices: _Prices, pull: dict[str, int]) -> int:
    """At most what places and loads cost, and what single pairs gain beyond their cost.

    A load above zero price is paid to its maximum, one below zero to its minimum.
    """
    bound = sum(prices.place.values()) * view.problem.per_firm
    for assessor in view.problem.assessors:
        price = prices.load[assessor.id]
        bound += price * (assessor.max_load if price > 0 else assessor.min_load)
    for (firm, one), steps in view.open.items():
        bound += max(0, pull[firm] * steps - prices.place[firm] - prices.load[one])
    return bound


def _suggested(view: View, worst: int | None) -> _Prices:
    """Prices of the relaxed total at `worst`, or of the relaxed worst firm itself where that is None."""
    solver = pywraplp.Solver.CreateSolver("GLOP")
    goal = solver.Objective()
    goal.SetMaximization()
    infinity = solver.infinity()
    level = solver.NumVar(0, infinity, "") if worst is None else None
    if level is not None:
        goal.SetCoefficient(level, 1)
    per_firm = view.problem.per_firm
    place = {firm: solver.Constraint(per_firm, per_firm) for firm in view.firms}
    load = {one.id: solver.Constraint(one.min_load, one.max_load) for one in view.problem.assessors}
    service = {firm: solver.Constraint(float(worst or 0), infinity) for firm in view.firms}
    for (firm, one), steps in view.open.items():
        share = solver.NumVar(0, 1, "")
        place[firm].SetCoefficient(share, 1)
        load[one].SetCoefficient(share, 1)
        service[firm].SetCoefficient(share, steps)
        if level is None:
            goal.SetCoefficient(share, steps)
    if level is not None:
        for row in service.values():
            row.SetCoefficient(level, -1)
    solver.Solve()
    return _Prices(_whole(place), _whole(load), {name: max(0, -price) for name, price in _whole(service).items()})


def _whole(rows: dict[str, pywraplp.Constraint]) -> dict[str, int]:
    return {name: round(row.dual_value() * DENOMINATOR) for name, row in rows.items()}
