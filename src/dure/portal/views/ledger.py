"""The ledger as a whole: every act of every chain, for those who audit."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from dure.foundation.access.actor import Actor
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.interface.formats import local_date
from dure.foundation.interface.lists import Choice, Column, Empty, Filter, Kind, ListPage, render_list
from dure.foundation.ledger import queries as ledger
from dure.foundation.ledger.act import INSTALLATION_CHAIN
from dure.foundation.ledger.models import Entry
from dure.foundation.ledger.words import describe
from dure.foundation.search import queries as search
from dure.journey.programmes import queries as programmes
from dure.portal.access import VIEW_LEDGER
from dure.portal.ledger_words import kind_of


@needs(VIEW_LEDGER)
@require_GET
def show_ledger(request: HttpRequest) -> HttpResponseBase:
    """Who did what to what and why, the latest act first; in Excel with the fingerprint of each entry."""
    actor = actor_of(request)
    rows = VIEW_LEDGER.rows(actor, ledger.entries())
    found = rows.annotate(
        subject_title=search.titles_of("subject_model", "subject_id"),
        subject_url=search.addresses_of("subject_model", "subject_id"),
    )
    return render_list(request, ledger_list(actor), found)


def ledger_list(actor: Actor) -> ListPage:
    """The list as its reader sees it: chains are called by the programmes within reach."""
    chains = {each.chain: each.name for each in programmes.programmes_for(actor)}
    chains[INSTALLATION_CHAIN] = _("This installation")
    return ListPage(
        key="ledger",
        title=gettext_lazy("Ledger"),
        lead=gettext_lazy("Every act is kept here in order; a later change of an entry breaks its chain and shows."),
        columns=_columns(chains),
        filters=_filters(chains),
        search=_by_words,
        search_label=gettext_lazy("Action, person, subject or reason"),
        default_sort="-at",
        empty=Empty(gettext_lazy("Nothing was done yet"), gettext_lazy("The first act begins the chain.")),
        wide=True,
    )


def _columns(chains: dict[str, str]) -> tuple[Column, ...]:
    return (
        Column("at", gettext_lazy("When"), Kind.MOMENT, sort="at", card=3),
        Column("action", gettext_lazy("Act"), value=lambda row: describe(row.action), sort="action", card=1),
        Column("subject", gettext_lazy("Concerning"), value=_subject, url=lambda row: row.subject_url, card=2),
        Column("actor", gettext_lazy("Done by"), value=_who, sort="note__actor_name", card=4),
        Column("reason", gettext_lazy("Reason"), value="note.reason", card=5),
        Column("chain", gettext_lazy("Chain"), value=lambda row: chains.get(row.chain.key, row.chain.key)),
        Column("position", gettext_lazy("Place in the chain"), Kind.NUMBER, sort="position"),
        Column("digest", gettext_lazy("Fingerprint"), value=lambda row: row.digest[:12], export=lambda row: row.digest),
    )


def _subject(row: Any) -> str:
    """What the act was about, by its title where it has one, else by its kind and number."""
    if row.subject_title or not row.subject_model:
        return row.subject_title or ""
    return f"{kind_of(row.subject_model)} {row.subject_id}"


def _who(row: Entry) -> str:
    """The name in the note; once it is erased, what the chain holds instead."""
    return row.note.actor_name or row.actor


def _filters(chains: dict[str, str]) -> tuple[Filter, ...]:
    return (
        Filter(
            "action",
            gettext_lazy("Act"),
            field="action",
            choices=lambda: sorted(
                ((code, describe(code)) for code in ledger.actions_done()), key=lambda pair: pair[1]
            ),
        ),
        Filter("month", gettext_lazy("Month"), choices=_months, apply=_in_month),
        Filter("chain", gettext_lazy("Chain"), field="chain__key", choices=list(chains.items())),
    )


def _months() -> list[Choice]:
    """From the latest month with an act back to the first."""
    span = ledger.days_of_acts()
    if span is None:
        return []
    first, last = (local_date(each) for each in span)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    ends = [divmod(last.year * 12 + last.month - 1 - back, 12) for back in range(count)]
    return [Choice(f"{year}-{month + 1:02}", f"{year}. {month + 1}.") for year, month in ends]


def _in_month(rows: QuerySet[Any], month: str) -> QuerySet[Any]:
    try:
        found = datetime.strptime(month, "%Y-%m")  # noqa: DTZ007 (a month of the reader's calendar, no moment)
    except ValueError:
        return rows
    return rows.filter(at__year=found.year, at__month=found.month)


def _by_words(rows: QuerySet[Any], q: str) -> QuerySet[Any]:
    return rows.filter(ledger.entries_with(q)) | rows.filter(subject_title__icontains=q)
