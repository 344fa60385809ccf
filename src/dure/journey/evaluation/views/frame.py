"""What the pages of the evaluation share: the programme in question, its tabs, and how a button's refusal is told."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.routes import actor_of
from dure.foundation.interface.context import is_about
from dure.foundation.interface.parts import Crumb, Tab
from dure.journey.evaluation.access import RUN_PROGRAMME
from dure.journey.evaluation.models import Phase
from dure.journey.evaluation.queries.desk import opened_phase
from dure.journey.evaluation.words import step_label
from dure.journey.programmes.queries import programmes_for

TAB_KEYS = ("overview", "pool", "conflicts", "site-checks", "extras", "scores")


def programme_of(request: HttpRequest, slug: str) -> Any:
    """The programme of that address within the actor's reach, or 404; ``may_run`` says whether the actor runs its
    evaluation."""
    actor = actor_of(request)
    row = RUN_PROGRAMME.marked(actor, programmes_for(actor), "may_run").filter(slug=slug).first()
    if row is None:
        raise Http404
    is_about(request, row)
    return row


def phase_or_404(request: HttpRequest, slug: str, step: str) -> Any:
    """A step that was opened, within the actor's reach, or 404; ``may_run`` says whether the actor runs it."""
    row = opened_phase(slug, step, actor_of(request))
    if row is None:
        raise Http404
    is_about(request, row.programme)
    return row


def tabs(programme: Any, current: str) -> list[Tab]:
    """The pages of a programme's evaluation."""
    labels = {
        "overview": _("Steps"),
        "pool": _("Pool of assessors"),
        "conflicts": _("Conflicts of interest"),
        "site-checks": _("Site checks"),
        "extras": _("Bonus and penalty"),
        "scores": _("Scores"),
    }
    return [
        Tab(labels[key], reverse(f"evaluation:{key}", args=[programme.slug]), current=key == current)
        for key in TAB_KEYS
    ]


def phase_tabs(phase: Phase, current: str) -> list[Tab]:
    """The pages of one step."""
    labels = {"phase": _("By firm"), "phase-assessors": _("By assessor"), "allot": _("Draw and matching")}
    args = [phase.programme.slug, phase.step]
    return [
        Tab(label, reverse(f"evaluation:{key}", args=args), current=key == current) for key, label in labels.items()
    ]


def crumbs(programme: Any, *more: tuple[str, str]) -> list[Crumb]:
    """Where a page is: evaluation, then the given labels with their addresses."""
    start = Crumb(_("Evaluation"), reverse("evaluation:overview", args=[programme.slug]))
    return [start, *(Crumb(label, url) for label, url in more)]


def phase_crumbs(phase: Phase, *more: tuple[str, str]) -> list[Crumb]:
    """Where a page of a step is."""
    url = reverse("evaluation:phase", args=[phase.programme.slug, phase.step])
    return crumbs(phase.programme, (step_label(phase.step), url if more else ""), *more)
