"""That no list exists, the conflict, and the smallest relaxation, each proved with CP-SAT."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from dure.engine.selection.check.sets import Question, Sets
from dure.engine.selection.problem import COUNT, Constraint, Problem


def conflict(problem: Problem) -> list[str]:
    """What stays when each limit, from last to first, is dropped if the rest still conflict."""
    kept = list(problem.limits)
    for limit in problem.limits[::-1]:
        rest = [one for one in kept if one.name != limit.name]
        if Sets(problem, rest).any(Question()) is None:
            kept = rest
    return [limit.name for limit in kept]


def smallest_relaxation(problem: Problem) -> dict[str, dict[str, int]]:
    """By limit: `amount`, and the `min` or `max` it leads to."""
    elastic = _Elastic(problem)
    limits = problem.limits
    elastic.least(elastic.broken)
    for measure in [COUNT, *sorted({limit.measure for limit in limits} - {COUNT})]:
        elastic.least([elastic.amount(place) for place, limit in enumerate(limits) if limit.measure == measure])
    for broken in elastic.broken:
        elastic.least([-broken])
    for place in range(len(limits)):
        elastic.least([-elastic.amount(place)])
    for over in elastic.over:
        elastic.least([-over])
    return {
        limit.name: _bound(limit, over, under)
        for limit, over, under in zip(limits, elastic.values(elastic.over), elastic.values(elastic.under), strict=True)
        if over or under
    }


def _bound(limit: Constraint, over: int, under: int) -> dict[str, int]:
    if over:
        return {"amount": over, "max": (limit.maximum or 0) + over}
    return {"amount": under, "min": (limit.minimum or 0) - under}


class _Elastic:
    """The problem with an overstep at each bound; `least` minimises a sum and then holds it there."""

    def __init__(self, problem: Problem) -> None:
        self._model = cp_model.CpModel()
        self._solver = cp_model.CpSolver()
        self._solver.parameters.num_workers = 1
        self.over: list[cp_model.IntVar] = []
        self.under: list[cp_model.IntVar] = []
        self.broken: list[cp_model.IntVar] = []
        chosen = [self._model.new_bool_var(one.id) for one in problem.applicants]
        for var, one in zip(chosen, problem.applicants, strict=True):
            if one.id in problem.pinned or one.id in problem.barred:
                self._model.add(var == (one.id in problem.pinned))
        for limit in problem.limits:
            amounts = [limit.amount(one) for one in problem.applicants]
            self._bound(limit, sum(var * amount for var, amount in zip(chosen, amounts, strict=True)), sum(amounts))

    def _bound(self, limit: Constraint, used: cp_model.LinearExprT, total: int) -> None:
        over = self._overstep(0 if limit.maximum is None else max(0, total - limit.maximum))
        under = self._overstep(limit.minimum or 0)
        if limit.maximum is not None:
            self._model.add(used <= limit.maximum + over)
        if limit.minimum is not None:
            self._model.add(used >= limit.minimum - under)
        broken = self._model.new_bool_var("")
        for overstep in (over, under):
            self._model.add(overstep == 0).only_enforce_if(~broken)
        self.over.append(over)
        self.under.append(under)
        self.broken.append(broken)

    def _overstep(self, most: int) -> cp_model.IntVar:
        return self._model.new_int_var(0, most, "")

    def amount(self, place: int) -> cp_model.LinearExprT:
        return self.over[place] + self.under[place]

    def least(self, terms: Sequence[cp_model.LinearExprT]) -> None:
        total = sum(terms)
        self._model.minimize(total)
        status = self._solver.solve(self._model)
        if status != cp_model.OPTIMAL:
            raise RuntimeError(f"CP-SAT gave no proof: {self._solver.status_name(status)}")
        self._model.add(total <= round(self._solver.value(total)))

    def values(self, variables: Sequence[cp_model.IntVar]) -> list[int]:
        return [int(self._solver.value(variable)) for variable in variables]
