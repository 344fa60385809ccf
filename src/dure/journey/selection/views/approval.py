"""The list before the committee: approved in batches, then published; and the minutes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.actor import Actor
from dure.foundation.access.routes import actor_of, needs, row_or_404
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.ledger.queries import trail
from dure.journey.programmes import queries as programmes
from dure.journey.selection import actions
from dure.journey.selection.access import APPROVE, PUBLISH, VIEW_LIST, WORK_ON_SCENARIO
from dure.journey.selection.committee import Sitting, members, sittings
from dure.journey.selection.forms import SittingForm
from dure.journey.selection.letters import draft_letters
from dure.journey.selection.models import Decision, Publication, Result
from dure.journey.selection.papers import minutes_pdf, seats_in_words
from dure.journey.selection.queries.decisions import city_names
from dure.journey.selection.queries.vacancies import vacancies
from dure.journey.selection.states import PublicationState
from dure.journey.selection.views.scenarios import own_scenario


def _readable(request: HttpRequest, publication_id: int) -> Publication:
    related = "programme__operator", "scenario__programme", "scenario__notice"
    return row_or_404(
        lambda: Publication.objects.select_related(*related).filter(pk=publication_id).first(),
        VIEW_LIST,
        actor_of(request),
    )


def own_publication(request: HttpRequest, publication_id: int) -> Publication:
    """The list, if this actor may work on it."""
    row = _readable(request, publication_id)
    WORK_ON_SCENARIO.demand(actor_of(request), row.scenario)
    return row


def _decisions(publication: Publication) -> list[Decision]:
    rows = publication.decisions.select_related("application__firm", "application__city", "approved_by")
    order = {Result.SELECTED: 0, Result.RESERVE: 1, Result.NOT_SELECTED: 2}
    return sorted(
        rows,
        key=lambda r: (r.application.type_code, order[Result(r.result)], r.reserve_rank or 0, -r.score, r.pk),
    )


@needs(VIEW_LIST)
@require_GET
def show_approval(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Every decision with its reasons; the committee approves some or all, then the list is published."""
    return _shown(request, _readable(request, publication_id), None)


def _shown(request: HttpRequest, row: Publication, given: QueryDict | None) -> HttpResponse:
    decisions = _decisions(row)
    actor = actor_of(request)
    context = {
        "publication": row,
        "decisions": decisions,
        "names": city_names(row.programme.province_id),
        "left": sum(1 for each in decisions if each.approved_at is None),
        "is_draft": row.status == PublicationState.DRAFT,
        "may_approve": bool(APPROVE.ask_role(actor)) and row.status == PublicationState.DRAFT,
        "may_publish": bool(PUBLISH.ask(actor, row.scenario)) and row.status == PublicationState.DRAFT,
        "vacancies": vacancies(row) if APPROVE.ask_role(actor) else [],
        "trail": trail(row, row.scenario),
        "ticked": None if given is None else [int(text) for text in given.getlist("selected") if text.isdigit()],
        **_committee(row, actor, given),
    }
    return render(request, "selection/approval.html", context)


def _committee(row: Publication, actor: Actor, given: QueryDict | None) -> dict[str, Any]:
    """Who may be ticked as present: whoever looks and those of the sitting before already are."""
    held = sittings(row)
    context: dict[str, Any] = {"sittings": [(each.at, seats_in_words(each)) for each in held], "sitting": None}
    if row.status == PublicationState.DRAFT and APPROVE.ask_role(actor):
        seats = [(each.pk, each.name) for each in members(row, now())]
        last = held[-1] if held else Sitting(now(), "", ())
        there = [pk for pk, name in seats if pk == actor.person_id or name in (last.chair, *last.members)]
        chair = next((pk for pk, name in seats if name == last.chair), "")
        context["sitting"] = SittingForm(seats, given, present=there, chair=chair) if seats else None
        context["quorum"] = programmes.quorum(row.programme)
    return context


def _approve(request: HttpRequest, row: Publication, ids: list[int]) -> HttpResponse | None:
    """Approve what was ticked; where that is refused, the page again with everything as it was ticked."""
    sitting = SittingForm([(each.pk, each.name) for each in members(row, now())], request.POST)
    try:
        if not sitting.is_valid():
            raise ActionRefused(_("Only members of the committee can be listed as present."))
        present = [int(text) for text in sitting.cleaned_data["present"]]
        chair = int(sitting.cleaned_data["chair"]) if sitting.cleaned_data["chair"] else None
        left = actions.approve(
            publication=row, decision_ids=ids, by=actor_of(request), at=now(), present=present, chair=chair
        )
    except ActionRefused as refused:
        messages.error(request, refused.reason)
        return _shown(request, row, request.POST)
    messages.success(request, _("Approved. %(left)d decisions are left.") % {"left": left})
    return None


@needs(WORK_ON_SCENARIO)
@require_POST
def propose(request: HttpRequest, scenario_id: int) -> HttpResponse:
    """Put a solved scenario before the committee."""
    row = own_scenario(request, scenario_id)
    try:
        publication = actions.propose(scenario=row, by=actor_of(request), at=now())
    except ActionRefused as refused:
        messages.error(request, refused.reason)
        return redirect("selection:desk")
    return redirect("selection:approval", publication.pk)


@needs(WORK_ON_SCENARIO)
@require_POST
def decide(request: HttpRequest, publication_id: int, verb: str) -> HttpResponse:
    """One of the committee's verbs on the list; each refusal is told in a sentence."""
    row = own_publication(request, publication_id)
    ids = [int(text) for text in request.POST.getlist("selected") if text.isdigit()]
    actor, at, reason = actor_of(request), now(), request.POST.get("reason", "")
    try:
        if verb == "approve":
            again = _approve(request, row, ids)
            if again is not None:
                return again
        elif verb == "undo":
            actions.undo_approval(publication=row, decision_ids=ids, by=actor, at=at, reason=reason)
        elif verb == "take-back":
            actions.take_back(publication=row, by=actor, at=at, reason=reason)
            return redirect("selection:desk")
        elif verb == "publish":
            actions.publish(publication=row, by=actor, at=at)
            draft_letters(publication=row, by=actor, at=at)
            messages.success(
                request, _("The list is published. The letters are drafted; read them before they go out.")
            )
        else:
            raise Http404
    except ActionRefused as refused:
        messages.error(request, refused.reason)
    return redirect("selection:approval", row.pk)


@needs(APPROVE)
@require_POST
def promote(request: HttpRequest, publication_id: int, decision_id: int) -> HttpResponse:
    """Fill the place that a firm gave up, by the rule."""
    row = own_publication(request, publication_id)
    vacated = row.decisions.select_related("application").filter(pk=decision_id).first()
    if vacated is None:
        raise Http404
    try:
        rows = actions.promote_reserve(publication=row, vacated=vacated, by=actor_of(request), at=now())
        told = (
            _("%(count)d firms moved up.") % {"count": len(rows)}
            if rows
            else _("The rule brings nobody in for this place.")
        )
        messages.success(request, told)
    except ActionRefused as refused:
        messages.error(request, refused.reason)
    return redirect("selection:approval", row.pk)


@needs(VIEW_LIST)
def minutes(request: HttpRequest, publication_id: int) -> HttpResponse:
    """The minutes as PDF."""
    row = _readable(request, publication_id)
    pdf = minutes_pdf(row, _decisions(row), city_names(row.programme.province_id))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="selection-minutes.pdf"'
    return response
