"""Conflicts of interest: the list, one with its trail, the search by rule, and recording one by hand."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import done, reason_of
from dure.foundation.interface.lists import prepare_list
from dure.foundation.interface.lists.respond import list_response
from dure.foundation.ledger.queries import trail
from dure.journey.applications.queries import application, applications_of
from dure.journey.evaluation import actions
from dure.journey.evaluation.access import RUN_POOL, SEE_CONFLICT
from dure.journey.evaluation.forms import ConflictForm
from dure.journey.evaluation.lists import conflicts_list
from dure.journey.evaluation.live import TAKING_PART
from dure.journey.evaluation.models import Assessor, Conflict
from dure.journey.evaluation.queries.people import conflicts
from dure.journey.evaluation.views.frame import crumbs, programme_of, tabs
from dure.journey.evaluation.words import conflict_words


@needs(SEE_CONFLICT)
def show_conflicts(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Every conflict of a programme."""
    programme = programme_of(request, slug)
    listing = prepare_list(request, conflicts_list(), conflicts(programme.pk, actor_of(request)))
    context = {
        "tabs": tabs(programme, "conflicts"),
        "crumbs": crumbs(programme, (_("Conflicts of interest"), "")),
        "lead": _("An assessor in conflict is never drawn, never assigned and never sees the firm."),
        "actions_template": "evaluation/conflict_actions.html",
        "programme": programme,
        "may_run": bool(RUN_POOL.ask_role(actor_of(request))),
    }
    return list_response(request, listing, template="evaluation/list.html", context=context)


@require_POST
@needs(RUN_POOL)
def find(request: HttpRequest, slug: str) -> HttpResponse:
    """Search for ties by rule."""
    programme = programme_of(request, slug)
    found = actions.find_conflicts(programme=programme, by=actor_of(request), at=now())
    count = len(found.conflicts)
    words = ngettext("%(n)d new tie was found.", "%(n)d new ties were found.", count) % {"n": count}
    if found.taken_off:
        taken = ngettext("%(n)d assignment was taken off.", "%(n)d assignments were taken off.", found.taken_off) % {
            "n": found.taken_off
        }
        words = f"{words} {taken}"
    messages.success(request, words)
    return redirect("evaluation:conflicts", slug)


@needs(RUN_POOL)
def declare(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a conflict by hand."""
    programme = programme_of(request, slug)
    pool = Assessor.objects.filter(programme=programme, left_at__isnull=True).select_related("person")
    firms = [
        (row.id, f"{row.firm_name} ({row.number})")
        for row in applications_of(programme.pk)
        if row.status in TAKING_PART
    ]
    form = ConflictForm(request.POST or None, assessors=pool, firms=firms, initial={"kind": "challenge"})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = _declare(form.cleaned_data, request)
                return redirect("evaluation:conflict", row.pk)
            except ActionRefused as refusal:
                form.add_error(None, refusal.reason)
                status = 409
    url = reverse("evaluation:conflicts", args=[slug])
    context = {
        "form": form,
        "heading": _("Record a conflict of interest"),
        "submit": _("Record"),
        "crumbs": crumbs(programme, (_("Conflicts of interest"), url), (_("Record"), "")),
        "back_url": url,
    }
    return render(request, "evaluation/form.html", context, status=status)


def _declare(given: dict[str, Any], request: HttpRequest) -> Conflict:
    return actions.declare_conflict(
        assessor=given["assessor"],
        application=application(given["application"]),
        kind=given["kind"],
        reason=given["reason"],
        by=actor_of(request),
        at=now(),
    )


@needs(SEE_CONFLICT)
def show_conflict(request: HttpRequest, conflict_id: int) -> HttpResponse:
    """One conflict, with its trail."""
    row = _row_or_404(conflict_id)
    SEE_CONFLICT.demand(actor_of(request), row)
    programme = row.assessor.programme
    context = {
        "conflict": row,
        "words": conflict_words(row),
        "trail": trail(row)[::-1],
        "may_run": bool(RUN_POOL.ask(actor_of(request), row.assessor)),
        "crumbs": crumbs(
            programme,
            (_("Conflicts of interest"), reverse("evaluation:conflicts", args=[programme.slug])),
            (row.assessor.person.name, ""),
        ),
    }
    return render(request, "evaluation/conflict.html", context)


@require_POST
@needs(RUN_POOL)
def lift(request: HttpRequest, conflict_id: int) -> HttpResponse:
    """Lift a conflict with a reason."""
    row = _row_or_404(conflict_id)
    return done(
        request,
        reverse("evaluation:conflict", args=[row.pk]),
        _("The conflict is lifted."),
        lambda: actions.lift_conflict(conflict=row, by=actor_of(request), at=now(), reason=reason_of(request)),
    )


def _row_or_404(conflict_id: int) -> Conflict:
    rows = Conflict.objects.select_related("assessor__person", "assessor__programme__operator", "application__firm")
    row = rows.filter(pk=conflict_id).first()
    if row is None:
        raise Http404
    return row
