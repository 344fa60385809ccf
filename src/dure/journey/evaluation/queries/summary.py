"""The score summary (집계표): a line a firm with every sheet, what was dropped, means, points and rank."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from dure.foundation.access.actor import Actor
from dure.journey.evaluation.access import SEE_OFFICIAL
from dure.journey.evaluation.models import Assessor, OfficialScore
from dure.journey.evaluation.queries.official import OfficialScoreFacts, StepFacts, facts_of
from dure.journey.evaluation.steps import terms_for


@dataclass(frozen=True)
class StepHead:
    """A step over its columns: ``seats`` sheets, the mean and the weighted points."""

    code: str
    name: str
    weight_pct: str
    seats: int

    @property
    def columns(self) -> int:
        """How many columns it spans."""
        return self.seats + 2

    @property
    def numbers(self) -> range:
        """The sheets' numbers: assessors stand here by number, not by name."""
        return range(1, self.seats + 1)


@dataclass(frozen=True)
class SummaryStep:
    """A firm's sheets of a step, padded to the widest panel: (total, dropped) or None."""

    sheets: tuple[tuple[str, bool] | None, ...]
    mean: str
    weighted: str


@dataclass(frozen=True)
class SummaryRow:
    """One firm."""

    number: str
    firm: str
    type_code: str
    city: str
    steps: tuple[SummaryStep, ...]
    facts: OfficialScoreFacts
    total: str


@dataclass(frozen=True)
class TypeTable:
    """The firms of one type, by rank."""

    code: str
    name: str
    rows: list[SummaryRow]


@dataclass(frozen=True)
class Summary:
    """The whole summary, with the assessors who signed."""

    heads: list[StepHead]
    types: list[TypeTable]
    assessors: list[Assessor]
    minimum_total: Any


def official_rows(programme_id: int, actor: Actor) -> QuerySet[OfficialScore]:
    """The settled scores within the actor's reach."""
    rows = OfficialScore.objects.filter(application__programme_id=programme_id)
    return SEE_OFFICIAL.rows(actor, rows).select_related("application__firm", "application__city")


def summary(programme_id: int, actor: Actor) -> Summary:
    """The summary of a programme, in a fixed number of queries."""
    terms, language = terms_for(programme_id), get_language() or "ko"
    rows = [(row, facts_of(row)) for row in official_rows(programme_id, actor)]
    seats = {
        step.code: max((_seats(facts, step.code) for _row, facts in rows), default=0) for step in terms.scoring.steps
    }
    heads = [
        StepHead(step.code, step.name.in_language(language), f"{step.weight_pct.normalize():f}", seats[step.code])
        for step in terms.scoring.steps
    ]
    types = [
        TypeTable(
            each.code,
            each.name.in_language(language),
            sorted(
                (_row(row, facts, heads) for row, facts in rows if row.application.type_code == each.code),
                key=lambda line: (line.facts.rank, line.number),
            ),
        )
        for each in terms.types
    ]
    signed = Assessor.objects.filter(assignments__sheet__status="signed", programme_id=programme_id).distinct()
    return Summary(
        heads=heads,
        types=[each for each in types if each.rows],
        assessors=list(signed.select_related("person").order_by("person__name", "id")),
        minimum_total=terms.scoring.minimum_total,
    )


def _seats(facts: OfficialScoreFacts, code: str) -> int:
    return sum(len(step.sheets) for step in facts.steps if step.code == code)


def _row(row: OfficialScore, facts: OfficialScoreFacts, heads: list[StepHead]) -> SummaryRow:
    by_code = {step.code: step for step in facts.steps}
    return SummaryRow(
        number=row.application.number,
        firm=row.application.firm.name,
        type_code=row.application.type_code,
        city=row.application.city.name,
        steps=tuple(_step(by_code[head.code], head.seats) for head in heads if head.code in by_code),
        facts=facts,
        total=row.parts["total"],
    )


def _step(step: StepFacts, seats: int) -> SummaryStep:
    given: list[tuple[str, bool] | None] = [(f"{sheet.total.normalize():f}", sheet.dropped) for sheet in step.sheets]
    return SummaryStep(
        sheets=tuple(given + [None] * (seats - len(given))), mean=f"{step.mean:.2f}", weighted=f"{step.weighted:.2f}"
    )
