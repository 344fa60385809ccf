"""Lines summed by funder, city, fiscal year or legal nature: every view of the same lines has the same total."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.journey.budgets.access import VIEW_LINES
from dure.journey.budgets.labels import FUNDER_LABELS
from dure.journey.budgets.models import BudgetLine
from dure.journey.budgets.queries.lines import lines_for, lines_of
from dure.journey.budgets.reckoning import funder_of, value_of
from dure.journey.budgets.values import CityMoney, Standing, Statement

Group = Callable[[BudgetLine], tuple[str, str]]


def _by_place(line: BudgetLine) -> tuple[str, str]:
    return (line.place.code, line.place.name) if line.place else ("", _("The whole province"))


VIEWS: dict[str, Group] = {
    "funder": lambda line: (funder_of(line).value, str(FUNDER_LABELS[funder_of(line)])),
    "city": _by_place,
    "year": lambda line: (str(line.fiscal_year), str(line.fiscal_year)),
    "nature": lambda line: (line.nature, str(line.get_nature_display())),
    "organisation": lambda line: (str(line.funder_id), line.funder.name),
}


def statement(programme_id: int, by: str = "funder", actor: Actor | None = None) -> Statement:
    """The programme's lines (those the actor may see, if one is named) by one view; one query."""
    rows = lines_of(programme_id)
    return statement_of(rows if actor is None else VIEW_LINES.rows(actor, rows), by)


def statement_of(lines: Iterable[BudgetLine] | QuerySet[BudgetLine], by: str) -> Statement:
    """Lines summed by a view of ``VIEWS``."""
    groups: dict[tuple[str, str], list[BudgetLine]] = {}
    kept = list(lines)
    for line in kept:
        groups.setdefault(VIEWS[by](line), []).append(line)
    found = tuple(standing_of(groups[key], *key) for key in sorted(groups))
    return Statement(by, found, standing_of(kept, "", str(_("Total"))))


def city_money(programme_id: int, place_code: str, actor: Actor) -> CityMoney:
    """A city's money by fiscal year, as far as the actor may see it."""
    lines = list(VIEW_LINES.rows(actor, lines_for(programme_id, place_code)))
    found = statement_of(lines, "year")
    return CityMoney(place_code, found.rows, found.total)


def standing_of(lines: Iterable[BudgetLine], key: str, label: str) -> Standing:
    """Lines taken together. What one of them carried over to another counts once in budget and cash."""
    values = [value_of(line) for line in lines]
    years = {one.fiscal_year for one in values}
    within = [one for one in values if one.fiscal_year + 1 in years]
    again_won, again_cash_won = sum(one.carried_on_won for one in within), sum(one.carry_cash_won for one in within)
    return Standing(
        key=key,
        label=label,
        lines=len(values),
        budgeted_won=sum(one.budgeted_won for one in values),
        carried_in_won=sum(one.carried_in_budget_won + one.carried_in_cash_won for one in values) - again_won,
        requested_won=sum(one.requested_won for one in values),
        decided_won=sum(one.decided_won for one in values),
        promised_won=sum(one.promised_won for one in values),
        granted_won=sum(one.granted_won for one in values),
        cash_won=sum(one.cash_won for one in values) - again_cash_won,
        spent_won=sum(one.spent_won for one in values),
        settled_won=sum(one.settled_won for one in values),
        returned_won=sum(one.returned_won for one in values),
        planned_carry_won=sum(one.planned_carry_won for one in values),
        accidental_carry_won=sum(one.carry_accidental_won for one in values),
        balance_won=sum(one.balance_won for one in values),
        interest_due_won=sum(one.interest_won - one.interest_returned_won for one in values),
    )
