"""Where things stand: stages, steps, timelines, running jobs."""

from collections.abc import Sequence
from typing import Any

from django.template import Library
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dure.foundation.interface.parts import Dot, Entry, Progress, Stand, Step

register = Library()


def stand_label(state: str) -> str:
    """The words for where a stage stands."""
    return {
        Stand.DONE: pgettext("stage", "done"),
        Stand.NOW: pgettext("stage", "in progress"),
        Stand.LATE: pgettext("stage", "late"),
        Stand.BLOCKED: pgettext("stage", "blocked"),
        Stand.TODO: pgettext("stage", "not yet"),
        Stand.SKIPPED: pgettext("stage", "not applicable"),
    }[Stand(state)]


@register.inclusion_tag("interface/parts/journey_dots.html")
def journey_dots(dots: Sequence[Dot]) -> dict[str, Any]:
    return {"dots": [(dot, stand_label(dot.state)) for dot in dots]}


@register.inclusion_tag("interface/parts/steps.html")
def steps(items: Sequence[Step]) -> dict[str, Any]:
    return {"items": [(number, step, stand_label(step.state)) for number, step in enumerate(items, start=1)]}


@register.inclusion_tag("interface/parts/timeline.html")
def timeline(entries: Sequence[Entry]) -> dict[str, Any]:
    return {"entries": entries}


@register.inclusion_tag("interface/parts/progress.html")
def progress(job: Progress) -> dict[str, Any]:
    share = 100 * job.done // job.total if job.total else 0
    return {"job": job, "share": share, "state_label": _job_state(job.state)}


def _job_state(state: str) -> str:
    return {
        "queued": _("Waiting to start"),
        "running": _("Running"),
        "done": _("Finished"),
        "failed": _("Stopped by an error"),
        "cancelled": _("Cancelled"),
    }[state]
