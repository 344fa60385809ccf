"""One firm in the evaluation, for staff: its panels and sheets, visit, bonus points, and once closed its score."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.routes import actor_of, needs, row_or_404
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import done, reason_of
from dure.foundation.ledger.queries import trail
from dure.journey.applications.queries import application as application_row
from dure.journey.evaluation import actions
from dure.journey.evaluation.access import RUN_EXTRA, RUN_PHASE, SEE_PHASE
from dure.journey.evaluation.extra_points import extra_lines
from dure.journey.evaluation.file_beside import site_facts
from dure.journey.evaluation.firm_page import panel_cards, score_card
from dure.journey.evaluation.forms import AssignForm
from dure.journey.evaluation.models import Assignment, Conflict, Phase, SiteCheck
from dure.journey.evaluation.queries.people import free_assessors
from dure.journey.evaluation.states import AssignmentState
from dure.journey.evaluation.views.frame import crumbs, phase_crumbs
from dure.journey.evaluation.words import conflict_words, step_label


@needs(SEE_PHASE)
def firm(request: HttpRequest, application_id: int) -> HttpResponse:
    """Everything the evaluation knows of a firm, points only where the step is closed."""
    row = _application_or_404(application_id)
    phases = list(Phase.objects.filter(programme_id=row.programme_id).select_related("programme").order_by("id"))
    actor, at = actor_of(request), now()
    if not phases:
        raise Http404
    SEE_PHASE.demand(actor, phases[0])
    check = SiteCheck.objects.filter(application=row).select_related("lead").first()
    conflicts = Conflict.objects.filter(application=row).select_related("assessor__person")
    context = {
        "application": row,
        "panels": panel_cards(row, phases, actor, at),
        "check": check,
        "site_facts": site_facts(check),
        "extras": extra_lines(row),
        "conflicts": [(each, conflict_words(each)) for each in conflicts],
        "score": score_card(row, actor),
        "may_run": bool(RUN_EXTRA.ask(actor, row)),
        "trail": _trail(row, check),
        "crumbs": crumbs(row.programme, (row.firm.name, "")),
    }
    return render(request, "evaluation/firm.html", context)


def _trail(row: Any, check: SiteCheck | None) -> list[Any]:
    rows: list[Any] = list(Assignment.objects.filter(application=row))
    rows += list(Conflict.objects.filter(application=row)) + list(row.extra_scores.all())
    sheets = [each.sheet for each in Assignment.objects.filter(application=row).select_related("sheet")]
    return trail(*rows, *sheets, *([check] if check else []))[::-1]


@needs(RUN_PHASE)
def assign(request: HttpRequest, application_id: int, step: str) -> HttpResponse:
    """Put an assessor on a firm by hand."""
    row = _application_or_404(application_id)
    phase = row_or_404(
        lambda: (
            Phase.objects.filter(programme_id=row.programme_id, step=step).select_related("programme__operator").first()
        ),
        RUN_PHASE,
        actor_of(request),
    )
    free = free_assessors(phase, row.pk)
    form = AssignForm(request.POST or None, free=free)
    back, status = reverse("evaluation:firm", args=[row.pk]), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            chosen = next(each for each in free if str(each.pk) == form.cleaned_data["assessor"])
            try:
                actions.assign_by_hand(
                    phase=phase,
                    application=row,
                    assessor=chosen,
                    reason=form.cleaned_data["reason"],
                    by=actor_of(request),
                    at=now(),
                )
                return redirect(back)
            except ActionRefused as refusal:
                form.add_error(None, refusal.reason)
                status = 409
    context = {
        "form": form,
        "heading": _("Assign an assessor by hand"),
        "lead": f"{row.firm.name} · {step_label(step)}",
        "submit": _("Assign"),
        "crumbs": phase_crumbs(phase, (row.firm.name, back), (_("Assign"), "")),
        "back_url": back,
    }
    return render(request, "evaluation/form.html", context, status=status)


@require_POST
@needs(RUN_PHASE)
def take_off(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Take an assessor off a firm."""
    related = ("phase__programme__operator", "application", "sheet")
    row = Assignment.objects.select_related(*related).filter(pk=assignment_id, status=AssignmentState.ASSIGNED).first()
    if row is None:
        raise Http404
    return done(
        request,
        reverse("evaluation:firm", args=[row.application_id]),
        _("The assessor is taken off this firm."),
        lambda: actions.remove_assignment(assignment=row, by=actor_of(request), at=now(), reason=reason_of(request)),
    )


@require_POST
@needs(RUN_EXTRA)
def decide_extra(request: HttpRequest, application_id: int) -> HttpResponse:
    """Grant or refuse a bonus or penalty."""
    row = _application_or_404(application_id)
    if not RUN_EXTRA.ask(actor_of(request), row):
        raise AccessRefused(str(RUN_EXTRA.refusal))
    back = request.POST.get("back", "")
    own = back if back.startswith(reverse("evaluation:extras", args=[row.programme.slug])) else ""
    return done(
        request,
        own or reverse("evaluation:firm", args=[row.pk]),
        _("Decided."),
        lambda: actions.grant_extra(
            application=row,
            code=request.POST.get("code", "")[:40],
            granted=request.POST.get("granted") == "yes",
            reason=reason_of(request),
            by=actor_of(request),
            at=now(),
        ),
    )


def _application_or_404(application_id: int) -> Any:
    try:
        return application_row(application_id)
    except ObjectDoesNotExist as error:
        raise Http404 from error
