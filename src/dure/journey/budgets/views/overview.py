"""The budget of the current programme seen by funder, city, fiscal year or legal nature; the totals agree."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation import clock
from dure.foundation.interface.context import is_about
from dure.foundation.interface.parts import Tab
from dure.journey.budgets.access import OPEN_LINES, VIEW_LINES
from dure.journey.budgets.queries import lines_of, statement_of
from dure.journey.budgets.queries.stage import needing
from dure.journey.budgets.values import Standing
from dure.journey.programmes import queries as programmes

VIEWS = (
    ("funder", _("By funder")),
    ("city", _("By city or county")),
    ("year", _("By fiscal year")),
    ("nature", _("By legal nature")),
)

_HEADINGS = {
    "funder": _("Funder"),
    "city": _("City or county"),
    "year": _("Fiscal year"),
    "nature": _("Legal nature"),
}


@dataclass(frozen=True)
class Bar:
    """One amount against the largest."""

    label: str | Promise
    won: int
    most: int


def bars(total: Standing) -> list[Bar]:
    """How far the money has come, each amount against the budget."""
    amounts = (
        (_("Budget of the year"), total.current_won),
        (_("Grant decided"), total.decided_won),
        (pgettext_lazy("budget", "Granted"), total.granted_won),
        (_("Spent"), total.spent_won),
        (_("Carried on"), total.carried_on_won),
    )
    most = max(1, *(won for _label, won in amounts))
    return [Bar(label, won, most) for label, won in amounts]


@needs(VIEW_LINES)
@require_GET
def show_overview(request: HttpRequest) -> HttpResponse:
    """Everything set aside for the programme, as far as the reader may see it."""
    actor = actor_of(request)
    programme = programmes.current_programme(actor)
    if programme is None:
        return render(request, "budgets/overview.html", {"statement": None})
    is_about(request, programme)
    view = request.GET.get("by", "funder")
    view = view if view in dict(VIEWS) else "funder"
    year = request.GET.get("year", "")
    rows = VIEW_LINES.rows(actor, lines_of(programme.pk))
    lines = list(rows)
    years = sorted({line.fiscal_year for line in lines})
    kept = [line for line in lines if str(line.fiscal_year) == year] if year else lines
    found = statement_of(kept, view)
    context = {
        "programme": programme,
        "statement": found,
        "view_label": _HEADINGS[view],
        "bars": bars(found.total),
        "spans_years": len({line.fiscal_year for line in kept}) > 1,
        "tabs": [Tab(str(label), f"?by={code}&year={year}", current=code == view) for code, label in VIEWS],
        "year_tabs": _year_tabs(years, year, view),
        "needs": [(need, len(of)) for need, of in needing(rows, actor, clock.today())],
        "may_open": bool(OPEN_LINES.ask(actor, programme)),
        "open_url": reverse("budgets:open"),
    }
    return render(request, "budgets/overview.html", context)


def _year_tabs(years: list[int], year: str, view: str) -> list[Tab]:
    whole = Tab(str(_("All fiscal years")), f"?by={view}", current=not year)
    return [whole, *(Tab(str(one), f"?by={view}&year={one}", current=str(one) == year) for one in years)]
