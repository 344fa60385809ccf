"""A budget line's row as the engine's value, and its amounts as the sums of its movements."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import F, Sum

from dure.engine.money import budget as engine
from dure.engine.money.carry_over import Carry
from dure.engine.money.funders import Funder
from dure.foundation.parties.models import OrganisationKind
from dure.journey.budgets.models import BudgetLine, LegalNature, Movement, MovementKind

FUNDER_OF: dict[str, Funder] = {
    OrganisationKind.PROVINCE: Funder.PROVINCE,
    OrganisationKind.CITY: Funder.CITY,
    OrganisationKind.PARTNER: Funder.PARTNER,
}
AMOUNTS = tuple(name for name in engine.BudgetLine.__dataclass_fields__ if name.endswith("_won"))
# A promise is no movement of money: it is kept on the line and on the firm's own row.
MOVED = tuple(name for name in AMOUNTS if name != "promised_won")
CARRY_OF = {MovementKind.CARRY_PLANNED: Carry.PLANNED, MovementKind.CARRY_ACCIDENTAL: Carry.ACCIDENTAL}

Sums = Iterable[tuple[str, str | None, int, int]]


def funder_of(line: BudgetLine) -> Funder:
    """Whose money it is; a national subsidy that passes through a province stays the nation's."""
    if line.nature == LegalNature.NATIONAL_SUBSIDY:
        return Funder.NATIONAL
    return FUNDER_OF[line.funder.kind]


def value_of(line: BudgetLine) -> engine.BudgetLine:
    """The line as the engine reckons with it."""
    return replace(empty_like(line), **{name: getattr(line, name) for name in AMOUNTS})


def write_back(line: BudgetLine, value: engine.BudgetLine) -> None:
    """Take the engine's amounts over and save them."""
    for name in AMOUNTS:
        setattr(line, name, getattr(value, name))
    line.save(update_fields=list(AMOUNTS))


def value_on(line: BudgetLine, on: date) -> engine.BudgetLine:
    """The line at the end of a day, from the movements dated until then; promises, which have no day, are left out."""
    return moved_by(empty_like(line), sums_of(line, until=on))


def value_by_movements(line: BudgetLine) -> engine.BudgetLine:
    """The line's amounts from its movements alone: equal to the row's, promises apart."""
    return moved_by(empty_like(line), sums_of(line))


def sums_of(line: BudgetLine, until: date | None = None) -> Sums:
    """(kind, kind of the carry-over it came by, amount, cash part) summed; one query."""
    rows = Movement.objects.filter(line=line)
    if until is not None:
        rows = rows.filter(on__lte=until)
    grouped = rows.order_by().values("kind", came_by=F("carried_from__kind"))
    summed = grouped.annotate(won=Sum("amount_won"), cash=Sum("cash_won"))
    return [(row["kind"], row["came_by"], row["won"], row["cash"]) for row in summed]


def moved_by(line: engine.BudgetLine, sums: Sums) -> engine.BudgetLine:
    """The line after movements of each kind; nothing is checked."""
    for kind, came_by, won, cash in sums:
        line = replace(line, **{name: getattr(line, name) + more for name, more in _moves(kind, came_by, won, cash)})
    return line


def _moves(kind: str, came_by: str | None, won: int, cash: int) -> list[tuple[str, int]]:
    if kind == MovementKind.CARRIED_IN:
        moves = [("carried_in_budget_won", won - cash), ("carried_in_cash_won", cash)]
        return moves + ([("carried_in_accidental_won", won)] if came_by == MovementKind.CARRY_ACCIDENTAL else [])
    if kind in CARRY_OF:
        moves = [("carry_budget_won", won - cash), ("carry_cash_won", cash)]
        return moves + ([("carry_accidental_won", won)] if kind == MovementKind.CARRY_ACCIDENTAL else [])
    return [(engine.FIELD_OF[engine.Kind(kind)], won)]


def empty_like(line: BudgetLine, fiscal_year: int | None = None) -> engine.BudgetLine:
    """A line of the same funder with nothing on it, of the same or another fiscal year."""
    return engine.BudgetLine(
        funder=funder_of(line),
        fiscal_year=fiscal_year or line.fiscal_year,
        nature=engine.Nature(line.nature),
        place=line.place_id or "",
    )
