"""The books: the trial balance by fund, and the journal."""

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from dure.engine.money.books import Account
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.lists import Column, Empty, Filter, Kind, ListPage, render_list
from dure.foundation.interface.parts import Tab
from dure.journey.budgets.labels import FUNDER_LABELS
from dure.journey.money import actions
from dure.journey.money.access import IMPORT, VIEW_BOOKS
from dure.journey.money.labels import ACCOUNT_LABELS, EVENT_LABELS
from dure.journey.money.models import BookEntry
from dure.journey.money.queries import books as queries
from dure.journey.money.views import found


def _tabs(current: str) -> list[Tab]:
    return [
        Tab(_("Trial balance"), reverse("money:books"), current=current == "balance"),
        Tab(_("Journal"), reverse("money:journal"), current=current == "journal"),
    ]


@needs(VIEW_BOOKS)
@require_GET
def books(request: HttpRequest) -> HttpResponse:
    """What stands on each account, in all and by fund; every column sums to zero."""
    programme = found.programme(request, VIEW_BOOKS)
    balance = queries.trial_balance(programme.pk)
    funds = queries.funds_in_books(programme.pk)
    names = queries.fund_names(programme.pk)
    context = {
        "balance": [(ACCOUNT_LABELS[account], max(won, 0), max(-won, 0)) for account, won in balance.items()],
        "debit_won": sum(won for won in balance.values() if won > 0),
        "credit_won": -sum(won for won in balance.values() if won < 0),
        "funds": [
            (FUNDER_LABELS[row.fund.funder], names.get(row.fund.place, ""), row.fund.fiscal_year, _shown(row.balances))
            for row in funds
        ],
        "tabs": _tabs("balance"),
        "may_book": bool(IMPORT.ask(actor_of(request), programme)),
    }
    return render(request, "money/books.html", context)


def _shown(balances: dict[Account, int]) -> dict[str, int]:
    """The figures a fund is asked for first."""
    owed = -balances.get(Account.PAYABLE_TO_FIRM, 0) - balances.get(Account.PAYABLE_TO_SUPPLIER, 0)
    received = -balances.get(Account.GRANTS_RECEIVED, 0) - balances.get(Account.FIRM_CASH_RECEIVED, 0)
    return {
        "received": received,
        "bank": balances.get(Account.BANK, 0),
        "advances": balances.get(Account.ADVANCES, 0),
        "cost": balances.get(Account.PROJECT_COST, 0),
        "owed": owed,
    }


@needs(VIEW_BOOKS)
@require_GET
def journal(request: HttpRequest) -> HttpResponseBase:
    """Every entry, the latest first."""
    programme = found.programme(request, VIEW_BOOKS)
    happened = pgettext("books", "What happened")
    declared = ListPage(
        key="journal",
        title=pgettext("list", "Journal"),
        lead=_("Every entry of the books. None is ever changed; what was wrong is booked back."),
        columns=(
            Column("on", _("Day"), Kind.DATE, sort="on", card=2),
            Column("event", happened, value=lambda row: EVENT_LABELS.get(row.event, row.event), sort="event",
                   card=1),
            Column("accounts", _("Accounts"), value=_accounts, card=4),
            Column("firm", _("Firm"), value=_firm, card=5),
            Column("won", _("Amount"), Kind.WON, value="debit_won", sort="debit_won", card=3),
            Column("source", _("Source"), value=_source, sort="source", export=lambda row: row.source),
            Column("booked_at", _("Booked"), Kind.MOMENT, sort="booked_at"),
        ),
        filters=(Filter("event", happened, field="event", choices=list(EVENT_LABELS.items())),),
        default_sort="-on",
        tiebreak="-pk",
        empty=Empty(_("Nothing is booked yet"), _("The books follow grants, claims and payments by themselves.")),
        wide=True,
    )  # fmt: skip
    rows = queries.visible_entries(actor_of(request)).filter(programme=programme)
    rows = rows.prefetch_related("postings__agreement__firm")
    rows = rows.annotate(debit_won=Sum("postings__won", filter=Q(postings__won__gt=0)))
    return render_list(request, declared, rows, context={"tabs": _tabs("journal")}, template="money/journal.html")


def _source(row: BookEntry) -> str:
    """What an entry follows from, in words; the export keeps the exact key."""
    model, _colon, rest = row.source.partition(":")
    try:
        name = apps.get_model(model)._meta.verbose_name
    except (LookupError, ValueError):
        return row.source
    return f"{name} {rest.partition(':')[0]}"


def _accounts(row: BookEntry) -> str:
    left: dict[str, None] = {}
    right: dict[str, None] = {}
    for posting in row.postings.all():
        side = left if posting.won > 0 else right
        side[str(ACCOUNT_LABELS[Account(posting.account)])] = None
    return f"{', '.join(left)} / {', '.join(right)}"


def _firm(row: BookEntry) -> str:
    firms: dict[str, Any] = {
        posting.agreement.firm.name: None for posting in row.postings.all() if posting.agreement is not None
    }
    return ", ".join(firms)


@needs(IMPORT)
@require_POST
def bring_in(request: HttpRequest) -> HttpResponse:
    """Book the grants that came since the last time."""
    programme = found.programme(request, IMPORT)
    try:
        count = actions.bring_in_grants(programme=programme, by=actor_of(request), at=now())
        messages.success(request, _("New entries: %(count)d.") % {"count": count})
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
    return redirect("money:books")
