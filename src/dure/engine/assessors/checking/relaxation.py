"""Checks a smallest relaxation: that it suffices, and that no other is smaller or comes first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from dure.engine.assessors.checking.report import Report
from dure.engine.assessors.checking.search import EFFORT, Finding
from dure.engine.assessors.checking.values import View
from dure.engine.strict_json import JsonValue

Name = tuple[str, str, str]
"""Kind, firm, assessor; empty where the kind has none."""


@dataclass(frozen=True, slots=True)
class _Give:
    """A limit that may give: its value, which way it goes, how far, and what one step of it costs."""

    name: Name
    value: int
    sign: int
    most: int
    cost: int


@dataclass(frozen=True, slots=True)
class _Model:
    """`amounts`: how much each limit gives; `counted`: whether it may give at all."""

    model: cp_model.CpModel
    gives: Sequence[_Give]
    amounts: Sequence[Any]
    counted: Sequence[Any]

    @property
    def count(self) -> Any:
        return sum(self.counted)

    @property
    def cost(self) -> Any:
        return sum(give.cost * amount for give, amount in zip(self.gives, self.amounts, strict=True))


def check_relaxation(view: View, claimed: JsonValue, report: Report) -> None:
    """Fewest limits, then fewest assignments, then first as listed."""
    gives = _gives(view)
    if claimed is None:
        _expect_none(view, lambda asked: asked.count, "some relaxation suffices", claimed, report)
        return
    amounts = _read(gives, claimed)
    if amounts is None:
        report.fail("/smallest_relaxation", claimed, "must list limits with what they give")
        return
    if _ask(view, lambda asked: _exactly(asked, amounts)) is not Finding.EXISTS:
        report.fail("/smallest_relaxation", claimed, "does not suffice")
        return
    count = sum(amount > 0 for amount in amounts)
    cost = sum(give.cost * amount for give, amount in zip(gives, amounts, strict=True))
    if count > 1:
        _expect_none(view, lambda asked: asked.model.add(asked.count < count), "fewer limits do", claimed, report)
    _expect_none(view, lambda asked: _cheaper(asked, count, cost), "fewer assignments do", claimed, report)
    _expect_none(view, lambda asked: _earlier(asked, amounts, cost), "another comes first as listed", claimed, report)


def _expect_none(
    view: View, wanted: Callable[[_Model], object], otherwise: str, claimed: JsonValue, report: Report
) -> None:
    finding = _ask(view, wanted)
    if finding is not Finding.NONE_EXISTS:
        found = otherwise if finding is Finding.EXISTS else "undecided within the effort"
        report.fail("/smallest_relaxation", claimed, found)
    report.proof["smallest_relaxation"] = "by search" if finding is Finding.NONE_EXISTS else "not proven"


def _gives(view: View) -> list[_Give]:
    problem, firms = view.problem, len(view.firms)
    return [
        _Give(("per_firm", "", ""), problem.per_firm, -1, problem.per_firm - 1, firms),
        *(_Give(("max_load", "", one.id), one.max_load, 1, firms, 1) for one in problem.assessors),
        *(
            _Give(("min_load", "", one.id), one.min_load, -1, one.min_load, 1)
            for one in problem.assessors
            if one.min_load > 0
        ),
    ]


def _read(gives: Sequence[_Give], claimed: JsonValue) -> list[int] | None:
    """The claimed amounts by limit, in listed order; None where the claim is not a list of such limits."""
    limits = claimed.get("limits") if isinstance(claimed, dict) and len(claimed) == 1 else None
    if not isinstance(limits, list):
        return None
    amounts = [0] * len(gives)
    listed: list[JsonValue] = []
    for number, give in enumerate(gives):
        named: dict[str, JsonValue] = {"limit": give.name[0]}
        if give.name[2]:
            named["assessor"] = give.name[2]
        for change in limits:
            by = change.get("by") if isinstance(change, dict) else None
            if (
                isinstance(by, int)
                and 0 < by <= give.most
                and change
                == {
                    **named,
                    "by": by,
                    "to": give.value + give.sign * by,
                }
            ):
                amounts[number] = by
                listed.append(change)
    return amounts if listed == limits else None


def _ask(view: View, wanted: Callable[[_Model], object]) -> Finding:
    asked = _model(view)
    wanted(asked)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = EFFORT
    status = solver.solve(asked.model)
    if status == cp_model.INFEASIBLE:
        return Finding.NONE_EXISTS
    return Finding.EXISTS if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else Finding.UNDECIDED


def _model(view: View) -> _Model:
    model, gives = cp_model.CpModel(), _gives(view)
    amounts = [model.new_int_var(0, give.most, "") for give in gives]
    counted = [model.new_bool_var("") for _ in gives]
    for give, amount, count in zip(gives, amounts, counted, strict=True):
        model.add(amount <= give.most * count)
        model.add(amount >= count)
    by_firm: dict[str, list[Any]] = {firm: [] for firm in view.firms}
    by_assessor: dict[str, list[Any]] = {one: [] for one in view.assessors}
    for firm, one in view.open:
        taken = model.new_bool_var("")
        by_firm[firm].append(taken)
        by_assessor[one].append(taken)
    for give, amount in zip(gives, amounts, strict=True):
        kind, _, one = give.name
        if kind == "per_firm":
            for row in by_firm.values():
                model.add(sum(row) + amount == give.value)
        elif kind == "max_load":
            model.add(sum(by_assessor[one]) - amount <= give.value)
        else:
            model.add(sum(by_assessor[one]) + amount >= give.value)
    return _Model(model, gives, amounts, counted)


def _exactly(asked: _Model, amounts: Sequence[int]) -> None:
    for variable, amount in zip(asked.amounts, amounts, strict=True):
        asked.model.add(variable == amount)


def _cheaper(asked: _Model, count: int, cost: int) -> None:
    asked.model.add(asked.count == count)
    asked.model.add(asked.cost < cost)


def _earlier(asked: _Model, amounts: Sequence[int], cost: int) -> None:
    """As many limits, the same cost: an earlier limit gives, or of the same ones an earlier gives less."""
    model = asked.model
    model.add(asked.count == sum(amount > 0 for amount in amounts))
    model.add(asked.cost == cost)
    same: list[Any] = []
    firsts = []
    for literal, amount in zip(asked.counted, amounts, strict=True):
        still = model.new_bool_var("")
        if not amount:
            first = model.new_bool_var("")
            model.add_bool_and([literal, *same]).only_enforce_if(first)
            firsts.append(first)
        model.add_bool_and([literal if amount else ~literal, *same]).only_enforce_if(still)
        same = [still]
    for variable, amount in zip(asked.amounts, amounts, strict=True):
        less, still = model.new_bool_var(""), model.new_bool_var("")
        model.add(variable < amount).only_enforce_if(less)
        model.add(variable == amount).only_enforce_if(still)
        model.add_bool_and(same).only_enforce_if(less)
        model.add_bool_and(same).only_enforce_if(still)
        firsts.append(less)
        same = [still]
    model.add_bool_or(firsts)
