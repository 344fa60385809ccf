"""The same greatest total by two general solvers, as one would ask them without any further thought."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from dure.engine.selection.problem import Problem


@dataclass(frozen=True, slots=True)
class Outcome:
    """`total` in steps, None unless proved in time; then `gap` is what lies between bound and best, None if unknown."""

    total: int | None
    gap: float | None = None


def by_milp(problem: Problem, seconds: float) -> Outcome:
    amounts = np.array([[limit.amount(one) for one in problem.applicants] for limit in problem.limits], dtype=float)
    low = np.array([limit.minimum or 0 for limit in problem.limits], dtype=float)
    high = np.array([np.inf if limit.maximum is None else limit.maximum for limit in problem.limits], dtype=float)
    units = np.maximum(amounts.max(axis=1), 1.0)
    scores = np.array([one.score for one in problem.applicants], dtype=float)
    found = milp(
        -scores,
        constraints=LinearConstraint(csr_array(amounts / units[:, None]), low / units, high / units),
        integrality=np.ones(len(scores)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0, "time_limit": seconds},
    )
    if found.status == 0:
        return Outcome(round(-found.fun))
    return Outcome(None, None if found.x is None else found.mip_gap)


def by_cp_sat(problem: Problem, seconds: float) -> Outcome:
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in problem.applicants]
    for limit in problem.limits:
        amounts = [limit.amount(one) for one in problem.applicants]
        used = cp_model.LinearExpr.weighted_sum(chosen, amounts)
        model.add_linear_constraint(used, limit.minimum or 0, sum(amounts) if limit.maximum is None else limit.maximum)
    model.maximize(cp_model.LinearExpr.weighted_sum(chosen, [one.score for one in problem.applicants]))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    if status == cp_model.OPTIMAL:
        return Outcome(round(solver.objective_value))
    if status != cp_model.FEASIBLE:
        return Outcome(None)
    return Outcome(None, (solver.best_objective_bound - solver.objective_value) / max(solver.objective_value, 1.0))
