"""The notice's terms of scoring as rules of the scoring engine, and the engine's answer as what is stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

from dure.engine import scoring as engine
from dure.engine.scoring.rounding import half_up
from dure.journey.evaluation.steps import quorum
from dure.journey.programmes.terms import ExtraPoints, Scoring, Step

# Decimals of the means in the parts; the total alone is rounded to the notice's decimals.
SHOWN = 4


@dataclass(frozen=True)
class SheetPoints:
    """A signed sheet: points by item."""

    assessor_id: int
    points: Mapping[str, Decimal]


@dataclass(frozen=True)
class Case:
    """What was given to one firm."""

    application_id: int
    type_code: str
    sheets: Mapping[str, tuple[SheetPoints, ...]] = field(default_factory=dict)
    bonuses: tuple[str, ...] = ()
    penalties: tuple[str, ...] = ()


def rules_of(scoring: Scoring) -> engine.Rules:
    """The notice's scoring as the engine takes it."""
    return engine.Rules(
        steps=tuple(_step(each) for each in scoring.steps),
        bonus=_adjustment(scoring.bonuses, scoring.bonus_cap),
        penalty=_adjustment(scoring.penalties, scoring.penalty_cap),
        minimum=scoring.minimum_total,
        minimum_of=engine.MinimumOf(scoring.minimum_of),
        decimals=scoring.decimals,
    )


def combine(scoring: Scoring, cases: Sequence[Case]) -> dict[int, engine.FirmScore]:
    """Each firm's score by application id, as the engine gives it."""
    found = engine.combine(
        rules_of(scoring),
        [firm_id(case.application_id) for case in cases],
        _sheets(cases),
        {firm_id(case.application_id): _claims(case) for case in cases},
    )
    return {case.application_id: score for case, score in zip(cases, found, strict=True)}


def parts_of_all(scoring: Scoring, cases: Sequence[Case]) -> dict[int, dict[str, Any]]:
    """The parts of each complete score as plain JSON, by application id; firms of one type are each other's peers."""
    scores = {pk: score for pk, score in combine(scoring, cases).items() if score.total is not None}
    types = {case.application_id: case.type_code for case in cases}
    parts: dict[int, dict[str, Any]] = {}
    for type_code in sorted(set(types.values())):
        peers = {pk: score for pk, score in scores.items() if types[pk] == type_code}
        places = engine.positions(list(peers.values()))
        totals = [score.total for score in peers.values() if score.total is not None]
        for pk, score in peers.items():
            parts[pk] = _parts(scoring, score, places[score.firm], totals)
    return parts


def incomplete(scoring: Scoring, cases: Sequence[Case]) -> list[int]:
    """The firms with too few signed sheets in some step."""
    return [pk for pk, score in combine(scoring, cases).items() if score.verdict is engine.Verdict.INCOMPLETE]


def firm_id(application_id: int) -> str:
    """A firm as the engine names it."""
    return f"A{application_id:08d}"


def assessor_id(assessor: int) -> str:
    """An assessor as the engine names one; padded, so that the order of names is that of numbers."""
    return f"E{assessor:08d}"


def grade_code(points: Decimal) -> str:
    """A grade's name: its points without trailing zeros."""
    return format(points.normalize(), "f")


def _step(step: Step) -> engine.Step:
    dropping = engine.Dropping(step.drop)
    return engine.Step(
        id=step.code,
        weight_pct=step.weight_pct,
        criteria=tuple(
            engine.Criterion(
                each.code,
                (engine.Item(each.code, tuple(engine.Grade(grade_code(g), g) for g in dict.fromkeys(each.grades))),),
            )
            for each in step.criteria
        ),
        minimum=step.minimum,
        dropping=engine.DropRule(dropping),
        needed_sheets=quorum(step),
    )


def _adjustment(offered: Iterable[ExtraPoints], cap: Decimal) -> engine.Adjustment:
    return engine.Adjustment(tuple((each.code, each.points) for each in offered), cap)


def _sheets(cases: Iterable[Case]) -> list[engine.Sheet]:
    return [
        engine.Sheet(
            firm=firm_id(case.application_id),
            step=step,
            assessor=assessor_id(sheet.assessor_id),
            grades={code: grade_code(points) for code, points in sheet.points.items()},
        )
        for case in cases
        for step, sheets in case.sheets.items()
        for sheet in sheets
    ]


def _claims(case: Case) -> engine.Claims:
    return engine.Claims(frozenset(case.bonuses), frozenset(case.penalties))


def _parts(
    scoring: Scoring, score: engine.FirmScore, places: Sequence[engine.Position], totals: Sequence[Decimal]
) -> dict[str, Any]:
    total = score.total or Decimal(0)
    decided = (engine.ReasonCode.STEP_BELOW_MINIMUM, engine.ReasonCode.TOTAL_BELOW_MINIMUM)
    return {
        "total": str(total),
        "base": str(score.base),
        "minimum_total": None if scoring.minimum_total is None else str(scoring.minimum_total),
        "passed": score.verdict is engine.Verdict.PASSED,
        "failed": [reason.step or "total" for reason in score.reasons if reason.code in decided],
        "bonus": {"counted": str(score.bonus)},
        "penalty": {"counted": str(score.penalty)},
        "rank": 1 + sum(other > total for other in totals),
        "peers": len(totals),
        "median": str(half_up(Fraction(median(totals)), scoring.decimals)),
        "steps": [_step_parts(step, score, places) for step in scoring.steps],
    }


def _step_parts(step: Step, score: engine.FirmScore, places: Sequence[engine.Position]) -> dict[str, Any]:
    found = next(each for each in score.steps if each.step == step.code)
    return {
        "code": step.code,
        "weight_pct": str(step.weight_pct),
        "minimum": None if step.minimum is None else str(step.minimum),
        "passed": step.minimum is None or found.score >= step.minimum,
        "mean": str(half_up(found.exact, SHOWN)),
        "weighted": str(half_up(found.exact * Fraction(step.weight_pct) / 100, SHOWN)),
        "sheets": [
            {"assessor": int(each.assessor[1:]), "total": str(each.points), "dropped": each.dropped is not None}
            for each in found.sheets
        ],
        "criteria": [
            {
                "code": place.criterion,
                "maximum": str(place.max_points),
                "mean": str(half_up(place.points, SHOWN)),
                "rank": place.rank,
                "peers": place.peers,
                "median": str(half_up(place.median, SHOWN)),
            }
            for place in places
            if place.step == step.code
        ],
    }
