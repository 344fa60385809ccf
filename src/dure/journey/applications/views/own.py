"""Pages of firms and of those who work with them: my application, and the two ways out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dure.foundation.access.actor import Role
from dure.foundation.access.routes import actor_of, needs, signed_in
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.journey.applications import actions, queries
from dure.journey.applications.access import OWN, SUBMIT
from dure.journey.applications.forms import ReasonForm
from dure.journey.applications.models import Application
from dure.journey.applications.overview import story_entries
from dure.journey.applications.states import ApplicationState
from dure.journey.applications.views.rows import found
from dure.journey.applications.wording import PLAIN, TONES
from dure.journey.programmes.queries import intake_closes_at

WITHDRAWABLE = frozenset({"draft", "submitted", "supplement_asked", "eligible", "evaluated"})


@require_GET
@needs(OWN)
def mine(request: HttpRequest) -> HttpResponse:
    """The firm's applications, or those that name the supplier; a firm with one goes straight to it."""
    actor = actor_of(request)
    own = list(queries.mine(actor)) if actor.has(Role.FIRM) else []
    named = [row for row in queries.naming_us(actor) if row.pk not in {each.pk for each in own}]
    if len(own) == 1 and not named:
        return redirect("applications:mine_one", pk=own[0].pk)
    context = {"own": _cards(own), "named": _cards(named), "may_start": actor.has(Role.FIRM)}
    return render(request, "applications/mine.html", context)


def _cards(rows: list[Application]) -> list[dict[str, Any]]:
    return [{"row": row, "tone": TONES[row.status].value, "plain": PLAIN[row.status]} for row in rows]


@require_GET
@signed_in
def mine_one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Where the application stands, in plain words: what is next, by when, who has the ball."""
    row, actor = found(request, pk), actor_of(request)
    if not actor.has(Role.FIRM, Role.SUPPLIER, Role.MENTOR, Role.FORUM):
        return redirect("applications:detail", pk=row.pk)
    terms, asked = queries.terms_for(row), queries.open_supplement(row.pk)
    is_draft = row.status == ApplicationState.DRAFT
    closes_at = intake_closes_at(row.programme_id, row.type_code, row.city_id, now())
    plan = queries.draft_plan(queries.draft_of(row.pk)) if is_draft else queries.latest_plan(row.pk)
    context = {
        "row": row,
        "plain": PLAIN[row.status],
        "tone": TONES[row.status].value,
        "asked": asked,
        "due_at": asked.due_at if asked is not None else closes_at if is_draft else None,
        "who": row.programme.operator.name if PLAIN[row.status].ball == "operator" else row.firm.name,
        "page_of_plan": queries.page_of(row, plan, terms),
        "story": story_entries(queries.story(row.firm_id, actor)),
        "may_act": bool(SUBMIT.ask(actor, row)),
        "may_take_back": bool(actions.may_take_back(row, now())),
        "may_withdraw": row.status in WITHDRAWABLE,
        "may_give_up": row.status == ApplicationState.SELECTED,
        "reason": last_reason(row, actor),
        "contact": terms.contact or row.programme.operator.name,
    }
    return render(request, "applications/mine_one.html", context)


def last_reason(row: Application, actor: Any) -> str:
    """The reason of the move that led to where it stands, where the firm has to know it."""
    if row.status not in {ApplicationState.INELIGIBLE, ApplicationState.WITHDRAWN, ApplicationState.GAVE_UP}:
        return ""
    lines = [line for line in queries.story(row.firm_id, actor) if line.body and row.number in line.title]
    return lines[-1].body if lines else ""


@require_http_methods(["GET", "POST"])
@needs(SUBMIT)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdrawing while applying: what follows from it, then the reason."""
    return _leave(request, found(request, pk, SUBMIT), gave_up=False)


@require_http_methods(["GET", "POST"])
@needs(SUBMIT)
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Giving the place up after selection: what follows from it, then the reason."""
    return _leave(request, found(request, pk, SUBMIT), gave_up=True)


def _leave(request: HttpRequest, row: Application, *, gave_up: bool) -> HttpResponse:
    form, refusal = ReasonForm(request.POST or None), ""
    action = actions.give_up if gave_up else actions.withdraw
    if request.method == "POST" and form.is_valid():
        try:
            action(application=row, by=actor_of(request), at=now(), reason=form.cleaned_data["reason"])
        except ActionRefused as refused:
            refusal = refused.reason
        else:
            messages.success(request, _("The place was given up.") if gave_up else _("The application was withdrawn."))
            return redirect("applications:mine_one", pk=row.pk)
    terms = queries.terms_for(row)
    context = {"row": row, "form": form, "gave_up": gave_up, "refusal": refusal, "days": terms.calendar.giving_up_days}
    status = 200 if request.method == "GET" else 409 if refusal else 422
    return render(request, "applications/leave.html", context, status=status)
