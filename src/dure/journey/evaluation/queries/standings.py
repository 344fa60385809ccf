"""Where each firm stands in the evaluation, worked out by the database: a page of firms, or their numbers."""

from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.actor import SYSTEM, Actor
from dure.foundation.installation.clock import now
from dure.foundation.workflow.standings import EVERYTHING, Part, Tally, in_numbers, pressing, taken, tallied
from dure.foundation.workflow.values import Dot, FirmStanding, StageStanding
from dure.journey.applications.models import Application
from dure.journey.evaluation.models import Assignment, OfficialScore
from dure.journey.evaluation.queries.stage import REACHED, STAGE, Standing, label_of
from dure.journey.evaluation.reach import sees_inside, within_reach
from dure.journey.evaluation.states import AssignmentState, SheetState

_DOTS = {
    Standing.NOT_STARTED: Dot.AHEAD,
    Standing.ASSIGNED: Dot.NOW,
    Standing.SCORING: Dot.NOW,
    Standing.SCORED: Dot.NOW,
    Standing.CLOSED: Dot.DONE,
    Standing.BELOW_MINIMUM: Dot.ENDED,
}


def tallies(programme_id: int, actor: Actor) -> list[Tally]:
    """The firms within the actor's reach, in numbers."""
    rows = _standing_rows(programme_id, actor, sees_inside(programme_id, actor))
    return tallied(rows, lambda state: label_of(Standing(state)))


def standing(programme_id: int) -> StageStanding:
    """The stage in numbers: every firm found eligible counts once."""
    return in_numbers(STAGE, _("Evaluation"), tallies(programme_id, SYSTEM))


def firm_standings(programme_id: int, actor: Actor, part: Part = EVERYTHING) -> list[FirmStanding]:
    """Where firms within the actor's reach stand: every one, or those of a part."""
    inside = sees_inside(programme_id, actor)
    rows = _standing_rows(programme_id, actor, inside).select_related("firm")
    return [_standing(row, inside) for row in taken(rows, part)]


def _standing_rows(programme_id: int, actor: Actor, inside: bool) -> QuerySet[Application]:
    """Only those inside learn who fell below the minimum and whose sheets are late."""
    rows = within_reach(programme_id, actor).filter(submitted_at__isnull=False, status__in=REACHED)
    scores = OfficialScore.objects.filter(application=OuterRef("pk"))
    sheets = Assignment.objects.filter(
        application=OuterRef("pk"), phase__programme_id=programme_id, status=AssignmentState.ASSIGNED
    )
    unsigned = sheets.filter(sheet__status=SheetState.OPEN)
    begun = sheets.filter(Q(sheet__saved_at__isnull=False) | ~Q(sheet__status=SheetState.OPEN))
    state = Case(
        When(Exists(scores.filter(passed_minimum=True)), then=Value(str(Standing.CLOSED))),
        When(Exists(scores), then=Value(str(Standing.BELOW_MINIMUM if inside else Standing.CLOSED))),
        When(~Exists(sheets), then=Value(str(Standing.NOT_STARTED))),
        When(~Exists(unsigned), then=Value(str(Standing.SCORED))),
        When(Exists(begun), then=Value(str(Standing.SCORING))),
        default=Value(str(Standing.ASSIGNED)),
    )
    overdue = Q(Exists(unsigned.filter(due_at__lt=now())), ~Exists(scores)) if inside else Q(pk__in=[])
    named = rows.annotate(
        of_firm=F("firm_id"), by_name=F("firm__name"), in_city=F("city_id"), of_type=F("type_code"), in_state=state,
        is_late=ExpressionWrapper(overdue, BooleanField()),
    )  # fmt: skip
    return named.annotate(urgency=pressing(_DOTS))


def _standing(row: Application, inside: bool) -> FirmStanding:
    state, late = Standing(row.in_state), bool(row.is_late)  # type: ignore[attr-defined]
    return FirmStanding(
        firm_id=row.firm_id,
        name=row.firm.name,
        city_code=row.city_id,
        type_code=row.type_code,
        state=state,
        state_label=label_of(state),
        dot=Dot.LATE if late else _DOTS[state],
        blocks=_("Score sheets are late") if late else "",
        url=reverse("evaluation:firm", args=[row.pk]) if inside else "",
    )
