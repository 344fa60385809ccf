"""`dure solve assessors`: a problem in, an answer with its proof out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dure.engine.assessors.comparable import groups
from dure.engine.assessors.draw import calling_orders, drawn
from dure.engine.assessors.limits import conflict_of
from dure.engine.assessors.model import grid_of
from dure.engine.assessors.problem import Draw, Problem, exactly, printed
from dure.engine.assessors.relaxation import smallest_relaxation
from dure.engine.assessors.search import Matched, match
from dure.engine.assessors.steps import Progress, never, silent, stepping
from dure.engine.strict_json import JsonValue

Answer = dict[str, JsonValue]
Assignment = Mapping[str, Sequence[str]]


def solve(problem: Problem, progress: Progress = silent, cancelled: Callable[[], bool] = never) -> Answer:
    """`status`: optimal or feasible (matched), drawn (by lot), or infeasible.

    Raises `steps.Cancelled` before the next question to the solver once `cancelled` is true.
    """
    if problem.draw is not None:
        return _by_lot(problem, problem.draw)
    grid = grid_of(problem)
    matched = match(grid, stepping(progress, cancelled))
    if matched is None:
        return _infeasible(problem)
    assignment = {
        firm: [grid.assessors[a] for a in sorted(chosen)]
        for firm, chosen in zip(grid.firms, matched.arrangement, strict=True)
    }
    return {
        "status": "optimal" if matched.proven else "feasible",
        **_described(problem, assignment),
        **_proof(problem, matched),
    }


def _proof(problem: Problem, matched: Matched) -> Answer:
    return {
        "bound": {
            "worst_firm": printed(problem, matched.worst_bound),
            "total": printed(problem, matched.total_bound),
        },
        "linking": matched.linking.value,
        "order": matched.order.value,
    }


def _described(problem: Problem, assignment: Assignment) -> Answer:
    number = {one.id: place for place, one in enumerate(problem.assessors)}
    rows = {firm.id: row for firm, row in zip(problem.firms, problem.affinity, strict=True)}
    sums = {firm: sum(rows[firm][number[one]] for one in chosen) for firm, chosen in assignment.items()}
    ids = sorted(number)
    place = {one: index for index, one in enumerate(ids)}
    found = groups(len(ids), [[place[one] for one in chosen] for chosen in assignment.values()])
    worst, total = min(sums.values()), sum(sums.values())
    loads = {one: sum(one in chosen for chosen in assignment.values()) for one in ids}
    return {
        "assignment": {firm: list(chosen) for firm, chosen in assignment.items()},
        "worst_firm": printed(problem, worst),
        "total": printed(problem, total),
        "linked": len(found) == 1,
        "exact": {"worst_firm": exactly(problem, worst), "total": exactly(problem, total)},
        "firm_affinity": {firm: printed(problem, steps) for firm, steps in sums.items()},
        "loads": dict(loads),
        "groups": [[ids[a] for a in sorted(group)] for group in found],
    }


def _by_lot(problem: Problem, draw: Draw) -> Answer:
    orders = calling_orders(problem, draw.seed)
    assignment = drawn(problem, orders)
    if assignment is None:
        return _infeasible(problem)
    return {
        "status": "drawn",
        "calling_order": {firm: list(order) for firm, order in orders.items()},
        **_described(problem, assignment),
    }


def _infeasible(problem: Problem) -> Answer:
    changes = smallest_relaxation(problem)
    relaxation: JsonValue = None
    if changes is not None:
        relaxation = {"limits": [{**one.limit.as_json(), "by": one.by, "to": one.to} for one in changes]}
    return {
        "status": "infeasible",
        "conflict": [dict(limit.as_json()) for limit in conflict_of(problem)],
        "smallest_relaxation": relaxation,
    }
