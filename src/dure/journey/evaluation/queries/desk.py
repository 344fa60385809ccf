"""The progress of a step: by firm and by assessor, without a single point."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Prefetch, Q, QuerySet

from dure.foundation.access.actor import Actor
from dure.journey.evaluation.access import RUN_PHASE, SEE_PANEL, SEE_PHASE
from dure.journey.evaluation.live import SCORED
from dure.journey.evaluation.models import Allotment, Assessor, Assignment, Panel, Phase, ScoreSheet
from dure.journey.evaluation.states import AssignmentState, PhaseState, SheetState

# Those being scored, and those whose score stands: a step still says who was scored after the firms are decided.
_SEEN = Q(application__status__in=SCORED) | Q(application__official_score__isnull=False)


@dataclass(frozen=True)
class Progress:
    """A step in numbers. ``bare`` counts firms without assessors, ``late`` sheets past their deadline; ``types`` are
    those of its firms."""

    firms: int
    bare: int
    sheets: int
    signed: int
    begun: int
    late: int
    types: tuple[str, ...] = ()

    @property
    def open(self) -> int:
        """Sheets that are neither signed nor written off."""
        return self.sheets - self.signed


def phases(programme_id: int, actor: Actor) -> list[Phase]:
    """The steps that were opened, in the order of opening."""
    rows = SEE_PHASE.rows(actor, Phase.objects.filter(programme_id=programme_id))
    return list(rows.select_related("programme").order_by("id"))


def opened_phase(slug: str, step: str, actor: Actor) -> Phase | None:
    """A step that was opened, if it is within the actor's reach; ``may_run`` says whether the actor runs it."""
    rows = SEE_PHASE.rows(actor, Phase.objects.select_related("programme__operator", "programme__province"))
    return RUN_PHASE.marked(actor, rows, "may_run").filter(programme__slug=slug, step=step).first()


def phase(programme_id: int, step: str) -> Phase:
    """A step that was opened; raises ``Phase.DoesNotExist``."""
    return Phase.objects.select_related("programme__operator").get(programme_id=programme_id, step=step)


def panels(step: Phase, actor: Actor, at: datetime) -> QuerySet[Panel]:
    """The firms of a step with their assignments and how far the sheets are."""
    here = Q(application__assignments__phase_id=step.pk, application__assignments__status=AssignmentState.ASSIGNED)
    sheet = "application__assignments__sheet"
    rows = SEE_PANEL.rows(actor, Panel.objects.filter(_SEEN, phase=step))
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
    """How far a step is. One query."""
    return progress_of([step], at)[step.pk]


def progress_of(steps: Sequence[Phase], at: datetime) -> dict[int, Progress]:
    """How far each step is, by its id. One query."""
    found: dict[int, list[dict[str, Any]]] = {step.pk: [] for step in steps}
    for row in _counts_by_type(steps, at):
        found[row["phase_id"]].append(row)
    return {pk: _progress(rows) for pk, rows in found.items()}


def _counts_by_type(steps: Sequence[Phase], at: datetime) -> QuerySet[Any, Any]:
    seat, sheet = "application__assignments", "application__assignments__sheet"
    seated = Q(**{f"{seat}__phase_id": F("phase_id"), f"{seat}__status": AssignmentState.ASSIGNED})
    is_open = seated & Q(**{f"{sheet}__status": SheetState.OPEN})
    panels_by_type = (
        Panel.objects.filter(_SEEN, phase__in=steps)
        .order_by("phase_id", "application__type_code")
        .values("phase_id", "application__type_code")
    )
    return panels_by_type.annotate(
        firms=Count("id", distinct=True),
        seated=Count("id", filter=seated, distinct=True),
        sheets=Count(sheet, filter=seated, distinct=True),
        open_sheets=Count(sheet, filter=is_open, distinct=True),
        begun=Count(sheet, filter=is_open & Q(**{f"{sheet}__saved_at__isnull": False}), distinct=True),
        late=Count(sheet, filter=is_open & Q(**{f"{seat}__due_at__lt": at}), distinct=True),
    )


def _progress(rows: Sequence[dict[str, Any]]) -> Progress:
    total = Counter[str]()
    for row in rows:
        total.update({name: row[name] for name in ("firms", "seated", "sheets", "open_sheets", "begun", "late")})
    return Progress(
        firms=total["firms"],
        bare=total["firms"] - total["seated"],
        sheets=total["sheets"],
        signed=total["sheets"] - total["open_sheets"],
        begun=total["begun"],
        late=total["late"],
        types=tuple(row["application__type_code"] for row in rows),
    )


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
    # What staff may know of a sheet while it is scored: never its points, reasons or comment.
    related = rows.select_related("assessor__person", "sheet").defer("sheet__comment")
    return related.order_by("application_id", F("allotment_id").asc(nulls_last=True), "id")


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
