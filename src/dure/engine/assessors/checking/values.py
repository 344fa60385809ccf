"""Feasibility and every printed value of an assignment, computed anew from the problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from dure.engine.assessors.checking.report import Report
from dure.engine.assessors.problem import Problem
from dure.engine.strict_json import JsonValue, pointer

Assignment = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class View:
    """The problem by name."""

    problem: Problem
    firms: tuple[str, ...]
    assessors: tuple[str, ...]
    open: Mapping[tuple[str, str], int]
    """Pairs without conflict, in (firm, assessor) order, with their affinity in steps."""


def view_of(problem: Problem) -> View:
    firms = sorted((one.id, number) for number, one in enumerate(problem.firms))
    assessors = sorted((one.id, number) for number, one in enumerate(problem.assessors))
    barred = frozenset(problem.conflicts)
    steps = {
        (firm, assessor): problem.affinity[f][a]
        for firm, f in firms
        for assessor, a in assessors
        if (firm, assessor) not in barred
    }
    return View(problem, tuple(firm for firm, _ in firms), tuple(one for one, _ in assessors), steps)


def read_assignment(view: View, claimed: JsonValue, report: Report) -> Assignment | None:
    """The assignment, if it is one: every firm, no conflict, `per_firm` different assessors, loads kept."""
    if not isinstance(claimed, dict):
        report.fail("/assignment", claimed, "must name the assessors of each firm")
        return None
    found: Assignment = {}
    for firm in view.firms:
        row = _row(view, firm, claimed.get(firm), report)
        if row is not None:
            found[firm] = row
    for firm in claimed:
        if firm not in view.firms:
            report.fail(pointer("/assignment", firm), claimed[firm], "no such firm")
    _check_loads(view, found, report)
    return found if report.ok else None


def _row(view: View, firm: str, claimed: JsonValue, report: Report) -> tuple[str, ...] | None:
    path = pointer("/assignment", firm)
    if not isinstance(claimed, list) or not all(isinstance(one, str) for one in claimed):
        report.fail(path, "missing" if claimed is None else claimed, "must list assessors")
        return None
    row = tuple(str(one) for one in claimed)
    if len(row) != view.problem.per_firm or len(set(row)) != len(row):
        report.fail(path, claimed, f"{len(set(row))} different assessors; {view.problem.per_firm} wanted")
    for one in row:
        if one not in view.assessors:
            report.fail(path, one, "no such assessor")
        elif (firm, one) not in view.open:
            report.fail(path, one, "in conflict with this firm")
    return row


def _check_loads(view: View, assignment: Assignment, report: Report) -> None:
    loads = Counter(one for row in assignment.values() for one in row)
    for one in view.problem.assessors:
        if not one.min_load <= loads[one.id] <= one.max_load:
            found = f"{loads[one.id]} firms; {one.min_load} to {one.max_load} wanted"
            report.fail("/assignment", f"{one.id} assigned", found)


def sums_of(view: View, assignment: Assignment) -> dict[str, int]:
    return {firm: sum(view.open[firm, one] for one in row) for firm, row in assignment.items()}


def described(view: View, assignment: Assignment) -> dict[str, JsonValue]:
    """What an answer prints beside the assignment."""
    sums = sums_of(view, assignment)
    worst, total = min(sums.values()), sum(sums.values())
    found = groups_of(view.assessors, assignment)
    loads = Counter(one for row in assignment.values() for one in row)
    return {
        "worst_firm": text_of(view, worst),
        "total": text_of(view, total),
        "linked": len(found) == 1,
        "exact": {
            "worst_firm": str(Fraction(worst, view.problem.scale)),
            "total": str(Fraction(total, view.problem.scale)),
        },
        "firm_affinity": {firm: text_of(view, steps) for firm, steps in sums.items()},
        "loads": {one: loads[one] for one in view.assessors},
        "groups": [list(group) for group in found],
    }


def text_of(view: View, steps: int) -> str:
    """Rounded half up to the file's decimals."""
    with localcontext() as context:
        context.prec = 60
        value = Decimal(steps) / Decimal(view.problem.scale)
        return str(value.quantize(Decimal(1).scaleb(-view.problem.decimals), ROUND_HALF_UP))


def groups_of(assessors: tuple[str, ...], assignment: Assignment) -> list[tuple[str, ...]]:
    """Walk from assessor to firm to assessor; the groups by their first id."""
    firms_of: dict[str, list[str]] = {one: [] for one in assessors}
    for firm, row in assignment.items():
        for one in row:
            firms_of[one].append(firm)
    left, found = list(assessors), []
    while left:
        reached, frontier = {left[0]}, [left[0]]
        while frontier:
            beside = {other for firm in firms_of[frontier.pop()] for other in assignment[firm]}
            frontier += sorted(beside - reached)
            reached |= beside
        found.append(tuple(sorted(reached)))
        left = [one for one in left if one not in reached]
    return found
