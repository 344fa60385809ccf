"""What still lacks in a step before it may go on, each as a line that names the firm."""

from django.db.models import Count, Q

from dure.journey.evaluation.live import SCORED
from dure.journey.evaluation.models import Panel, Phase, ScoreSheet
from dure.journey.evaluation.states import AssignmentState, SheetState
from dure.journey.evaluation.steps import quorum, step_of


def without_panel(phase: Phase) -> list[str]:
    """The firms of the step that nobody is assigned to, by name."""
    return [panel.application.firm.name for panel in _panels(phase) if panel.assigned == 0]  # type: ignore[attr-defined]


def missing_sheets(phase: Phase) -> list[str]:
    """The sheets that are neither signed nor written off: "firm (assessor)"."""
    rows = ScoreSheet.objects.filter(
        assignment__phase=phase,
        assignment__status=AssignmentState.ASSIGNED,
        assignment__application__status__in=SCORED,
        status=SheetState.OPEN,
    ).select_related("assignment__application__firm", "assignment__assessor__person")
    ordered = rows.order_by("assignment__application__number", "assignment_id")
    return [f"{row.assignment.application.firm.name} ({row.assignment.assessor.person.name})" for row in ordered]


def short_of_quorum(phase: Phase) -> list[str]:
    """The firms with fewer signed sheets than the quorum of the step, by name."""
    least = quorum(step_of(phase))
    return [
        f"{panel.application.firm.name} ({panel.signed}/{least})"  # type: ignore[attr-defined]
        for panel in _panels(phase)
        if panel.signed < least  # type: ignore[attr-defined]
    ]


def _panels(phase: Phase) -> list[Panel]:
    assigned = Q(application__assignments__phase_id=phase.pk, application__assignments__status=AssignmentState.ASSIGNED)
    signed = assigned & Q(application__assignments__sheet__status=SheetState.SIGNED)
    rows = Panel.objects.filter(phase=phase, application__status__in=SCORED)
    return list(
        rows.select_related("application__firm")
        .annotate(
            assigned=Count("application__assignments", filter=assigned, distinct=True),
            signed=Count("application__assignments", filter=signed, distinct=True),
        )
        .order_by("application__number", "id")
    )
