"""Whether the claimed bounds, links and order hold, proven in whole numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from math import ceil
from typing import Final

from dure.engine.assessors.checking.prices import total_ceiling, worst_ceiling
from dure.engine.assessors.checking.report import Report
from dure.engine.assessors.checking.search import Finding, Question, ask
from dure.engine.assessors.checking.values import Assignment, View, sums_of, text_of
from dure.engine.strict_json import JsonValue

BY_PRICES: Final = "by prices"
BY_SEARCH: Final = "by search"
NOT_PROVEN: Final = "not proven"


def check_optimal(view: View, assignment: Assignment, report: Report) -> None:
    """No assignment serves its worst firm better, and none that serves it as well has a greater total."""
    sums = sums_of(view, assignment)
    worst, total = min(sums.values()), sum(sums.values())
    report.proof["worst_firm"] = _worst(view, worst, report)
    report.proof["total"] = _total(view, worst, total, report)


def check_bounds(view: View, assignment: Assignment, bound: Mapping[str, JsonValue], report: Report) -> None:
    """Where nothing is claimed to be best: the bounds are not below what is reached or can be."""
    sums = sums_of(view, assignment)
    worst, total = min(sums.values()), sum(sums.values())
    above = _above(view, bound.get("worst_firm"), worst, "/bound/worst_firm", report)
    if above is not None:
        report.proof["worst_firm"] = _bound(view, Question(worst=above), worst_ceiling(view), above, report)
    above = _above(view, bound.get("total"), total, "/bound/total", report)
    if above is not None:
        question = Question(worst=worst, total=above)
        report.proof["total"] = _bound(view, question, total_ceiling(view, worst), above, report)


def _above(view: View, claimed: JsonValue, reached: int, path: str, report: Report) -> int | None:
    """The fewest steps that would be printed as more than the claimed bound; None where it is no bound."""
    at_least = text_of(view, reached)
    places = view.problem.decimals
    plain = isinstance(claimed, str) and re.fullmatch(rf"[0-9]{{1,15}}\.[0-9]{{{places}}}", claimed, re.ASCII)
    if not plain or Fraction(str(claimed)) < Fraction(at_least):
        report.fail(path, claimed, f"at least {at_least}")
        return None
    return ceil((Fraction(str(claimed)) + Fraction(1, 2 * 10**places)) * view.problem.scale)


def _bound(view: View, question: Question, ceiling: int, above: int, report: Report) -> str:
    if ceiling < above:
        return BY_PRICES
    finding, _ = ask(view, question)
    if finding is Finding.EXISTS:
        report.fail("/bound", "no assignment is better", "a better assignment exists")
    return BY_SEARCH if finding is Finding.NONE_EXISTS else NOT_PROVEN


def check_linking(view: View, assignment: Assignment, claimed: JsonValue, linked: bool, report: Report) -> None:
    """`linked` is read off; `impossible` is proven; `undecided` claims nothing."""
    if linked or claimed == "linked":
        if claimed != "linked" or not linked:
            report.fail("/linking", claimed, "linked" if linked else "not linked")
        return
    if claimed not in ("impossible", "undecided"):
        report.fail("/linking", claimed, "impossible or undecided")
    elif claimed == "impossible":
        sums = sums_of(view, assignment)
        finding, _ = ask(view, Question(min(sums.values()), sum(sums.values()), linked=True))
        report.proof["linked"] = BY_SEARCH if finding is Finding.NONE_EXISTS else NOT_PROVEN
        if finding is not Finding.NONE_EXISTS:
            report.fail("/linking", claimed, _named(finding, "a linked assignment as good exists"))


def check_order(view: View, assignment: Assignment, claimed: JsonValue, linked: bool, report: Report) -> None:
    """`first`: no assignment as good comes earlier by id; `local` claims nothing."""
    if claimed not in ("first", "local"):
        report.fail("/order", claimed, "first or local")
    elif claimed == "first":
        sums = sums_of(view, assignment)
        question = Question(min(sums.values()), sum(sums.values()), linked=linked, before=assignment)
        finding, _ = ask(view, question)
        report.proof["order"] = BY_SEARCH if finding is Finding.NONE_EXISTS else NOT_PROVEN
        if finding is not Finding.NONE_EXISTS:
            report.fail("/order", claimed, _named(finding, "an assignment as good comes earlier by id"))


def _worst(view: View, worst: int, report: Report) -> str:
    if worst_ceiling(view) <= worst:
        return BY_PRICES
    finding, better = ask(view, Question(worst=worst + 1))
    if finding is Finding.NONE_EXISTS:
        return BY_SEARCH
    level = text_of(view, min(sums_of(view, better).values())) if better else ""
    report.fail("/worst_firm", text_of(view, worst), _named(finding, f"{level} can be reached"))
    return NOT_PROVEN


def _total(view: View, worst: int, total: int, report: Report) -> str:
    if total_ceiling(view, worst) <= total:
        return BY_PRICES
    finding, better = ask(view, Question(worst=worst, total=total + 1))
    if finding is Finding.NONE_EXISTS:
        return BY_SEARCH
    level = text_of(view, sum(sums_of(view, better).values())) if better else ""
    report.fail("/total", text_of(view, total), _named(finding, f"{level} can be reached"))
    return NOT_PROVEN


def _named(finding: Finding, otherwise: str) -> str:
    return "undecided within the effort" if finding is Finding.UNDECIDED else otherwise
