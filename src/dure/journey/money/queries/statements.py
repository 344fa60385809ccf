"""Statements per firm, supplier, funder, city and year. All are sums of the same postings, so they agree to the won."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from django.db.models import Case, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from dure.engine.money.books import Account
from dure.engine.money.funders import Funder
from dure.foundation.access.actor import SYSTEM, Actor, Role
from dure.foundation.places.queries import places_to_choose
from dure.journey.agreements.queries import agreements_of
from dure.journey.budgets.labels import FUNDER_LABELS
from dure.journey.money.access import READ_WHOLE_BOOKS
from dure.journey.money.models import Posting
from dure.journey.programmes.queries import programme_by_id


class By(StrEnum):
    """By what a statement is divided."""

    FIRM = "firm"
    SUPPLIER = "supplier"
    FUNDER = "funder"
    CITY = "city"
    YEAR = "year"


# What stands on no agreement (grants received, what goes back) belongs to no firm; a city's own money to the city.
KEYS = {
    By.FIRM: F("agreement__firm_id"),
    By.SUPPLIER: F("agreement__supplier_id"),
    By.FUNDER: F("funder"),
    By.CITY: Coalesce(F("agreement__city_id"), F("place_code")),
    By.YEAR: F("fiscal_year"),
}
# Whose money is received for one city or county; all others grant to the programme as a whole.
_OF_ONE_PLACE = frozenset({Funder.CITY.value, Funder.FIRM.value})
# The columns: which accounts, and on which side. Every account is in exactly one.
ACCOUNTS: Mapping[str, tuple[frozenset[Account], int]] = {
    "received_won": (
        frozenset({Account.GRANTS_RECEIVED, Account.FIRM_CASH_RECEIVED, Account.IN_KIND_RECEIVED, Account.VAT_HELD}),
        -1,
    ),
    "cost_won": (frozenset({Account.PROJECT_COST, Account.IN_KIND_COST}), 1),
    "advances_won": (frozenset({Account.ADVANCES}), 1),
    "receivable_won": (
        frozenset({Account.DISALLOWED_RECEIVABLE, Account.RECOVERY_RECEIVABLE, Account.SURCHARGE_RECEIVABLE}),
        1,
    ),
    "owed_won": (
        frozenset(
            {
                Account.PAYABLE_TO_FIRM,
                Account.PAYABLE_TO_SUPPLIER,
                Account.RETURNS_PAYABLE,
                Account.INTEREST_HELD,
                Account.RECOVERY_FOR_FUNDERS,
                Account.SURCHARGE_FOR_FUNDERS,
            }
        ),
        -1,
    ),
    "bank_won": (frozenset({Account.BANK}), 1),
}


@dataclass(frozen=True)
class StatementRow:
    """One firm, supplier, funder, city or year. Cash, cost, advances and what is to come in are together what was
    received and is owed.

    ``cash_known`` is False where grants of the row are pooled out of the reader's sight: what was received and is in
    the bank would then be what is left of a sum that has lost its other half.
    """

    key: str
    label: str
    received_won: int = 0
    cost_won: int = 0
    advances_won: int = 0
    receivable_won: int = 0
    owed_won: int = 0
    bank_won: int = 0
    cash_known: bool = True

    @property
    def difference_won(self) -> int:
        """Zero, or the books do not balance."""
        return (
            self.bank_won + self.cost_won + self.advances_won + self.receivable_won
            - self.received_won - self.owed_won
        )  # fmt: skip


@dataclass(frozen=True)
class BooksStatement:
    """The rows by key, and their sum: the same whatever the rows are divided by."""

    by: By
    rows: tuple[StatementRow, ...]
    total: StatementRow


AMOUNTS = tuple(field.name for field in fields(StatementRow) if field.name.endswith("_won"))


def statement(programme_id: int, by: By | str = By.FUNDER, actor: Actor | None = None) -> BooksStatement:
    """The programme's books divided one way, as far as the actor (if one is named) may see; summed by the database,
    one query and one for the names."""
    by = By(by)
    places = _only_places(programme_id, actor)
    found = _sums(_postings(programme_id, places), by)
    labels = _labels(by, programme_id)
    rows = [
        StatementRow(
            key,
            labels.get(key) or (key if by is By.YEAR else _nobody(by)),
            cash_known=places is None or (by is By.FUNDER and key in _OF_ONE_PLACE),
            **sums,
        )
        for key, sums in found
    ]
    total = _total(rows, cash_known=places is None)
    return BooksStatement(by, tuple(sorted(rows, key=lambda row: (row.key == "", row.label, row.key))), total)


def agreement_statement(agreement_id: int) -> BooksStatement:
    """One project's own postings by funder; what is pooled with others is left out."""
    found = _sums(Posting.objects.filter(agreement_id=agreement_id), By.FUNDER)
    rows = tuple(StatementRow(key, str(FUNDER_LABELS[Funder(key)]), cash_known=True, **sums) for key, sums in found)
    return BooksStatement(By.FUNDER, rows, _total(rows, cash_known=True))


def _total(rows: Sequence[StatementRow], *, cash_known: bool) -> StatementRow:
    sums = {name: sum(getattr(row, name) for row in rows) for name in AMOUNTS}
    return StatementRow("", _("Total"), cash_known=cash_known, **sums)


def _only_places(programme_id: int, actor: Actor | None) -> frozenset[str] | None:
    """The cities and counties whose books alone the actor reads; None for one who reads all of this programme's."""
    if actor is None or READ_WHOLE_BOOKS.ask(actor, programme_by_id(programme_id)):
        return None
    return actor.places(Role.CITY)


def _postings(programme_id: int, places: frozenset[str] | None) -> QuerySet[Posting]:
    rows = Posting.objects.filter(programme_id=programme_id)
    if places is None:
        return rows
    return rows.filter(Q(agreement__city_id__in=places) | Q(agreement__isnull=True, place_code__in=places))


def _sums(rows: QuerySet[Posting], by: By) -> list[tuple[str, dict[str, int]]]:
    columns = {
        name: Sum(Case(When(account__in=sorted(accounts), then=F("won") * sign), default=Value(0)))
        for name, (accounts, sign) in ACCOUNTS.items()
    }
    grouped = rows.order_by().annotate(key=KEYS[by]).values_list("key").annotate(**columns)
    return [(str(key or ""), dict(zip(columns, sums, strict=True))) for key, *sums in grouped]


def _labels(by: By, programme_id: int) -> dict[str, str]:
    if by in (By.FIRM, By.SUPPLIER):
        # By a join: ten thousand ids in one condition are slower than the sums themselves.
        rows = agreements_of(programme_id, SYSTEM).order_by().values_list(f"{by}_id", f"{by}__name")
        return {str(pk): name for pk, name in rows}
    if by is By.FUNDER:
        return {funder.value: str(FUNDER_LABELS[funder]) for funder in Funder}
    if by is By.CITY:
        return {place.code: place.name for place in places_to_choose()}
    return {}


def _nobody(by: By) -> str:
    return _("Of no single city") if by is By.CITY else _("Of no single project")
