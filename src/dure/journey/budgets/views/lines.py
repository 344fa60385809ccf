"""A line's page: where it stands, its movements and promises, and the next step; and opening a line."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.engine.money.budget import BudgetLine as Value
from dure.foundation.access.routes import actor_of, needs, row_or_404
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.interface.context import is_about
from dure.foundation.interface.formats import won
from dure.foundation.interface.lists import ListPage, prepare_list
from dure.foundation.interface.lists.respond import list_response
from dure.foundation.interface.parts import Crumb, Entry, Fact, Step
from dure.foundation.ledger.queries import trail
from dure.foundation.parties import queries as parties
from dure.foundation.workflow.gate import may_move
from dure.journey.budgets import actions, queries
from dure.journey.budgets.access import DECIDE_LINES, OPEN_LINES, VIEW_LINES
from dure.journey.budgets.actions.carrying_back import carried_from
from dure.journey.budgets.forms import LineForm
from dure.journey.budgets.models import BudgetLine, MovementKind
from dure.journey.budgets.reckoning import FUNDER_OF, value_of
from dure.journey.budgets.states import LineState
from dure.journey.budgets.steps import BY_HAND, STEPS, LineStep, next_step
from dure.journey.budgets.views import found
from dure.journey.budgets.views.lists import KIND, MOVEMENT_COLUMNS, state_of, with_left
from dure.journey.programmes import queries as programmes

OF_LINE = ListPage(
    key="line-movements", title="", columns=MOVEMENT_COLUMNS, filters=(KIND,), default_sort="on", per_page=50
)
VERBS = {"settle": actions.settle_line, "close": actions.close_line, "reopen": actions.reopen_line}
MOST_PROMISES = 100
MOST_ENTRIES = 30


@needs(VIEW_LINES)
@require_GET
def show_line(request: HttpRequest, line_id: int) -> HttpResponseBase:
    """Everything about one line."""
    actor = actor_of(request)
    row = found.marked_line(line_id, actor)
    is_about(request, row.programme)
    value = value_of(row)
    may_keep = row.may_keep and row.status == LineState.OPEN
    following = next_step(value) if may_keep else None
    promises = with_left(queries.promises_of(row.pk).filter(amount_won__gt=0))
    context = {
        "line": row,
        "value": value,
        "state": state_of(row),
        "crumbs": crumbs(row),
        "steps": _steps(row),
        "next": following,
        "may_keep": may_keep,
        "others": _others(value, following) if may_keep else [],
        "verbs": _verbs(request, row),
        "rows": _facts(row),
        "promises": promises[:MOST_PROMISES],
        "carried": carried_from(row) if may_keep and value.carried_on_won else (),
        "entries": [
            Entry(line.at, line.label, actor=line.actor_name, reason=line.reason, key=str(line.position))
            for line in trail(row)[-MOST_ENTRIES:]
        ],
    }
    listing = prepare_list(request, OF_LINE, queries.movements_of(row.pk))
    return list_response(request, listing, context=context, template="budgets/line.html")


def crumbs(row: BudgetLine, last: str = "") -> list[Crumb]:
    """Where a page about a line stands."""
    here = [Crumb(_("Budget"), reverse("budgets:overview")), Crumb(_("Budget lines"), reverse("budgets:lines"))]
    if not last:
        return [*here, Crumb(str(row))]
    return [*here, Crumb(str(row), reverse("budgets:line", args=[row.pk])), Crumb(last)]


def _steps(row: BudgetLine) -> list[Step]:
    value = value_of(row)
    following = next_step(value)
    return [
        Step(str(step.label), _state(step.so_far(value), step is following), note=won(step.so_far(value)))
        for step in STEPS
    ]


def _others(value: Value, following: LineStep | None) -> list[tuple[str, MovementKind]]:
    """What else may be booked by hand: corrections of earlier steps too."""
    steps = [(str(step.button), step.kind) for step in STEPS if step.kind in BY_HAND and step is not following]
    begun = steps if value.current_won else []
    cash = [(_("Book interest"), MovementKind.INTEREST)] if value.cash_won else []
    return [*begun, (_("Supplementary budget"), MovementKind.SUPPLEMENT), *cash]


def _state(so_far_won: int, is_next: bool) -> str:
    if is_next:
        return "now"
    return "done" if so_far_won else "todo"


def _facts(row: BudgetLine) -> list[Fact]:
    value = value_of(row)
    own = [
        Fact(_("Funder"), row.funder.name),
        Fact(_("Legal nature"), row.get_nature_display()),
        Fact(_("City or county"), row.place.name if row.place else _("The whole province")),
    ]
    amounts = [
        (_("Budget of the year"), value.current_won),
        (_("Carried in"), value.carried_in_budget_won + value.carried_in_cash_won),
        (_("Promised to projects"), value.promised_won),
        (_("Not yet granted"), value.ungranted_won),
        (_("Balance"), value.balance_won),
        (_("Planned carry-over"), value.planned_carry_won),
        (_("Accidental carry-over"), value.carry_accidental_won),
        (_("Interest not returned"), value.interest_won - value.interest_returned_won),
    ]
    return own + [Fact(label, won(amount)) for label, amount in amounts]


def _verbs(request: HttpRequest, row: Any) -> list[str]:
    actor, at = actor_of(request), clock.now()
    if not row.may_decide:
        return []
    return [verb for verb in VERBS if may_move(row, verb, by=actor, at=at)]


@needs(DECIDE_LINES)
@require_POST
def move_line(request: HttpRequest, line_id: int, verb: str) -> HttpResponse:
    """Settle, close or open again."""
    actor = actor_of(request)
    if verb not in VERBS:
        raise Http404
    row = found.line(line_id, actor)
    try:
        VERBS[verb](line=row, by=actor, at=clock.now(), reason=request.POST.get("reason", "")[:300])
    except ActionRefused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("The line is now: %(state)s.") % {"state": row.get_status_display()})
    return redirect("budgets:line", row.pk)


@needs(OPEN_LINES)
@require_http_methods(["GET", "HEAD", "POST"])
def open_line(request: HttpRequest) -> HttpResponse:
    """A new line for the current programme."""
    actor = actor_of(request)
    programme = row_or_404(
        lambda: programmes.current_programme(actor), OPEN_LINES, actor, _("There is no programme yet.")
    )
    funders = parties.funders(FUNDER_OF)
    form = LineForm(
        request.POST or None,
        funders=funders,
        places=programmes.cities_of(programme),
        initial={"fiscal_year": programme.year},
    )
    refused = ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            row = actions.make_line(
                programme=programme,
                funder=form.funders[data["funder"]],
                place=form.places.get(data["place"]),
                fiscal_year=data["fiscal_year"],
                nature=data["nature"],
                name=data["name"],
                by=actor,
                at=clock.now(),
            )
            messages.success(request, _("The line is open. Book its budget next."))
            return redirect("budgets:line", row.pk)
        except ActionRefused as refusal:
            refused = refusal.reason
    status = 200 if request.method != "POST" else 409 if refused else 422
    context = {
        "form": form,
        "refused": refused,
        "programme": programme,
        "crumbs": [Crumb(_("Budget lines"), reverse("budgets:lines")), Crumb(_("Open a line"))],
    }
    return render(request, "budgets/open.html", context, status=status)
