"""Score sheets as their readers may see them."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.utils.translation import get_language

from dure.foundation.access.actor import Actor
from dure.journey.evaluation.access import SCORE, SEE_POINTS
from dure.journey.evaluation.models import ScoreSheet
from dure.journey.evaluation.states import PhaseState
from dure.journey.evaluation.steps import step_of
from dure.journey.programmes.terms import Criterion

RELATED = (
    "assignment__assessor__person",
    "assignment__application__firm",
    "assignment__application__city",
    "assignment__application__supplier",
    "assignment__application__programme",
    "assignment__phase__programme",
)


@dataclass(frozen=True)
class Item:
    """One item of a sheet as it is shown: the criterion, what was given, and its reason."""

    criterion: Criterion
    name: str
    points: Decimal | None
    reason: str


@dataclass(frozen=True)
class PeerSheet:
    """Another panel member's sheet of the same firm, once the scores are open to the panel."""

    sheet: ScoreSheet
    total: Decimal


def sheet(sheet_id: int) -> ScoreSheet:
    """A sheet with all that a page names beside it; raises ``ScoreSheet.DoesNotExist``."""
    return ScoreSheet.objects.select_related(*RELATED).get(pk=sheet_id)


def sheet_of(assignment_id: int) -> ScoreSheet:
    """The sheet of an assignment."""
    return ScoreSheet.objects.select_related(*RELATED).get(assignment_id=assignment_id)


def items(row: ScoreSheet) -> list[Item]:
    """The items of a sheet in the notice's order, with what was given so far."""
    given = {item.criterion: item for item in row.items.all()}
    language = get_language() or "ko"
    return [
        Item(
            criterion=each,
            name=each.name.in_language(language),
            points=given[each.code].points if each.code in given else None,
            reason=given[each.code].reason if each.code in given else "",
        )
        for each in step_of(row.assignment.phase).criteria
    ]


def my_sheets(actor: Actor) -> QuerySet[ScoreSheet]:
    """The actor's own sheets in every step that is not closed; firms in conflict are not among them."""
    rows = SCORE.rows(actor, ScoreSheet.objects.exclude(assignment__phase__status=PhaseState.CLOSED))
    rows = rows.exclude(assignment__phase__status=PhaseState.ASSIGNING)
    return rows.select_related(*RELATED).annotate(points=Sum("items__points"))


def my_past_sheets(actor: Actor) -> QuerySet[ScoreSheet]:
    """The actor's own sheets in every step, closed ones too."""
    rows = SCORE.rows(actor, ScoreSheet.objects.exclude(assignment__phase__status=PhaseState.ASSIGNING))
    return rows.select_related(*RELATED).annotate(points=Sum("items__points"))


def peers(row: ScoreSheet, actor: Actor) -> list[PeerSheet]:
    """The sheets of the same firm and step that the actor may see, without their own."""
    beside = ScoreSheet.objects.filter(
        assignment__phase_id=row.assignment.phase_id, assignment__application_id=row.assignment.application_id
    ).exclude(pk=row.pk)
    rows = (
        SEE_POINTS.rows(actor, beside)
        .select_related("assignment__assessor__person")
        .annotate(total=Sum("items__points"))
    )
    return [PeerSheet(each, each.total or Decimal(0)) for each in rows.order_by("assignment_id")]
