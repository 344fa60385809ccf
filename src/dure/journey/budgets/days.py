"""On which days a movement may be dated: never ahead of today, and within what its fiscal year allows."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import day
from dure.journey.budgets.models import BudgetLine, MovementKind

# Budgets are drawn up and voted in the second half of the year before (지방자치법: 본예산 의결 12월).
_VOTED_FROM_MONTH = 7
# A carry-over is fixed and reported in the first two months of the next year.
_CARRIED_UNTIL_MONTH = 2
_WITHIN_YEAR = frozenset({MovementKind.REQUEST, MovementKind.DECIDE, MovementKind.GRANT, MovementKind.SPEND})
_BUDGETS = frozenset({MovementKind.BUDGET, MovementKind.SUPPLEMENT})
_CARRIES = frozenset({MovementKind.CARRY_PLANNED, MovementKind.CARRY_ACCIDENTAL})


def demand_day(line: BudgetLine, kind: str, on: date, at: datetime, *, is_correction: bool = False) -> None:
    """Raise ``ActionRefused`` unless a movement of that kind may be dated so on this line.

    A correction may be dated after the fiscal year: a payment bounces in January too.
    """
    if on > timezone.localtime(at).date():
        raise ActionRefused(_("%(day)s is still to come. Book it on the day itself or afterwards.") % {"day": day(on)})
    first, last = _span(kind, line.fiscal_year)
    if on < first or (on > last and not is_correction):
        words = {"day": day(on), "year": line.fiscal_year, "first": day(first), "last": _last(last)}
        raise ActionRefused(
            _(
                "%(day)s does not fit the fiscal year %(year)s: this may be dated from %(first)s %(last)s. "
                "Check the date, or book on the line of the other year."
            )
            % words
        )


def _last(last: date) -> str:
    return _("on") if last == date.max else _("until %(day)s") % {"day": day(last)}


def _span(kind: str, year: int) -> tuple[date, date]:
    if kind in _BUDGETS:
        return date(year - 1, _VOTED_FROM_MONTH, 1), date(year, 12, 31)
    if kind in _WITHIN_YEAR:
        return date(year, 1, 1), date(year, 12, 31)
    if kind in _CARRIES:
        return date(year, _VOTED_FROM_MONTH, 1), date(year + 1, _CARRIED_UNTIL_MONTH, 28)
    return date(year, 1, 1), date.max
