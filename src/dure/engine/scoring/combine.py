"""The official score of each firm: exact until the one rounding at the end.

A minimum score is held against the rounded score, because that is the figure the firm is told: a firm that
reads 60.00 has reached 60. (0 points of a sheet is a mark like any other and is never left out by itself.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dure.engine.scoring.result import (
    CriterionMean,
    Dropped,
    FirmScore,
    Reason,
    ReasonCode,
    SheetTotal,
    StepScore,
    Verdict,
)
from dure.engine.scoring.rounding import half_up
from dure.engine.scoring.rules import ZERO, Adjustment, Dropping, DropRule, MinimumOf, Rules, Step
from dure.engine.scoring.sheets import Marks, Sheet, by_firm_and_step


@dataclass(frozen=True, slots=True)
class Claims:
    """Kinds of bonus and penalty that were confirmed for a firm; each counts once."""

    bonus: frozenset[str] = frozenset()
    penalty: frozenset[str] = frozenset()


def combine(
    rules: Rules, firms: Iterable[str], sheets: Iterable[Sheet], claims: Mapping[str, Claims] | None = None
) -> tuple[FirmScore, ...]:
    """Scores of `firms`, in their order. Sheets of other firms are checked but score nobody.

    Raises `SheetError` where a sheet does not fit, `KeyError` where a claimed kind is not in the notice.
    """
    marks = by_firm_and_step(rules.steps, sheets)
    known = claims or {}
    return tuple(_firm_score(rules, firm, marks, known.get(firm, Claims())) for firm in firms)


def dropped_sheets(rule: DropRule, marks: Sequence[Marks]) -> dict[str, Dropped]:
    """Which assessors' sheets are left out; among equals the first by id, and never one sheet twice."""
    if rule.kind is Dropping.NONE or len(marks) < rule.min_sheets:
        return {}
    highest = min(marks, key=lambda one: (-one.total, one.assessor))
    rest = [one for one in marks if one is not highest]
    lowest = min(rest, key=lambda one: (one.total, one.assessor))
    return {highest.assessor: Dropped.HIGHEST, lowest.assessor: Dropped.LOWEST}


def step_score(step: Step, marks: Sequence[Marks], decimals: int) -> StepScore:
    """From at least one sheet."""
    dropped = dropped_sheets(step.dropping, marks)
    counted = [one for one in marks if one.assessor not in dropped]
    criteria = tuple(
        CriterionMean(
            criterion.id,
            sum((Fraction(one.by_criterion[place][1]) for one in counted), Fraction(0)) / len(counted),
            criterion.max_points,
        )
        for place, criterion in enumerate(step.criteria)
    )
    exact = sum((one.mean for one in criteria), Fraction(0)) * 100 / Fraction(step.max_points)
    return StepScore(
        step=step.id,
        sheets=tuple(SheetTotal(one.assessor, one.total, dropped.get(one.assessor)) for one in marks),
        criteria=criteria,
        exact=exact,
        score=half_up(exact, decimals),
        weighted=half_up(_weighted(step, exact), decimals),
    )


def _weighted(step: Step, exact: Fraction) -> Fraction:
    return exact * Fraction(step.weight_pct) / 100


def _firm_score(rules: Rules, firm: str, marks: Mapping[tuple[str, str], Sequence[Marks]], claims: Claims) -> FirmScore:
    found = {step.id: marks.get((firm, step.id), ()) for step in rules.steps}
    scored = {step.id: step_score(step, found[step.id], rules.decimals) for step in rules.steps if found[step.id]}
    bonus, bonus_notes = _adjusted(rules.bonus, claims.bonus, ReasonCode.BONUS_CAPPED)
    penalty, penalty_notes = _adjusted(rules.penalty, claims.penalty, ReasonCode.PENALTY_CAPPED)
    missing = [
        Reason(ReasonCode.SHEETS_MISSING, Decimal(len(found[step.id])), Decimal(_needed(step)), step.id)
        for step in rules.steps
        if len(found[step.id]) < _needed(step)
    ]
    notes = [*bonus_notes, *penalty_notes]
    steps = tuple(scored.values())
    if missing:
        return FirmScore(firm, steps, None, bonus, penalty, None, Verdict.INCOMPLETE, (*missing, *notes))
    base = sum((_weighted(step, scored[step.id].exact) for step in rules.steps), Fraction(0))
    exact, limits = _within(rules, base + Fraction(bonus) - Fraction(penalty))
    rounded, total = half_up(base, rules.decimals), half_up(exact, rules.decimals)
    failed = _below(rules, scored, rounded, total)
    verdict = Verdict.BELOW_MINIMUM if failed else Verdict.PASSED
    return FirmScore(firm, steps, rounded, bonus, penalty, total, verdict, (*failed, *notes, *limits))


def _needed(step: Step) -> int:
    return max(1, step.needed_sheets)


def _adjusted(rule: Adjustment, claimed: Iterable[str], code: ReasonCode) -> tuple[Decimal, list[Reason]]:
    points = dict(rule.points)
    total = sum((points[kind] for kind in sorted(claimed)), ZERO)
    if rule.cap is None or total <= rule.cap:
        return total, []
    return rule.cap, [Reason(code, total, rule.cap)]


def _within(rules: Rules, exact: Fraction) -> tuple[Fraction, list[Reason]]:
    """A total never passes the ceiling and never falls below zero."""
    if rules.ceiling is not None and exact > rules.ceiling:
        return Fraction(rules.ceiling), [
            Reason(ReasonCode.TOTAL_AT_CEILING, half_up(exact, rules.decimals), rules.ceiling)
        ]
    if exact < 0:
        return Fraction(0), [Reason(ReasonCode.TOTAL_AT_ZERO, half_up(exact, rules.decimals), ZERO)]
    return exact, []


def _below(rules: Rules, scored: Mapping[str, StepScore], base: Decimal, total: Decimal) -> list[Reason]:
    failed = [
        Reason(ReasonCode.STEP_BELOW_MINIMUM, scored[step.id].score, step.minimum, step.id)
        for step in rules.steps
        if step.minimum is not None and scored[step.id].score < step.minimum
    ]
    held = base if rules.minimum_of is MinimumOf.BASE else total
    if rules.minimum is not None and held < rules.minimum:
        failed.append(Reason(ReasonCode.TOTAL_BELOW_MINIMUM, held, rules.minimum))
    return failed
