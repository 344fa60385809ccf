"""Carrying over: both years before and after are shown before anything is booked."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dure.engine.money.budget import BudgetLine as Value
from dure.engine.money.carry_over import CarryOver, carry, may_carry
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.interface.buttons import told
from dure.foundation.interface.context import is_about
from dure.foundation.interface.formats import won
from dure.journey.budgets import actions
from dure.journey.budgets.access import KEEP_LINES
from dure.journey.budgets.actions.carrying import next_of, promises_along, split_of
from dure.journey.budgets.forms import CarryForm, first_day
from dure.journey.budgets.models import BudgetLine, MovementKind
from dure.journey.budgets.reasons import sentences
from dure.journey.budgets.reckoning import CARRY_OF, empty_like, value_of
from dure.journey.budgets.views import found
from dure.journey.budgets.views.lines import crumbs


@dataclass(frozen=True)
class Row:
    """One amount of a line before and after, in this year and the next."""

    label: str
    this_before: int
    this_after: int
    next_before: int
    next_after: int


@needs(KEEP_LINES)
@require_http_methods(["GET", "HEAD", "POST"])
def carry_line(request: HttpRequest, line_id: int) -> HttpResponse:
    """The form, its preview, and the carry-over itself."""
    actor = actor_of(request)
    row = found.line(line_id, actor, KEEP_LINES)
    is_about(request, row.programme)
    value = value_of(row)
    initial = {
        "kind": MovementKind.CARRY_PLANNED.value,
        "amount_won": value.balance_won + value.ungranted_won or None,
        "on": first_day(row.fiscal_year, clock.today()),
    }
    form = CarryForm(request.POST or None, initial=initial)
    context: dict[str, Any] = {"line": row, "value": value, "form": form, "crumbs": crumbs(row, _("Carry over"))}
    status = 200
    if request.method == "POST" and form.is_valid():
        context |= _preview(row, form)
        if "confirm" in request.POST and not context["refused"]:
            try:
                into = _carry(request, row, form)
                messages.success(
                    request,
                    _("%(amount)s is carried over to %(year)s.")
                    % {"amount": won(form.cleaned_data["amount_won"]), "year": into.fiscal_year},
                )
                return redirect("budgets:line", into.pk)
            except ActionRefused as refusal:
                context["refused"] = refusal.reason
        status = 409 if context["refused"] else 200
    elif request.method == "POST":
        status = 422
    return render(request, "budgets/carry.html", context, status=status)


@needs(KEEP_LINES)
@require_POST
def undo_carry(request: HttpRequest, movement_id: int) -> HttpResponse:
    """Book a carry-over back, with the reason."""
    actor = actor_of(request)
    movement = found.movement(movement_id, actor, KEEP_LINES)
    told(
        request,
        lambda: actions.undo_carry_over(
            movement=movement, reason=request.POST.get("reason", ""), by=actor, at=clock.now()
        ),
        _("The carry-over is booked back."),
    )
    return redirect("budgets:line", movement.line_id)


def _carry(request: HttpRequest, row: BudgetLine, form: CarryForm) -> BudgetLine:
    data = form.cleaned_data
    return actions.carry_over(
        line=row, kind=data["kind"], amount_won=data["amount_won"], cash_won=data["cash_won"], on=data["on"],
        letter_no=data["letter_no"], reason=data["reason"], by=actor_of(request), at=clock.now(),
    )  # fmt: skip


def _preview(row: BudgetLine, form: CarryForm) -> dict[str, Any]:
    data = form.cleaned_data
    parts = split_of(row, data["amount_won"], data["cash_won"])
    what = CarryOver(CARRY_OF[MovementKind(data["kind"])], budget_won=parts.budget_won, cash_won=parts.cash_won)
    line, into = value_of(row), _into(row)
    verdict = may_carry(line, into, what)
    if not verdict:
        return {"refused": sentences(verdict.reasons), "preview": ()}
    left, grown = carry(line, into, what)
    return {
        "refused": "",
        "preview": _rows(line, left, into, grown),
        "parts": parts,
        "along": promises_along(row, parts.cash_won),
        "next_year": into.fiscal_year,
    }


def _into(row: BudgetLine) -> Value:
    found_next = next_of(row)
    return empty_like(row, row.fiscal_year + 1) if found_next is None else value_of(found_next)


def _rows(line: Value, left: Value, into: Value, grown: Value) -> tuple[Row, ...]:
    amounts = (
        (_("Budget of the year"), lambda one: one.current_won),
        (_("Carried in"), lambda one: one.carried_in_budget_won + one.carried_in_cash_won),
        (_("Not yet granted"), lambda one: one.ungranted_won),
        (_("Balance"), lambda one: one.balance_won),
        (_("Carried on"), lambda one: one.carried_on_won),
    )
    return tuple(Row(label, of(line), of(left), of(into), of(grown)) for label, of in amounts)
