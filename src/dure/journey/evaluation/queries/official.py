"""The official scores once they are settled, as later stages read them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists

from dure.journey.evaluation.live import SCORED
from dure.journey.evaluation.models import ExtraScore, OfficialScore, Panel, Phase
from dure.journey.evaluation.states import PhaseState
from dure.journey.evaluation.steps import terms_for


@dataclass(frozen=True)
class SheetTotal:
    """One assessor's sheet in the total; ``dropped`` says that it was the highest or the lowest."""

    assessor_id: int
    total: Decimal
    dropped: bool


@dataclass(frozen=True)
class CriterionFacts:
    """The mean of the counted sheets in one item, its place among the firms of the type, and their median."""

    code: str
    mean: Decimal
    maximum: Decimal
    rank: int
    peers: int
    median: Decimal


@dataclass(frozen=True)
class StepFacts:
    """One step of a firm's score."""

    code: str
    weight_pct: Decimal
    mean: Decimal
    weighted: Decimal
    minimum: Decimal | None
    passed: bool
    sheets: tuple[SheetTotal, ...]
    criteria: tuple[CriterionFacts, ...]


@dataclass(frozen=True)
class OfficialScoreFacts:
    """A firm's official score with how it came about; ``rank`` is among the ``peers`` of its type."""

    application_id: int
    total: Decimal
    passed: bool
    steps: tuple[StepFacts, ...]
    bonus: Decimal
    penalty: Decimal
    rank: int
    peers: int
    median: Decimal
    minimum_total: Decimal | None
    failed: tuple[str, ...]
    closed_at: datetime

    @property
    def sheet_totals(self) -> tuple[Decimal, ...]:
        """Every sheet's total of the step that weighs most: the assessors' spread beside the score."""
        heaviest = max(self.steps, key=lambda step: step.weight_pct, default=None)
        return () if heaviest is None else tuple(sheet.total for sheet in heaviest.sheets)


def official_scores(programme_id: int) -> dict[int, OfficialScoreFacts]:
    """Every settled score of a programme, by application id; empty before the evaluation is closed."""
    rows = OfficialScore.objects.filter(application__programme_id=programme_id).order_by("application_id")
    return {row.application_id: facts_of(row) for row in rows}


def official_score(application_id: int) -> OfficialScoreFacts | None:
    """The settled score of one application; None before."""
    row = OfficialScore.objects.filter(application_id=application_id).first()
    return None if row is None else facts_of(row)


def facts_of(row: OfficialScore) -> OfficialScoreFacts:
    """The stored parts as values."""
    parts: dict[str, Any] = row.parts
    return OfficialScoreFacts(
        application_id=row.application_id,
        total=Decimal(parts["total"]),
        passed=row.passed_minimum,
        steps=tuple(_step(each) for each in parts["steps"]),
        bonus=Decimal(parts["bonus"]["counted"]),
        penalty=Decimal(parts["penalty"]["counted"]),
        rank=parts["rank"],
        peers=parts["peers"],
        median=Decimal(parts["median"]),
        minimum_total=_decimal(parts["minimum_total"]),
        failed=tuple(parts["failed"]),
        closed_at=row.closed_at,
    )


def is_due(programme_id: int) -> bool:
    """Whether every step of the notice has been closed, so that the scores can be settled."""
    steps = {each.code for each in terms_for(programme_id).scoring.steps}
    closed = Phase.objects.filter(programme_id=programme_id, status=PhaseState.CLOSED).values_list("step", flat=True)
    return steps == set(closed)


def is_closed(programme_id: int) -> bool:
    """Whether every firm that was scored has its official score."""
    scored = Panel.objects.filter(phase__programme_id=programme_id, application__status__in=SCORED)
    settled = OfficialScore.objects.filter(application__programme_id=programme_id)
    lacking = scored.exclude(application__in=settled.values("application_id"))
    return settled.order_by().annotate(is_short=Exists(lacking)).values_list("is_short", flat=True).first() is False


def extras(programme_id: int) -> dict[int, list[ExtraScore]]:
    """The bonus and penalty points decided, by application id."""
    found: dict[int, list[ExtraScore]] = {}
    for row in ExtraScore.objects.filter(application__programme_id=programme_id).order_by("application_id", "code"):
        found.setdefault(row.application_id, []).append(row)
    return found


def _step(each: dict[str, Any]) -> StepFacts:
    return StepFacts(
        code=each["code"],
        weight_pct=Decimal(each["weight_pct"]),
        mean=Decimal(each["mean"]),
        weighted=Decimal(each["weighted"]),
        minimum=_decimal(each["minimum"]),
        passed=each["passed"],
        sheets=tuple(SheetTotal(s["assessor"], Decimal(s["total"]), s["dropped"]) for s in each["sheets"]),
        criteria=tuple(
            CriterionFacts(
                c["code"], Decimal(c["mean"]), Decimal(c["maximum"]), c["rank"], c["peers"], Decimal(c["median"])
            )
            for c in each["criteria"]
        ),
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
