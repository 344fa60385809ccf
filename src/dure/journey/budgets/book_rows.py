"""A city's or county's money by fiscal year, one line for each word of its books."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.foundation.interface.formats import number, pct
from dure.journey.budgets.values import Standing


@dataclass(frozen=True)
class BookRow:
    """One word with its amount in each year."""

    label: str | Promise
    values: tuple[str, ...]
    strong: bool = False


Amount = Callable[[Standing], int]
_ROWS: tuple[tuple[str | Promise, Amount, bool], ...] = (
    (_("Budgeted"), lambda one: one.budgeted_won, False),
    (_("Carried in"), lambda one: one.carried_in_won, False),
    (_("Budget of the year"), lambda one: one.current_won, True),
    (_("Grant requested"), lambda one: one.requested_won, False),
    (_("Grant decided"), lambda one: one.decided_won, False),
    (pgettext_lazy("budget", "Granted"), lambda one: one.granted_won, False),
    (_("Spent"), lambda one: one.spent_won, True),
)
_AFTER: tuple[tuple[str | Promise, Amount, bool], ...] = (
    (_("Balance"), lambda one: one.balance_won, True),
    (_("Planned carry-over"), lambda one: one.planned_carry_won, False),
    (_("Accidental carry-over"), lambda one: one.accidental_carry_won, False),
    (pgettext_lazy("budget", "Returned"), lambda one: one.returned_won, False),
    (_("Interest not returned"), lambda one: one.interest_due_won, False),
)


def book_rows(years: Iterable[Standing]) -> list[BookRow]:
    """편성 to 반납, with the spending rate of the budget between."""
    kept = list(years)
    rate = BookRow(
        _("Spending rate (of the budget)"),
        tuple("–" if y.execution_pct is None else pct(y.execution_pct) for y in kept),
    )
    return [*_amounts(_ROWS, kept), rate, *_amounts(_AFTER, kept)]


def _amounts(rows: Iterable[tuple[str | Promise, Amount, bool]], years: list[Standing]) -> list[BookRow]:
    return [BookRow(label, tuple(number(of(year)) for year in years), strong) for label, of, strong in rows]
