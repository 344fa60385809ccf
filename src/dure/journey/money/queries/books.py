"""Reads over the programme's books, summed by the database."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from dure.engine.money.books import Account, Entry, Filter, Fund, Key, key_of
from dure.engine.money.books import Posting as EnginePosting
from dure.engine.money.funders import Funder
from dure.foundation.access.actor import Actor
from dure.journey.budgets.queries import lines_of
from dure.journey.money.access import VIEW_BOOKS
from dure.journey.money.models import BookEntry, Posting

__all__ = [
    "Filter",
    "FundRow",
    "entries_of",
    "entry_value",
    "fund_names",
    "funds_in_books",
    "standing_of",
    "trial_balance",
]


def standing_of(programme_id: int, funds: Iterable[Fund]) -> dict[Key, int]:
    """The balances of these funds in one query."""
    wanted = set(funds)
    rows = Posting.objects.filter(
        entry__programme_id=programme_id,
        funder__in={fund.funder.value for fund in wanted},
        fiscal_year__in={fund.fiscal_year for fund in wanted},
        place_code__in={fund.place for fund in wanted},
    )
    sums: dict[Key, int] = {}
    grouped = rows.order_by().values_list("account", "funder", "fiscal_year", "place_code", "agreement_id", "payee_id")
    for account, funder, year, place, agreement_id, payee_id, won in grouped.annotate(won=Sum("won")):
        fund = Fund(Funder(funder), year, place)
        if fund in wanted:
            key = key_of(EnginePosting(Account(account), fund, won, str(agreement_id or ""), str(payee_id or "")))
            sums[key] = sums.get(key, 0) + won
    return {key: won for key, won in sums.items() if won}


def project_balances(agreement_id: int) -> dict[tuple[Account, Fund], int]:
    """What stands in one project's name, by account and fund; one query."""
    rows = Posting.objects.filter(agreement_id=agreement_id).order_by()
    grouped = rows.values_list("account", "funder", "fiscal_year", "place_code").annotate(won=Sum("won"))
    return {
        (Account(account), Fund(Funder(funder), year, place)): won
        for account, funder, year, place, won in grouped
        if won
    }


def trial_balance(programme_id: int) -> dict[Account, int]:
    """The balance of every account that has one, in the chart's order; they sum to zero."""
    rows = Posting.objects.filter(entry__programme_id=programme_id).order_by()
    sums = {Account(account): won for account, won in rows.values_list("account").annotate(won=Sum("won"))}
    return {account: sums[account] for account in Account if sums.get(account)}


@dataclass(frozen=True)
class FundRow:
    """What a fund has on each account; the row sums to zero."""

    fund: Fund
    balances: dict[Account, int]


def funds_in_books(programme_id: int) -> tuple[FundRow, ...]:
    """The trial balance by fund; one query."""
    rows = Posting.objects.filter(entry__programme_id=programme_id).order_by()
    found: dict[Fund, dict[Account, int]] = {}
    grouped = rows.values_list("funder", "fiscal_year", "place_code", "account").annotate(won=Sum("won"))
    for funder, year, place, account, won in grouped:
        if won:
            found.setdefault(Fund(Funder(funder), year, place), {})[Account(account)] = won
    return tuple(FundRow(fund, found[fund]) for fund in sorted(found))


def fund_names(programme_id: int) -> dict[str, str]:
    """The city, partner or firm by the code under which its fund stands; three queries."""
    named: dict[str, str] = {}
    for line in lines_of(programme_id):
        if line.place is not None:
            named[line.place.code] = line.place.name
        named.setdefault(str(line.funder_id), line.funder.name)
    rows = Posting.objects.filter(entry__programme_id=programme_id, funder=Funder.FIRM).order_by()
    named |= {str(pk): name for pk, name in rows.values_list("agreement__firm_id", "agreement__firm__name").distinct()}
    return named


def entries_of(programme_id: int) -> QuerySet[BookEntry]:
    """The journal."""
    return BookEntry.objects.filter(programme_id=programme_id)


def visible_entries(actor: Actor) -> QuerySet[BookEntry]:
    """Every entry within the actor's sight."""
    return VIEW_BOOKS.rows(actor, BookEntry.objects.all())


def entry_value(row: BookEntry) -> Entry:
    """An entry as the engine's value; raises ``MoneyRefused`` were it not balanced in every fund."""
    return Entry(
        row.event,
        tuple(
            EnginePosting(
                Account(one.account), Fund(Funder(one.funder), one.fiscal_year, one.place_code), one.won,
                str(one.agreement_id or ""), str(one.payee_id or ""),
            )
            for one in row.postings.all()
        ),
        row.source,
    )  # fmt: skip
