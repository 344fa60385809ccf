"""Handing a plan in, and handing a supplement in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused, Refused
from dure.foundation.documents.queries import attachments
from dure.foundation.installation.clock import now, today
from dure.journey.applications import actions, queries
from dure.journey.applications.access import SUBMIT
from dure.journey.applications.actions.submitting import judge_plan
from dure.journey.applications.cost_table import price
from dure.journey.applications.forms import AnswerForm
from dure.journey.applications.models import Application
from dure.journey.applications.states import ApplicationState
from dure.journey.applications.views.rows import found
from dure.journey.programmes.queries import intake_closes_at


@require_http_methods(["GET", "POST"])
@needs(SUBMIT)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """What is missing and what it costs, before the plan goes in; then the plan goes in."""
    row = found(request, pk, SUBMIT)
    if row.status != ApplicationState.DRAFT:
        messages.info(request, _("This application was already submitted as %(number)s.") % {"number": row.number})
        return redirect("applications:mine_one", pk=row.pk)
    if request.method == "GET":
        return _submit_page(request, row)
    try:
        actions.submit_application(application=row, by=actor_of(request), at=now())
    except ActionRefused as refused:
        return _submit_page(request, queries.application(pk), refusal=refused.reason, status=409)
    messages.success(request, _("Submitted. Your number is %(number)s.") % {"number": row.number})
    return redirect("applications:mine_one", pk=row.pk)


def _submit_page(request: HttpRequest, row: Application, *, refusal: str = "", status: int = 200) -> HttpResponse:
    terms, plan = queries.terms_for(row), queries.draft_plan(queries.draft_of(row.pk))
    context: dict[str, Any] = {
        "row": row,
        "judged": judge_plan(row, plan, terms, now()),
        "costs": price(plan, terms, row.type_code),
        "closes_at": intake_closes_at(row.programme_id, row.type_code, row.city_id, now()),
        "contact": terms.contact or row.programme.operator.name,
        "refusal": refusal,
    }
    return render(request, "applications/submit.html", context, status=status)


@require_http_methods(["GET", "POST"])
@needs(SUBMIT)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """What follows from taking the plan back, then the plan is open again."""
    row = found(request, pk, SUBMIT)
    if row.status == ApplicationState.DRAFT:
        return redirect("applications:edit", pk=row.pk)
    refusal = ""
    if request.method == "POST":
        try:
            actions.take_back(application=row, by=actor_of(request), at=now())
        except ActionRefused as refused:
            refusal = refused.reason
        else:
            messages.success(request, _("The plan is open again. Submit it again before intake closes."))
            return redirect("applications:edit", pk=row.pk)
    verdict = actions.may_take_back(row, now())
    context: dict[str, Any] = {
        "row": row,
        "closes_at": intake_closes_at(row.programme_id, row.type_code, row.city_id, now()),
        "refusal": refusal or (verdict.reason if isinstance(verdict, Refused) else ""),
        "may": bool(verdict),
    }
    return render(request, "applications/take_back.html", context, status=409 if refusal else 200)


@require_http_methods(["GET", "POST"])
@needs(SUBMIT)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The request to supplement, what to do for each thing, and handing it in."""
    row = found(request, pk, SUBMIT)
    if row.status != ApplicationState.SUPPLEMENT_ASKED:
        messages.info(request, _("Nothing has to be supplemented now."))
        return redirect("applications:mine_one", pk=row.pk)
    form = AnswerForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _answer_page(request, row, form, status=200 if request.method == "GET" else 422)
    try:
        actions.answer_supplement(application=row, answer=form.cleaned_data["answer"], by=actor_of(request), at=now())
    except ActionRefused as refused:
        return _answer_page(request, queries.application(pk), form, refusal=refused.reason, status=409)
    messages.success(request, _("The supplement was handed in. Eligibility is checked again."))
    return redirect("applications:mine_one", pk=row.pk)


def _answer_page(
    request: HttpRequest, row: Application, form: AnswerForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "row": row,
        "asked": queries.open_supplement(row.pk),
        "form": form,
        "refusal": refusal,
        "papers": queries.paper_standings(row, today()),
        "attachments": attachments(row, by=actor_of(request), at=now()),
    }
    return render(request, "applications/answer.html", context, status=status)
