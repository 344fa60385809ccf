"""The steps of a programme's evaluation: where each stands and what is next."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.parts import Crumb
from dure.journey.evaluation import actions
from dure.journey.evaluation.access import RUN_PHASE, SEE_PHASE
from dure.journey.evaluation.forms import OpenStepForm
from dure.journey.evaluation.models import Phase
from dure.journey.evaluation.queries.desk import Progress, phases, progress_of
from dure.journey.evaluation.queries.official import is_closed
from dure.journey.evaluation.states import PhaseState
from dure.journey.evaluation.steps import terms_for
from dure.journey.evaluation.views.frame import programme_of, tabs
from dure.journey.evaluation.words import PHASE_TONES
from dure.journey.programmes.queries import current_programme
from dure.journey.programmes.terms import Step


@dataclass(frozen=True)
class StepLine:
    """One step of the notice, and how far it is once it was opened."""

    step: Step
    name: str
    phase: Phase | None
    progress: Progress | None
    tone: str


@needs(SEE_PHASE)
def desk(request: HttpRequest) -> HttpResponse:
    """The evaluation of the programme one means when none is named."""
    programme = current_programme(actor_of(request))
    if programme is None:
        raise Http404
    return redirect("evaluation:overview", programme.slug)


@needs(SEE_PHASE)
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Every step of the notice with its state."""
    return _page(request, programme_of(request, slug), None)


@require_POST
@needs(RUN_PHASE)
def open_step(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a step for assigning."""
    programme = programme_of(request, slug)
    form = OpenStepForm(request.POST, steps=_steps_to_open(programme, actor_of(request)))
    if not form.is_valid():
        return _page(request, programme, form, status=422)
    step = form.cleaned_data["step"]
    try:
        actions.open_phase(
            programme=programme, step=step, due_at=form.cleaned_data["due_at"], by=actor_of(request), at=now()
        )
    except ActionRefused as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, programme, form, status=409)
    return redirect("evaluation:allot", slug, step)


def _page(request: HttpRequest, programme: Any, form: OpenStepForm | None, status: int = 200) -> HttpResponse:
    actor, at = actor_of(request), now()
    lines = _lines(programme, phases(programme.pk, actor), at)
    to_open: list[tuple[str, str]] = [(line.step.code, line.name) for line in lines if line.phase is None]
    context = {
        "programme": programme,
        "tabs": tabs(programme, "overview"),
        "crumbs": [Crumb(_("Evaluation"))],
        "lines": lines,
        "form": form or (OpenStepForm(steps=to_open) if to_open else None),
        "may_run": programme.may_run,
        "settle_url": reverse("evaluation:scores", args=[programme.slug]),
        "is_due": all(line.phase and line.phase.status == PhaseState.CLOSED for line in lines),
        "is_closed": is_closed(programme.pk),
    }
    return render(request, "evaluation/overview.html", context, status=status)


def _lines(programme: Any, opened: list[Phase], at: Any) -> list[StepLine]:
    by_step = {phase.step: phase for phase in opened}
    found = progress_of(opened, at)
    language = get_language() or "ko"
    return [
        StepLine(
            step=step,
            name=step.name.in_language(language),
            phase=by_step.get(step.code),
            progress=found[by_step[step.code].pk] if step.code in by_step else None,
            tone=PHASE_TONES[by_step[step.code].status] if step.code in by_step else "draft",  # type: ignore[index]
        )
        for step in terms_for(programme.pk).scoring.steps
    ]


def _steps_to_open(programme: Any, actor: Any) -> list[tuple[str, str]]:
    opened = {phase.step for phase in phases(programme.pk, actor)}
    language = get_language() or "ko"
    return [
        (step.code, step.name.in_language(language))
        for step in terms_for(programme.pk).scoring.steps
        if step.code not in opened
    ]
