"""The pool and its conflicts."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from dure.foundation.access.actor import Actor
from dure.journey.evaluation.access import BE_ASSESSOR, SEE_CONFLICT, SEE_POOL
from dure.journey.evaluation.models import Assessor, Conflict, Phase
from dure.journey.evaluation.states import AssignmentState, PhaseState, SheetState


def pool(programme_id: int, actor: Actor, at: datetime) -> QuerySet[Assessor]:
    """The pool of a programme, each with the firms held, sheets signed, sheets late and conflicts open."""
    held = Q(assignments__status=AssignmentState.ASSIGNED)
    late = (
        held
        & Q(assignments__phase__status=PhaseState.SCORING)
        & Q(assignments__sheet__status=SheetState.OPEN, assignments__due_at__lt=at)
    )
    rows = SEE_POOL.rows(actor, Assessor.objects.filter(programme_id=programme_id))
    return rows.select_related("person", "programme").annotate(
        load=Count("assignments", filter=held, distinct=True),
        signed=Count("assignments", filter=held & Q(assignments__sheet__status=SheetState.SIGNED), distinct=True),
        late=Count("assignments", filter=late, distinct=True),
        tied=Count("conflicts", filter=Q(conflicts__lifted_at__isnull=True), distinct=True),
    )


def assessor(assessor_id: int) -> Assessor:
    """An assessor with the person and programme; raises ``Assessor.DoesNotExist``."""
    return Assessor.objects.select_related("person", "programme__operator").get(pk=assessor_id)


def mine(actor: Actor) -> list[Assessor]:
    """The actor's own places in pools, the latest programme first."""
    rows = BE_ASSESSOR.rows(actor, Assessor.objects.filter(left_at__isnull=True))
    return list(rows.select_related("programme", "person").order_by("-programme__year", "id"))


def conflicts(programme_id: int, actor: Actor) -> QuerySet[Conflict]:
    """Every conflict of a programme, lifted ones too."""
    rows = SEE_CONFLICT.rows(actor, Conflict.objects.filter(assessor__programme_id=programme_id))
    return rows.select_related("assessor__person", "application__firm", "application__supplier")


def open_conflict_firms(assessor_id: int) -> set[int]:
    """The applications an assessor stands in conflict with now."""
    rows = Conflict.objects.filter(assessor_id=assessor_id, lifted_at__isnull=True)
    return set(rows.values_list("application_id", flat=True))


def free_assessors(phase: Phase, application_id: int) -> list[Assessor]:
    """Who could be put on a firm by hand: in the pool, without conflict, not on it yet; the least loaded first."""
    held = Q(assignments__phase=phase, assignments__status=AssignmentState.ASSIGNED)
    rows = Assessor.objects.filter(programme_id=phase.programme_id, left_at__isnull=True)
    rows = rows.exclude(conflicts__in=Conflict.objects.filter(application_id=application_id, lifted_at__isnull=True))
    rows = rows.exclude(
        pk__in=phase.assignments.filter(application_id=application_id, status=AssignmentState.ASSIGNED).values(
            "assessor_id"
        )
    )
    return list(rows.select_related("person").annotate(load=Count("assignments", filter=held)).order_by("load", "id"))
