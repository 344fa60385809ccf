"""The reserve for one vacancy, proved on the small problem that is left when all others stay."""

from __future__ import annotations

from dataclasses import replace

from dure.engine.selection.certain import certain
from dure.engine.selection.check.answers import Judge
from dure.engine.selection.check.sets import Chosen, Question, Sets
from dure.engine.selection.problem import Applicant, Constraint, Problem


def incoming(problem: Problem, chosen: Chosen, gone: str) -> tuple[list[str], dict[str, int]]:
    """Who comes in for `gone`, and what each unmet minimum then lacks."""
    kept = [one for one in problem.applicants if one.id in chosen and one.id != gone]
    left = [_left(limit, kept) for limit in problem.limits]
    open_to = [
        one for one in problem.applicants if one.id not in chosen and one.id not in problem.barred and _fits(one, left)
    ]
    names = frozenset(one.id for one in open_to)
    rest = replace(problem, applicants=tuple(open_to), pinned=frozenset(), barred=frozenset())
    lowered, lacks = _lowered(rest, left)
    if not names:
        return [], lacks
    judge = Judge(replace(rest, constraints=tuple(lowered[1:]), seats=lowered[0].maximum or 0), Sets(rest, lowered))
    found = judge.answer(problem.rule, None, judge.scores)
    return sorted(certain(found, "minima were lowered to what can be met")), lacks


def _left(limit: Constraint, kept: list[Applicant]) -> Constraint:
    used = sum(map(limit.amount, kept))
    return replace(
        limit,
        minimum=None if limit.minimum is None else max(0, limit.minimum - used),
        maximum=None if limit.maximum is None else limit.maximum - used,
    )


def _fits(one: Applicant, left: list[Constraint]) -> bool:
    return all(limit.maximum is None or limit.amount(one) <= limit.maximum for limit in left)


def _lowered(problem: Problem, left: list[Constraint]) -> tuple[list[Constraint], dict[str, int]]:
    """Each minimum, in listed order, as nearly as it can be met beside those before it."""
    met = [replace(limit, minimum=None) for limit in left]
    lacks = {}
    for place, limit in enumerate(left):
        if not limit.minimum:
            continue
        most = min(limit.minimum, _most(problem, met, limit))
        met[place] = replace(limit, minimum=most)
        if most < limit.minimum:
            lacks[limit.name] = limit.minimum - most
    return met, lacks


def _most(problem: Problem, limits: list[Constraint], limit: Constraint) -> int:
    amounts = {one.id: limit.amount(one) for one in problem.applicants}
    if not any(amounts.values()):
        return 0
    found = Sets(problem, limits).heaviest(amounts, Question())
    return sum(amounts[one] for one in found or ())
