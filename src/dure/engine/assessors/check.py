"""`dure check assessors`: every claim of an answer computed anew, its optimum proven by another library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dure.engine.assessors.checking.limits import check_infeasible
from dure.engine.assessors.checking.lots import check_draw
from dure.engine.assessors.checking.optimum import check_bounds, check_linking, check_optimal, check_order
from dure.engine.assessors.checking.report import Report, part
from dure.engine.assessors.checking.values import Assignment, View, described, read_assignment, view_of
from dure.engine.assessors.problem import Problem
from dure.engine.strict_json import JsonValue

MATCHED: Final = ("optimal", "feasible")


def check(problem: Problem, answer: JsonValue) -> dict[str, JsonValue]:
    """`{"ok", "failures": [{"path", "claimed", "found"}], "proof"}`; every failure names its place."""
    report, view = Report(), view_of(problem)
    if not isinstance(answer, dict):
        report.fail("", answer, "must be an object")
        return report.as_json()
    status = answer.get("status")
    wanted = ("drawn",) if problem.draw is not None else MATCHED
    if status == "infeasible":
        _check_keys(answer, ("conflict", "smallest_relaxation"), report)
        check_infeasible(view, answer, report)
    elif status in wanted:
        _check_assignment(view, answer, report)
    else:
        report.fail("/status", status, " or ".join((*wanted, "infeasible")))
    return report.as_json()


def _check_keys(answer: Mapping[str, JsonValue], keys: tuple[str, ...], report: Report) -> None:
    for key in answer:
        if key != "status" and key not in keys:
            report.fail(f"/{key}", answer[key], "no such entry")


def _check_assignment(view: View, answer: Mapping[str, JsonValue], report: Report) -> None:
    assignment = read_assignment(view, answer.get("assignment"), report)
    if assignment is None:
        return
    found = described(view, assignment)
    report.compare("", {key: answer[key] for key in found if key in answer}, found)
    drawn = view.problem.draw is not None
    proof = ("calling_order",) if drawn else ("bound", "linking", "order")
    _check_keys(answer, ("assignment", *found, *proof), report)
    if view.problem.draw is not None:
        check_draw(view, view.problem.draw.seed, answer, assignment, report)
    else:
        _check_matched(view, answer, assignment, found, report)


def _check_matched(
    view: View,
    answer: Mapping[str, JsonValue],
    assignment: Assignment,
    found: Mapping[str, JsonValue],
    report: Report,
) -> None:
    reached: dict[str, JsonValue] = {key: found[key] for key in ("worst_firm", "total")}
    if answer["status"] == "optimal":
        report.compare("/bound", answer.get("bound"), reached)
        check_optimal(view, assignment, report)
    elif answer.get("bound") == reached:
        report.fail("/status", "feasible", "optimal by its own bounds")
    else:
        check_bounds(view, assignment, part(answer, "bound"), report)
    linked = bool(found["linked"])
    check_linking(view, assignment, answer.get("linking"), linked, report)
    check_order(view, assignment, answer.get("order"), linked, report)
    for firm, row in assignment.items():
        if list(row) != sorted(row):
            report.fail(f"/assignment/{firm}", list(row), "not in order of id")
    report.proof["optimum"] = "proven" if report.ok and answer["status"] == "optimal" else "not proven"
