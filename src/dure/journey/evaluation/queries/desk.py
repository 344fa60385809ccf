"""The progress of a step: by firm and by assessor, without a single point."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max, Prefetch, Q, QuerySet

from dure.foundation.access.actor import Actor
from dure.journey.evaluation.access import SEE_PANEL, SEE_PHASE
from dure.journey.evaluation.live import SCORED
from dure.journey.evaluation.models import Allotment, Assessor, Assignment, Panel, Phase, ScoreSheet
from dure.journey.evaluation.states import AssignmentState, PhaseState, SheetState

# What staff may know of a sheet while it is scored: never its points, reasons or comment.
WITHOUT_POINTS = ("id", "assignment_id", "status", "saved_at", "signed_at")


@dataclass(frozen=True)
class Progress:
    """A step in numbers. ``bare`` counts firms without assessors, ``late`` sheets past their deadline."""

    firms: int
    bare: int
    sheets: int
    signed: int
    begun: int
    late: int

    @property
    def open(self) -> int:
        """Sheets that are neither signed nor written off."""
        return self.sheets - self.signed


def phases(programme_id: int, actor: Actor) -> list[Phase]:
    """The steps that were opened, in the order of opening."""
    rows = SEE_PHASE.rows(actor, Phase.objects.filter(programme_id=programme_id))
    return list(rows.select_related("programme").order_by("id"))


def phase(programme_id: int, step: str) -> Phase:
    """A step that was opened; raises ``Phase.DoesNotExist``."""
    return Phase.objects.select_related("programme__operator").get(programme_id=programme_id, step=step)


def panels(step: Phase, actor: Actor, at: datetime) -> QuerySet[Panel]:
    """The firms of a step with their assignments and how far the sheets are."""
    here = Q(application__assignments__phase_id=step.pk, application__assignments__status=AssignmentState.ASSIGNED)
    sheet = "application__assignments__sheet"
    rows = SEE_PANEL.rows(actor, Panel.objects.filter(phase=step, application__status__in=SCORED))
    return (
        rows.select_related("application__firm", "application__city")
        .annotate(
            assigned=Count("application__assignments", filter=here, distinct=True),
            signed=Count(
                "application__assignments", filter=here & Q(**{f"{sheet}__status": SheetState.SIGNED}), distinct=True
            ),
            late=Count(
                "application__assignments",
                filter=here & Q(**{f"{sheet}__status": SheetState.OPEN, "application__assignments__due_at__lt": at}),
                distinct=True,
            ),
        )
        .prefetch_related(
            Prefetch("application__assignments", queryset=_assigned(step), to_attr="seats"),
        )
    )


def seats_of(step: Phase, application_id: int) -> list[Assignment]:
    """Who assesses a firm in a step, with the state of each sheet."""
    return list(_assigned(step).filter(application_id=application_id))


def progress(step: Phase, at: datetime) -> Progress:
    """How far a step is, in two queries."""
    live = Panel.objects.filter(phase=step, application__status__in=SCORED)
    seated = Q(application__assignments__phase_id=step.pk, application__assignments__status=AssignmentState.ASSIGNED)
    firms = live.aggregate(firms=Count("id", distinct=True), seated=Count("id", filter=seated, distinct=True))
    sheets = ScoreSheet.objects.filter(
        assignment__phase=step,
        assignment__status=AssignmentState.ASSIGNED,
        assignment__application__status__in=SCORED,
    ).aggregate(
        sheets=Count("id"),
        signed=Count("id", filter=~Q(status=SheetState.OPEN)),
        begun=Count("id", filter=Q(status=SheetState.OPEN, saved_at__isnull=False)),
        late=Count("id", filter=Q(status=SheetState.OPEN, assignment__due_at__lt=at)),
    )
    return Progress(firms=firms["firms"], bare=firms["firms"] - firms["seated"], **sheets)


def late_sheets(step: Phase, at: datetime) -> list[ScoreSheet]:
    """The sheets past their deadline, by assessor."""
    if step.status not in (PhaseState.SCORING, PhaseState.DISCUSSING):
        return []
    rows = ScoreSheet.objects.filter(
        assignment__phase=step,
        assignment__status=AssignmentState.ASSIGNED,
        assignment__application__status__in=SCORED,
        status=SheetState.OPEN,
        assignment__due_at__lt=at,
    )
    related = ("assignment__assessor__person", "assignment__application__firm")
    return list(rows.select_related(*related).order_by("assignment__assessor_id", "assignment__due_at", "id"))


def allotments(step: Phase) -> list[Allotment]:
    """Every draw of a step, the latest first; those taken back too."""
    return list(Allotment.objects.filter(phase=step).order_by("-made_at", "-id"))


def _assigned(step: Phase) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(phase=step, status=AssignmentState.ASSIGNED)
    sheets = ScoreSheet.objects.only(*WITHOUT_POINTS)
    return (
        rows.select_related("assessor__person")
        .prefetch_related(Prefetch("sheet", queryset=sheets))
        .order_by("application_id", F("allotment_id").asc(nulls_last=True), "id")
    )


def assessor_rows(step: Phase, at: datetime) -> QuerySet[Assessor]:
    """The assessors of a step, each with the firms held, sheets signed and late, and when one was last saved."""
    held = Q(assignments__phase=step, assignments__status=AssignmentState.ASSIGNED)
    late = held & Q(assignments__sheet__status=SheetState.OPEN, assignments__due_at__lt=at)
    if step.status in (PhaseState.ASSIGNING, PhaseState.CLOSED):
        late = Q(pk__in=[])
    rows = Assessor.objects.filter(programme_id=step.programme_id).select_related("person")
    return rows.annotate(
        held=Count("assignments", filter=held, distinct=True),
        signed=Count("assignments", filter=held & ~Q(assignments__sheet__status=SheetState.OPEN), distinct=True),
        late=Count("assignments", filter=late, distinct=True),
        last=Max("assignments__sheet__saved_at", filter=held),
    ).filter(held__gt=0)
