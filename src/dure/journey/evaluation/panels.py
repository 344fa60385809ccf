"""The row that stands for a firm's turn in a step."""

from collections.abc import Iterable

from dure.journey.evaluation.models import Panel, Phase, SiteCheck, StepCode


def ensure_panels(phase: Phase, application_ids: Iterable[int]) -> None:
    """Give each of these firms its turn in the step, and its site check; those that have one keep it."""
    wanted = set(application_ids)
    known = set(Panel.objects.filter(phase=phase).values_list("application_id", flat=True))
    Panel.objects.bulk_create(Panel(phase=phase, application_id=pk) for pk in sorted(wanted - known))
    if phase.step == StepCode.SITE_CHECK:
        visited = set(SiteCheck.objects.filter(application_id__in=wanted).values_list("application_id", flat=True))
        SiteCheck.objects.bulk_create(SiteCheck(application_id=pk) for pk in sorted(wanted - visited))
