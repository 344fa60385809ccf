"""Statements of the books, and what is unsettled by its age."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.lists import Column, Kind
from dure.foundation.interface.lists.excel import Sheet, excel_response
from dure.foundation.interface.parts import Tab
from dure.journey.money.access import LIST_SETTLEMENTS, READ_STATEMENTS
from dure.journey.money.queries.ageing import WHO_LABELS, AgedRow, ageing_of
from dure.journey.money.queries.lateness import late_charges
from dure.journey.money.queries.statements import BooksStatement, By, StatementRow, statement
from dure.journey.money.settlement_tabs import tabs
from dure.journey.money.views import found

PER_PAGE = 100
BY_LABELS: dict[By, str | Promise] = {
    By.FIRM: _("By firm"),
    By.SUPPLIER: _("By supplier"),
    By.FUNDER: _("By funder"),
    By.CITY: _("By city or county"),
    By.YEAR: _("By fiscal year"),
}


def _cash(row: StatementRow, won: int) -> int | None:
    return won if row.cash_known else None


COLUMNS = (
    Column("label", _("Name")),
    Column(
        "received_won", pgettext_lazy("money", "Received"), Kind.WON, value=lambda row: _cash(row, row.received_won)
    ),
    Column("cost_won", _("Project cost"), Kind.WON),
    Column("advances_won", _("Advances not used yet"), Kind.WON),
    Column("receivable_won", _("To be collected"), Kind.WON),
    Column("owed_won", _("Owed and to be returned"), Kind.WON),
    Column("bank_won", _("In the bank"), Kind.WON, value=lambda row: _cash(row, row.bank_won)),
)


@needs(READ_STATEMENTS)
@require_GET
def show_statements(request: HttpRequest) -> HttpResponseBase:
    """The books divided one way, on the screen, on paper or as Excel."""
    programme = found.programme(request, READ_STATEMENTS)
    asked = request.GET.get("by", "")
    by = By(asked) if asked in set(By) else By.FUNDER
    shown = statement(programme.pk, by, actor_of(request))
    if request.GET.get("export") == "xlsx":
        return excel_response(_sheet(shown))
    by_tabs = [Tab(label, f"?by={one.value}", current=one is by) for one, label in BY_LABELS.items()]
    context = {
        "statement": shown, "by_tabs": by_tabs,
        "tabs": tabs(actor_of(request), "money:statements"),
        "late_charges": late_charges(programme.pk, actor_of(request)),
        "heading": BY_LABELS[by], "columns": COLUMNS[1:],
        "page_obj": Paginator(shown.rows, PER_PAGE).get_page(request.GET.get("page")),
        "excel_url": f"{reverse('money:statements')}?by={by.value}&export=xlsx",
    }  # fmt: skip
    return render(request, "money/statements.html", context)


def _sheet(shown: BooksStatement) -> Sheet:
    rows = [*shown.rows, shown.total]
    return Sheet(_now("Statement %(by)s") % {"by": BY_LABELS[shown.by]}, COLUMNS, rows, len(rows))


@needs(LIST_SETTLEMENTS)
@require_GET
def show_ageing(request: HttpRequest) -> HttpResponse:
    """What is unsettled and due back by how long it is overdue, and who is late."""
    programme = found.programme(request, LIST_SETTLEMENTS)
    aged = ageing_of(programme.pk, now(), actor_of(request))
    shown = [item for item in aged.items if not request.GET.get("who") or item.who == request.GET["who"]]
    context = {
        "ageing": aged,
        "tabs": tabs(actor_of(request), "money:ageing"),
        "buckets": [(_bucket(row), row) for row in aged.rows],
        "late_by": [(WHO_LABELS[who], who, count, won) for who, count, won in aged.late_by],
        "items": [(item, item.days_late(aged.on)) for item in shown][:200],
        "who": request.GET.get("who", ""),
    }
    return render(request, "money/ageing.html", context)


def _bucket(row: AgedRow) -> str:
    if row.bucket.from_days is None:
        return _now("Not due yet")
    if row.bucket.to_days is None:
        return _now("More than %(n)d days late") % {"n": row.bucket.from_days - 1}
    return _now("%(first)d to %(last)d days late") % {"first": row.bucket.from_days, "last": row.bucket.to_days}
