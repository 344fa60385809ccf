"""Drawing or matching panels: a preview, then the real thing; and taking it back."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import done, reason_of
from dure.foundation.interface.parts import Fact
from dure.journey.evaluation import actions
from dure.journey.evaluation.access import RUN_PHASE
from dure.journey.evaluation.allotting import Proposal, pool_number, propose, replay
from dure.journey.evaluation.forms import DrawForm
from dure.journey.evaluation.models import Allotment, Assessor, Panel, Phase
from dure.journey.evaluation.queries.desk import allotments
from dure.journey.evaluation.states import PhaseState
from dure.journey.evaluation.steps import step_of
from dure.journey.evaluation.views.frame import phase_crumbs, phase_or_404, phase_tabs
from dure.journey.evaluation.words import step_label


@needs(RUN_PHASE)
def allot(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """GET with a method and seed shows the proposal; POST with its digest applies it."""
    phase = phase_or_404(request, slug, step)
    RUN_PHASE.demand(actor_of(request), phase)
    if request.method == "POST":
        return _apply(request, phase)
    form = DrawForm(request.GET) if "method" in request.GET else DrawForm(initial={"seed": ""})
    proposal = None
    if form.is_bound and form.is_valid():
        proposal = propose(phase, method=form.cleaned_data["method"], seed=form.cleaned_data["seed"].strip())
    return _page(request, phase, form, proposal)


def _apply(request: HttpRequest, phase: Phase) -> HttpResponse:
    form = DrawForm(request.POST)
    if not form.is_valid():
        return _page(request, phase, form, None, status=422)
    given = form.cleaned_data
    try:
        actions.allot(
            phase=phase,
            method=given["method"],
            seed=given["seed"],
            digest=request.POST.get("digest", ""),
            by=actor_of(request),
            at=now(),
        )
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
        proposal = propose(phase, method=given["method"], seed=given["seed"].strip())
        return _page(request, phase, form, proposal, status=409)
    messages.success(request, _("The panels stand. Check them by firm, then begin scoring."))
    return redirect("evaluation:phase", phase.programme.slug, phase.step)


@require_POST
@needs(RUN_PHASE)
def undo(request: HttpRequest, allotment_id: int) -> HttpResponse:
    """Take a draw back."""
    row = Allotment.objects.select_related("phase__programme__operator").filter(pk=allotment_id).first()
    if row is None:
        raise Http404
    return done(
        request,
        reverse("evaluation:allot", args=[row.phase.programme.slug, row.phase.step]),
        _("The draw is taken back."),
        lambda: actions.undo_allotment(allotment=row, by=actor_of(request), at=now(), reason=reason_of(request)),
    )


@needs(RUN_PHASE)
def check(request: HttpRequest, allotment_id: int) -> HttpResponse:
    """Draw again from the record and say whether the same panels come out."""
    row = Allotment.objects.select_related("phase__programme__operator").filter(pk=allotment_id).first()
    if row is None:
        raise Http404
    RUN_PHASE.demand(actor_of(request), row.phase)
    same = replay(row)
    if same:
        messages.success(request, _("Drawn again from the record: the same panels came out."))
    else:
        messages.error(request, _("Drawn again from the record, other panels came out. The record was changed."))
    return redirect("evaluation:allot", row.phase.programme.slug, row.phase.step)


def _page(
    request: HttpRequest, phase: Phase, form: DrawForm, proposal: Proposal | None, status: int = 200
) -> HttpResponse:
    step = step_of(phase)
    context = {
        "phase": phase,
        "form": form,
        "proposal": proposal,
        "rows": _rows(phase, proposal),
        "facts": _facts(proposal, step.assessors),
        "allotments": [_allotment(row) for row in allotments(phase)],
        "may_allot": phase.status in (PhaseState.ASSIGNING, PhaseState.SCORING),
        "may_undo": phase.status == PhaseState.ASSIGNING,
        "per_firm": step.assessors,
        "suggested_seed": f"{secrets.randbelow(900_000) + 100_000}",
        "crumbs": phase_crumbs(phase, (_("Draw and matching"), "")),
        "tabs": phase_tabs(phase, "allot"),
        "heading": step_label(phase.step),
    }
    return render(request, "evaluation/allot.html", context, status=status)


def _rows(phase: Phase, proposal: Proposal | None) -> list[dict[str, Any]]:
    """The proposed panels by firm, with names and, for a draw, who was passed over and why it went on."""
    if proposal is None or not proposal.seats:
        return []
    people = {row.pk: row.person.name for row in _pool(phase)}
    firms = {
        panel.application_id: panel.application
        for panel in Panel.objects.filter(phase=phase).select_related("application__firm")
    }
    orders = proposal.answer.get("calling_order", {})
    return [
        {
            "firm": firms[seat.application_id].firm.name,
            "number": firms[seat.application_id].number,
            "names": [people[pk] for pk in seat.assessor_ids],
            "order": [pool_number(pk) for pk in seat.assessor_ids],
            "called": _called(orders.get(firms[seat.application_id].number, []), seat.assessor_ids, people),
        }
        for seat in proposal.seats
        if seat.application_id in firms
    ]


def _called(order: list[str], chosen: tuple[int, ...], people: dict[int, str]) -> list[str]:
    """The calling order as far as it was needed."""
    ids = [int(name[1:]) for name in order]
    last = max((ids.index(pk) for pk in chosen if pk in ids), default=-1)
    return [people[pk] for pk in ids[: last + 1]]


def _facts(proposal: Proposal | None, per_firm: int) -> list[Fact]:
    if proposal is None or not proposal.seats:
        return []
    loads = [load for load in proposal.loads.values() if load]
    answer = proposal.answer
    found = [
        Fact(_("Firms assessed"), len(proposal.seats)),
        Fact(_("Assessors a firm"), per_firm),
        Fact(_("Firms an assessor"), f"{min(loads)} ~ {max(loads)}" if loads else "–"),
    ]
    if "worst_firm" in answer:
        found.append(Fact(_("Shared fields of the worst-served firm"), answer["worst_firm"]))
    linked = _("yes") if answer.get("linked") else _("no")
    return [*found, Fact(_("Assessors comparable through shared firms"), linked)]


def _allotment(row: Allotment) -> dict[str, Any]:
    return {
        "row": row,
        "undo_key": str(row.pk),
        "firms": len(row.answer.get("assignment", {})),
        "short": row.digest[:12],
    }


def _pool(phase: Phase) -> list[Assessor]:
    return list(Assessor.objects.filter(programme_id=phase.programme_id).select_related("person"))
