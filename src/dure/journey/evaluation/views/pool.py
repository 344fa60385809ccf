"""The pool of candidate assessors."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import done, reason_of
from dure.foundation.interface.lists import prepare_list
from dure.foundation.interface.lists.respond import list_response
from dure.foundation.ledger.queries import trail
from dure.foundation.parties.actions import add_person, invite
from dure.journey.evaluation import actions
from dure.journey.evaluation.access import RUN_POOL, SEE_CONFLICT
from dure.journey.evaluation.forms import AssessorForm, ExpertiseForm
from dure.journey.evaluation.lists import pool_list
from dure.journey.evaluation.models import Assessor
from dure.journey.evaluation.queries.people import assessor as assessor_row
from dure.journey.evaluation.queries.people import conflicts, pool
from dure.journey.evaluation.steps import terms_for
from dure.journey.evaluation.views.frame import crumbs, programme_of, tabs
from dure.journey.evaluation.words import conflict_words


@needs(SEE_CONFLICT)
def show_pool(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Everyone in the pool."""
    programme = programme_of(request, slug)
    listing = prepare_list(request, pool_list(programme), pool(programme.pk, actor_of(request), now()))
    context = {"tabs": tabs(programme, "pool"), "crumbs": crumbs(programme, (_("Pool of assessors"), ""))}
    return list_response(request, listing, template="evaluation/list.html", context=context)


@needs(RUN_POOL)
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter a person in the pool and invite them."""
    programme = programme_of(request, slug)
    form = AssessorForm(request.POST or None, terms=terms_for(programme.pk))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = _add(programme, form.cleaned_data, request)
                return redirect("evaluation:assessor", row.pk)
            except ActionRefused as refusal:
                form.add_error(None, refusal.reason)
                status = 409
    context = {
        "form": form,
        "heading": _("Add an assessor"),
        "submit": _("Add to the pool"),
        "crumbs": crumbs(
            programme, (_("Pool of assessors"), reverse("evaluation:pool", args=[slug])), (_("Add an assessor"), "")
        ),
        "back_url": reverse("evaluation:pool", args=[slug]),
    }
    return render(request, "evaluation/form.html", context, status=status)


@transaction.atomic
def _add(programme: Any, given: dict[str, Any], request: HttpRequest) -> Assessor:
    actor, at = actor_of(request), now()
    person = add_person(name=given["name"], email=given["email"], phone=given["phone"], by=actor, at=at)
    row = actions.add_assessor(programme=programme, person=person, expertise=_expertise(given), by=actor, at=at)
    if given["email"]:
        invite(person=person, by=actor, at=at)
    return row


@needs(RUN_POOL)
def show_assessor(request: HttpRequest, assessor_id: int) -> HttpResponse:
    """One assessor: what is known, conflicts, trail."""
    row = _row_or_404(assessor_id)
    RUN_POOL.demand(actor_of(request), row)
    initial = {
        "employer": row.employer,
        "past_employers": "\n".join(row.past_employers),
        "topics": row.topics,
        "max_load": row.max_load,
    }
    form = ExpertiseForm(request.POST or None, initial=initial, terms=terms_for(row.programme_id))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            actions.change_assessor(
                assessor=row, expertise=_expertise(form.cleaned_data), by=actor_of(request), at=now()
            )
            return redirect("evaluation:assessor", row.pk)
    found = conflicts(row.programme_id, actor_of(request)).filter(assessor=row)
    context = {
        "assessor": row,
        "form": form,
        "conflicts": [(each, conflict_words(each)) for each in found],
        "trail": trail(row)[::-1],
        "crumbs": crumbs(
            row.programme,
            (_("Pool of assessors"), reverse("evaluation:pool", args=[row.programme.slug])),
            (row.person.name, ""),
        ),
    }
    return render(request, "evaluation/assessor.html", context, status=status)


@require_POST
@needs(RUN_POOL)
def leave(request: HttpRequest, assessor_id: int) -> HttpResponse:
    """Take an assessor out of the pool."""
    row = _row_or_404(assessor_id)
    return done(
        request,
        reverse("evaluation:assessor", args=[row.pk]),
        _("The assessor has left the pool."),
        lambda: actions.leave_pool(assessor=row, by=actor_of(request), at=now(), reason=reason_of(request)),
    )


def _row_or_404(assessor_id: int) -> Assessor:
    try:
        return assessor_row(assessor_id)
    except Assessor.DoesNotExist as error:
        raise Http404 from error


def _expertise(given: dict[str, Any]) -> actions.Expertise:
    return actions.Expertise(
        topics=given["topics"],
        employer=given["employer"],
        past_employers=given["past_employers"],
        max_load=given["max_load"],
    )
