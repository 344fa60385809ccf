"""Booking a movement, and giving money back to the funder; nothing typed is lost when it is refused."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.interface.context import is_about
from dure.foundation.interface.formats import won
from dure.journey.budgets import actions
from dure.journey.budgets.access import KEEP_LINES
from dure.journey.budgets.forms import BookForm, ReturnForm, first_day
from dure.journey.budgets.models import BudgetLine, MovementKind
from dure.journey.budgets.reckoning import value_of
from dure.journey.budgets.steps import STEPS
from dure.journey.budgets.views import found
from dure.journey.budgets.views.lines import crumbs

BY_PAGE = frozenset(
    {
        MovementKind.BUDGET,
        MovementKind.SUPPLEMENT,
        MovementKind.REQUEST,
        MovementKind.DECIDE,
        MovementKind.GRANT,
        MovementKind.INTEREST,
    }
)


@needs(KEEP_LINES)
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, line_id: int, kind: str) -> HttpResponse:
    """One movement of one kind."""
    actor = actor_of(request)
    if kind not in BY_PAGE:
        raise Http404(_("This is not booked by hand."))
    row = found.line(line_id, actor, KEEP_LINES)
    form = BookForm(request.POST or None, kind=kind, initial=_proposed(row, kind))
    refused = ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.book(
                line=row, kind=kind, amount_won=form.amount(), on=data["on"], letter_no=data["letter_no"],
                reason=data["reason"], same_letter_again=data["same_letter_again"], source_key=_token(request),
                by=actor, at=clock.now(),
            )  # fmt: skip
            words = {"kind": MovementKind(kind).label, "amount": won(form.amount())}
            messages.success(request, _("Booked: %(kind)s %(amount)s.") % words)
            return redirect("budgets:line", row.pk)
        except ActionRefused as refusal:
            refused = refusal.reason
    title = _("Book: %(kind)s") % {"kind": MovementKind(kind).label}
    return _page(request, row, title, {"form": form, "refused": refused, "may_take_away": True})


@needs(KEEP_LINES)
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, line_id: int) -> HttpResponse:
    """Return the balance, interest and disallowed money by one letter."""
    actor = actor_of(request)
    row = found.line(line_id, actor, KEEP_LINES)
    value = value_of(row)
    form = ReturnForm(
        request.POST or None,
        initial={
            "amount_won": value.balance_won,
            "interest_won": value.interest_won - value.interest_returned_won,
            "on": clock.today(),
        },
    )
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            if not any(form.amounts().values()):
                raise ActionRefused(_("Enter at least one amount."))
            actions.return_balance(
                line=row, on=form.cleaned_data["on"], letter_no=form.cleaned_data["letter_no"],
                source_key=_token(request), by=actor, at=clock.now(), **form.amounts(),
            )  # fmt: skip
            messages.success(request, _("The return is booked."))
            return redirect("budgets:line", row.pk)
        except ActionRefused as refusal:
            refused = refusal.reason
    return _page(request, row, _("Return to the funder"), {"form": form, "refused": refused, "whole": True})


def _proposed(row: BudgetLine, kind: str) -> dict[str, object]:
    left = next((step.left_won(value_of(row)) for step in STEPS if step.kind == kind), 0)
    return {"on": first_day(row.fiscal_year, clock.today()), "amount_won": left or None}


def _token(request: HttpRequest) -> str:
    """The form's own mark: a second click on the same form books nothing twice."""
    return f"form:{request.POST.get('token', '')[:60]}" if request.POST.get("token") else ""


def _page(request: HttpRequest, row: BudgetLine, title: str, more: dict[str, object]) -> HttpResponse:
    is_about(request, row.programme)
    status = 200 if request.method != "POST" else 409 if more["refused"] else 422
    token = request.POST.get("token") or f"{row.pk}-{clock.now().timestamp():.6f}"
    context = {"line": row, "value": value_of(row), "title": title, "token": token, "crumbs": crumbs(row, title)}
    return render(request, "budgets/book.html", context | more, status=status)
