"""Questions to CP-SAT (OR-Tools), which answers in exact integer arithmetic: is there a better assignment?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from ortools.sat.python import cp_model

from dure.engine.assessors.checking.values import Assignment, View, groups_of

EFFORT: Final = 120.0  # CP-SAT's deterministic units, near seconds; never the clock


class Finding(StrEnum):
    EXISTS = "exists"
    NONE_EXISTS = "none_exists"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Question:
    """`before`: only assignments that come earlier by id than this one."""

    worst: int = 0
    total: int = 0
    linked: bool = False
    before: Assignment | None = None


def ask(view: View, question: Question) -> tuple[Finding, Assignment | None]:
    model, taken = _model(view, question)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = EFFORT
    while True:
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            return Finding.NONE_EXISTS, None
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Finding.UNDECIDED, None
        found = {
            firm: tuple(one for one in view.assessors if (firm, one) in taken and solver.value(taken[firm, one]))
            for firm in view.firms
        }
        parts = groups_of(view.assessors, found)
        if not question.linked or len(parts) == 1:
            return Finding.EXISTS, found
        for part in parts:
            _join(view, model, taken, frozenset(part))


def _model(view: View, question: Question) -> tuple[cp_model.CpModel, dict[tuple[str, str], Any]]:
    model = cp_model.CpModel()
    taken = {pair: model.new_bool_var("") for pair in view.open}
    by_firm: dict[str, list[tuple[str, str]]] = {firm: [] for firm in view.firms}
    by_assessor: dict[str, list[tuple[str, str]]] = {one: [] for one in view.assessors}
    for pair in view.open:
        by_firm[pair[0]].append(pair)
        by_assessor[pair[1]].append(pair)
    for pairs in by_firm.values():
        model.add(sum(taken[pair] for pair in pairs) == view.problem.per_firm)
        model.add(sum(view.open[pair] * taken[pair] for pair in pairs) >= question.worst)
    for one in view.problem.assessors:
        load = sum(taken[pair] for pair in by_assessor[one.id])
        model.add_linear_constraint(load, one.min_load, one.max_load)
    model.add(sum(steps * taken[pair] for pair, steps in view.open.items()) >= question.total)
    if question.before is not None:
        _before(model, taken, question.before)
    return model, taken


def _before(model: cp_model.CpModel, taken: dict[tuple[str, str], Any], known: Assignment) -> None:
    """At one pair that `known` leaves, the other takes it, and all pairs before are as in `known`."""
    same: list[Any] = []
    firsts = []
    for (firm, one), literal in taken.items():
        holds = one in known[firm]
        if not holds:
            first = model.new_bool_var("")
            model.add_bool_and([literal, *same]).only_enforce_if(first)
            firsts.append(first)
        still = model.new_bool_var("")
        model.add_bool_and([literal if holds else ~literal, *same]).only_enforce_if(still)
        same = [still]
    model.add_bool_or(firsts)


def _join(view: View, model: cp_model.CpModel, taken: dict[tuple[str, str], Any], part: frozenset[str]) -> None:
    """Some firm has an assessor of this part and one outside it."""
    bridges = []
    for firm in view.firms:
        inside = [taken[firm, one] for one in view.assessors if one in part and (firm, one) in taken]
        outside = [taken[firm, one] for one in view.assessors if one not in part and (firm, one) in taken]
        bridge = model.new_bool_var("")
        model.add_bool_or(inside).only_enforce_if(bridge)
        model.add_bool_or(outside).only_enforce_if(bridge)
        bridges.append(bridge)
    model.add_bool_or(bridges)
