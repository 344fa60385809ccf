"""One step: progress by firm and by assessor, and the buttons that carry it on."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import done, reason_of
from dure.foundation.interface.formats import counted
from dure.foundation.interface.lists import prepare_list
from dure.foundation.interface.lists.respond import list_response
from dure.foundation.ledger.queries import trail
from dure.journey.evaluation import actions
from dure.journey.evaluation.access import RUN_PHASE, SEE_PHASE
from dure.journey.evaluation.forms import DueForm, OrderForm
from dure.journey.evaluation.lists import assessors_list, panels_list
from dure.journey.evaluation.models import Phase
from dure.journey.evaluation.queries.desk import Progress, assessor_rows, panels, progress
from dure.journey.evaluation.states import PhaseState
from dure.journey.evaluation.views.frame import phase_crumbs, phase_or_404, phase_tabs
from dure.journey.evaluation.words import PHASE_TONES, step_label


@needs(SEE_PHASE)
def phase(request: HttpRequest, slug: str, step: str) -> HttpResponseBase:
    """The firms of a step: who assesses each, what is signed, what is late. Never a point."""
    row = phase_or_404(request, slug, step)
    at = now()
    state = progress(row, at)
    listing = prepare_list(request, panels_list(row, state.types, at), panels(row, actor_of(request), at))
    return list_response(request, listing, template="evaluation/phase.html", context=_context(row, state, "phase"))


@needs(SEE_PHASE)
def by_assessor(request: HttpRequest, slug: str, step: str) -> HttpResponseBase:
    """The assessors of a step: what each holds, has signed, and owes."""
    row = phase_or_404(request, slug, step)
    at = now()
    listing = prepare_list(request, assessors_list(), assessor_rows(row, at))
    context = _context(row, progress(row, at), "phase-assessors")
    return list_response(request, listing, template="evaluation/phase.html", context=context)


@require_POST
@needs(RUN_PHASE)
def carry_on(request: HttpRequest, slug: str, step: str, verb: str) -> HttpResponse:
    """One of the buttons of a step."""
    row = phase_or_404(request, slug, step)
    actor, at = actor_of(request), now()
    verbs: dict[str, tuple[str, Callable[[], object]]] = {
        "begin": (
            _("Scoring has begun. Every assessor sees the firms now."),
            lambda: actions.begin_scoring(phase=row, by=actor, at=at),
        ),
        "discuss": (_("The scores are open to the panels."), lambda: actions.open_to_panel(phase=row, by=actor, at=at)),
        "close": (_("The step is closed."), lambda: actions.close_phase(phase=row, by=actor, at=at)),
        "reopen": (
            _("The step is open for scoring again."),
            lambda: actions.reopen_phase(phase=row, by=actor, at=at, reason=reason_of(request)),
        ),
    }
    if verb not in verbs:
        raise Http404
    words, do = verbs[verb]
    return done(request, reverse("evaluation:phase", args=[slug, step]), words, do)


@require_POST
@needs(RUN_PHASE)
def remind(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Remind those who are late."""
    row = phase_or_404(request, slug, step)
    url = reverse("evaluation:phase-assessors", args=[slug, step])
    told = 0

    def do() -> None:
        nonlocal told
        told = actions.remind_late(phase=row, by=actor_of(request), at=now())
        if told == 0:
            raise ActionRefused(_("Everyone who is late has been reminded today already."))

    return done(request, url, _("Late assessors have been reminded."), do)


@needs(RUN_PHASE)
def change_due(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Give the step another deadline."""
    row = phase_or_404(request, slug, step)
    form = DueForm(request.POST or None, initial={"due_at": row.due_at})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.change_due(phase=row, **form.cleaned_data, by=actor_of(request), at=now())
                return redirect("evaluation:phase", slug, step)
            except ActionRefused as refusal:
                form.add_error(None, refusal.reason)
                status = 409
    context = {"form": form, "heading": _("Change the deadline"), **_form_context(row, _("Change the deadline"))}
    return render(request, "evaluation/form.html", context, status=status)


@needs(RUN_PHASE)
def order(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Draw the order of presentation."""
    row = phase_or_404(request, slug, step)
    form = OrderForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            timetable = actions.Timetable(given["starts_at"], given["minutes"], given["per_day"])
            try:
                actions.order_presentations(
                    phase=row, seed=given["seed"], timetable=timetable, by=actor_of(request), at=now()
                )
                return redirect(f"{reverse('evaluation:phase', args=[slug, step])}?sort=position")
            except ActionRefused as refusal:
                form.add_error(None, refusal.reason)
                status = 409
    context = {"form": form, "heading": _("Draw the order of presentation"), **_form_context(row, _("Draw"))}
    return render(request, "evaluation/form.html", context, status=status)


def _form_context(row: Phase, submit: str) -> dict[str, Any]:
    return {
        "crumbs": phase_crumbs(row, (submit, "")),
        "submit": submit,
        "back_url": reverse("evaluation:phase", args=[row.programme.slug, row.step]),
    }


def _context(row: Any, state: Progress, current: str) -> dict[str, Any]:
    return {
        "programme": row.programme,
        "phase": row,
        "progress": state,
        "crumbs": phase_crumbs(row),
        "tabs": phase_tabs(row, current),
        "heading": step_label(row.step),
        "tone": PHASE_TONES[row.status],  # type: ignore[index]
        "may_run": row.may_run,
        "next": _next(row, state),
        "trail": trail(row)[-8:][::-1],
        "is_presentation": row.step == "presentation",
        "may_discuss": row.status == PhaseState.SCORING and not state.open and state.sheets,
    }


def _next(row: Phase, state: Any) -> str:
    """What has to happen before the step goes on, in one sentence."""
    if row.status == PhaseState.CLOSED:
        return ""
    if state.bare and row.status in (PhaseState.ASSIGNING, PhaseState.SCORING):
        return _("%(firms)s have no assessors yet.") % {"firms": counted(state.bare, "firm")}
    if row.status == PhaseState.ASSIGNING:
        return _("Every firm has its assessors. Begin scoring.")
    if state.open:
        return _("Score sheets not signed yet: %(n)d.") % {"n": state.open}
    return _("Every score sheet is signed. Close the step.")
