"""The feasible sets as a CP-SAT model, and the few questions the checker puts to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from dure.engine.selection.certain import certain
from dure.engine.selection.problem import Constraint, Problem

Chosen = frozenset[str]


@dataclass(frozen=True)
class Question:
    """What is asked of a set beyond the limits.

    `heavy`: (weights by id, least sum). `before`: (an order, a set): the asked set must hold the first id of
    the order on which it differs from that set.
    """

    inside: Iterable[str] = ()
    outside: Iterable[str] = ()
    heavy: tuple[Mapping[str, int], int] | None = None
    before: tuple[Sequence[str], Chosen] | None = None


class Sets:
    """All sets that keep `limits` and the problem's pins and bars."""

    def __init__(self, problem: Problem, limits: Sequence[Constraint]) -> None:
        self.ids = [one.id for one in problem.applicants]
        self._place = {one: place for place, one in enumerate(self.ids)}
        self._model = cp_model.CpModel()
        chosen = [self._model.new_bool_var(one) for one in self.ids]
        for limit in limits:
            terms = [(var, limit.amount(one)) for var, one in zip(chosen, problem.applicants, strict=True)]
            bounded = sum(var * amount for var, amount in terms if amount)
            if limit.minimum is not None:
                self._model.add(bounded >= limit.minimum)
            if limit.maximum is not None:
                self._model.add(bounded <= limit.maximum)
        self._fix(self._model, problem.pinned, 1)
        self._fix(self._model, problem.barred, 0)

    def any(self, question: Question, hint: Chosen | None = None) -> Chosen | None:
        """A set of that kind; None proves there is none."""
        return self._solve(self._posed(question), hint)

    def heaviest(self, weights: Mapping[str, int], question: Question, hint: Chosen | None = None) -> Chosen | None:
        model = self._posed(question)
        model.maximize(sum(var * weights[one] for one, var in self._variables(model) if weights[one]))
        return self._solve(model, hint)

    def first_difference(self, question: Question) -> Chosen | None:
        """Of the sets before another in an order, one that differs from it as early as possible."""
        model = self._posed(question)
        order, _ = certain(question.before, "asked only of sets before another")
        last = len(model.proto.variables) - len(order)
        steps = [model.get_int_var_from_proto_index(last + place) for place in range(len(order))]
        model.minimize(sum(place * step for place, step in enumerate(steps)))
        return self._solve(model, None)

    def _posed(self, question: Question) -> cp_model.CpModel:
        model = self._model.clone()
        self._fix(model, question.inside, 1)
        self._fix(model, question.outside, 0)
        if question.heavy is not None:
            weights, least = question.heavy
            model.add(sum(var * weights[one] for one, var in self._variables(model) if weights[one]) >= least)
        if question.before is not None:
            self._come_before(model, *question.before)
        return model

    def _come_before(self, model: cp_model.CpModel, order: Sequence[str], other: Chosen) -> None:
        """One place of the order is the first difference: equal before it, and held there though `other` lacks it."""
        firsts = [model.new_bool_var(f"first {place}") for place in range(len(order))]
        model.add_exactly_one(firsts)
        variables = dict(self._variables(model))
        so_far: list[cp_model.IntVar] = []
        for first, one in zip(firsts, order, strict=True):
            if one in other:
                model.add(first == 0)
                model.add_bool_or([variables[one], *so_far])
            else:
                model.add_implication(first, variables[one])
                so_far.append(first)
                model.add_bool_or([~variables[one], *so_far])

    def _fix(self, model: cp_model.CpModel, ids: Iterable[str], value: int) -> None:
        for one in ids:
            model.add(model.get_bool_var_from_proto_index(self._place[one]) == value)

    def _variables(self, model: cp_model.CpModel) -> list[tuple[str, cp_model.IntVar]]:
        return [(one, model.get_bool_var_from_proto_index(place)) for one, place in self._place.items()]

    def _solve(self, model: cp_model.CpModel, hint: Chosen | None) -> Chosen | None:
        if hint is not None:
            for one, var in self._variables(model):
                model.add_hint(var, one in hint)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            return None
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise RuntimeError(f"CP-SAT gave no proof: {solver.status_name(status)}")
        return frozenset(one for one, var in self._variables(model) if solver.value(var))
