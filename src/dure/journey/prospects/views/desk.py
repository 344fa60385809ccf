"""One interest form: what it says, its visits, its trail, and what may be done with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.actor import Actor
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.interface.parts import Entry, Fact
from dure.foundation.interface.registered_numbers import business_number
from dure.foundation.ledger.queries import trail
from dure.journey.prospects import actions, queries
from dure.journey.prospects.access import APPLY, EDIT, ENTER, SEE, SEE_CONTACTS, SEE_NOTES
from dure.journey.prospects.consents import CONSENTS
from dure.journey.prospects.forms import DuplicateOf, VisitPlan
from dure.journey.prospects.labels import interest_state, readiness_state, visit_state
from dure.journey.prospects.models import Interest, Visit
from dure.journey.prospects.states import InterestState
from dure.journey.prospects.views import found

LIVE = (InterestState.RECEIVED, InterestState.VISIT_PLANNED, InterestState.VISITED)


@needs(SEE)
@require_GET
def detail(request: HttpRequest, interest_id: int) -> HttpResponse:
    """Everything about one form."""
    actor = actor_of(request)
    return _page(request, found.interest(interest_id, actor), actor)


def _page(
    request: HttpRequest,
    row: Interest,
    actor: Actor,
    *,
    plan: VisitPlan | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    visits = queries.visits_to(row.pk)
    staff, contacts = bool(EDIT.ask(actor, row)), bool(SEE_CONTACTS.ask(actor, row))
    context = {
        "interest": row,
        "state": interest_state(row),
        "facts": _facts(row, consent=contacts),
        "visits": [(visit, visit_state(visit), readiness_state(visit.readiness)) for visit in visits],
        "sees_notes": bool(SEE_NOTES.ask(actor, row)),
        "sees_contacts": contacts,
        "staff": staff,
        "live": row.status in LIVE,
        "may_apply": row.status in LIVE and bool(APPLY.ask(actor, row)),
        "plan": plan or (VisitPlan(visitors=queries.visitors_of(row.programme)) if staff else None),
        "suspicions": queries.similar_to(row) if staff and row.status in LIVE else [],
        "entries": _trail(row, visits),
        "refused": refused,
    }
    return render(request, "prospects/detail.html", context, status=status)


def _facts(row: Interest, *, consent: bool) -> list[Fact]:
    agreed = [str(each.title) for each in CONSENTS if each.code in row.consents]
    facts = [
        Fact(_("Receipt number"), row.receipt),
        Fact(_("Business registration number"), business_number(row.number)),
        Fact(_("City or county of the factory"), row.city.name),
        Fact(_("Industry"), row.sector.name if row.sector else _("Not said")),
        Fact(_("Type in mind"), row.type_code or _("Not decided")),
        Fact(_("Source"), row.get_source_display()),
    ]
    if consent:
        facts.append(Fact(_("Consent"), ", ".join(agreed) or _("Consent withdrawn")))
    return facts


def _trail(row: Interest, visits: list[Visit]) -> list[Entry]:
    return [
        Entry(line.at, line.label, actor=line.actor_name, reason=line.reason, key=str(line.position))
        for line in trail(row, *visits)
    ]


def _act(request: HttpRequest, interest_id: int, verb: Callable[[Interest, Actor], Any], done: str) -> HttpResponse:
    """Run one verb on a form; a refusal is shown on the form's own page."""
    actor = actor_of(request)
    row = found.interest(interest_id, actor)
    try:
        verb(row, actor)
    except ActionRefused as refusal:
        return _page(request, queries.interest(interest_id), actor, refused=refusal.reason, status=409)
    messages.success(request, done)
    return redirect("prospects:detail", interest_id=interest_id)


@needs(EDIT)
@require_POST
def plan(request: HttpRequest, interest_id: int) -> HttpResponse:
    """Plan one visit."""
    actor = actor_of(request)
    row = found.interest(interest_id, actor)
    form = VisitPlan(request.POST, visitors=queries.visitors_of(row.programme))
    if not form.is_valid():
        return _page(request, row, actor, plan=form, status=422)
    values = form.cleaned_data
    return _act(
        request,
        interest_id,
        lambda row, actor: actions.plan_visit(
            interest=row, visitor_id=values["visitor"].pk, planned_at=values["planned_at"], by=actor, at=clock.now()
        ),
        _("The visit has been planned."),
    )


@needs(EDIT)
@require_POST
def duplicate(request: HttpRequest, interest_id: int) -> HttpResponse:
    """Mark a form as repeating another."""
    form = DuplicateOf(request.POST)

    def mark(row: Interest, actor: Actor) -> None:
        if not form.is_valid():
            raise ActionRefused(_("Name the form that stays and write the reason."))
        of = found.interest(form.cleaned_data["of"], actor)
        actions.mark_duplicate(interest=row, of=of, by=actor, at=clock.now(), reason=form.cleaned_data["reason"])

    return _act(request, interest_id, mark, _("Marked as a duplicate. The other form stays."))


@needs(APPLY)
@require_POST
def withdraw(request: HttpRequest, interest_id: int) -> HttpResponse:
    """Withdraw a form, for the firm or as the firm."""
    reason = request.POST.get("reason", "")[:1000]
    return _act(
        request,
        interest_id,
        lambda row, actor: actions.withdraw_interest(interest=row, by=actor, at=clock.now(), reason=reason),
        _("The interest form has been withdrawn and its contact person erased."),
    )


@needs(EDIT)
@require_POST
def restore(request: HttpRequest, interest_id: int) -> HttpResponse:
    """Take back a duplicate mark or a withdrawal."""
    reason = request.POST.get("reason", "")[:1000]
    return _act(
        request,
        interest_id,
        lambda row, actor: actions.restore_interest(interest=row, by=actor, at=clock.now(), reason=reason),
        _("The interest form is live again."),
    )


@needs(APPLY)
@require_POST
def apply(request: HttpRequest, interest_id: int) -> HttpResponse:
    """Register the firm if need be, then go on to its application."""
    actor = actor_of(request)
    row = found.interest(interest_id, actor)
    try:
        actions.become_application(interest=row, by=actor, at=clock.now())
    except ActionRefused as refusal:
        return _page(request, row, actor, refused=refusal.reason, status=409)
    return redirect(f"{reverse('applications:start')}?interest={row.pk}")


@needs(ENTER)
@require_GET
def similar(request: HttpRequest, slug: str) -> HttpResponse:
    """Pairs of forms that look like one firm."""
    actor = actor_of(request)
    programme = found.programme(slug, actor)
    ENTER.demand(actor, programme)
    context = {"programme": programme, "suspicions": queries.similar_pairs(programme.pk)}
    return render(request, "prospects/similar.html", context)
