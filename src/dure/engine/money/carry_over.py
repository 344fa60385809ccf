"""Carry-over of a budget line to the next fiscal year: planned (명시이월) or accidental (사고이월)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from dure.engine.money.budget import BudgetLine, broken
from dure.engine.money.reasons import Reason, Verdict, Why, refuse


class Carry(StrEnum):
    """Planned: the council agreed before the year's end. Accidental: bound before the end, unspent for a good cause."""

    PLANNED = "planned"
    ACCIDENTAL = "accidental"


@dataclass(frozen=True, slots=True)
class CarryOver:
    """Budget that was not yet granted and cash that was not yet spent, moved together."""

    kind: Carry
    budget_won: int = 0
    cash_won: int = 0

    @property
    def total_won(self) -> int:
        """All that moves."""
        return self.budget_won + self.cash_won


@dataclass(frozen=True, slots=True)
class CarryRules:
    """Settings: whether accidental carry-over of budget needs a grant decision, and whether it may be repeated."""

    accidental_needs_decision: bool = True
    accidental_again: bool = False


DEFAULT = CarryRules()


def may_carry(line: BudgetLine, into: BudgetLine, what: CarryOver, rules: CarryRules = DEFAULT) -> Verdict:
    """Whether the amounts may go from a line into the same funder's line of the next year."""
    sides = (*_own_problems(line, into, what, rules), *broken(_out(line, what)), *broken(_in(into, what)))
    return Verdict(tuple(sides))


def carry(
    line: BudgetLine, into: BudgetLine, what: CarryOver, rules: CarryRules = DEFAULT
) -> tuple[BudgetLine, BudgetLine]:
    """Both lines after the carry-over; `MoneyRefused` where it is not allowed. Nothing is lost or made."""
    refuse(may_carry(line, into, what, rules).reasons)
    return _out(line, what), _in(into, what)


def may_carry_back(line: BudgetLine, into: BudgetLine, what: CarryOver) -> Verdict:
    """Whether a carry-over may be undone: nothing of it was granted, spent, returned, promised or carried on since."""
    back = CarryOver(what.kind, -what.budget_won, -what.cash_won)
    return Verdict((*broken(_out(line, back)), *broken(_in(into, back))))


def carry_back(line: BudgetLine, into: BudgetLine, what: CarryOver) -> tuple[BudgetLine, BudgetLine]:
    """Both lines as if it had not been carried over; `MoneyRefused` where it is not allowed."""
    refuse(may_carry_back(line, into, what).reasons)
    back = CarryOver(what.kind, -what.budget_won, -what.cash_won)
    return _out(line, back), _in(into, back)


def _own_problems(line: BudgetLine, into: BudgetLine, what: CarryOver, rules: CarryRules) -> Iterator[Reason]:
    source = (line.funder, line.place, line.nature, line.fiscal_year + 1)
    if (into.funder, into.place, into.nature, into.fiscal_year) != source:
        yield Reason(Why.CARRIED_TO_WRONG_LINE, str(into.fiscal_year))
    for name, won in (("budget", what.budget_won), ("cash", what.cash_won)):
        if won < 0:
            yield Reason(Why.NEGATIVE, name, 0, won)
    if what.total_won == 0:
        yield Reason(Why.ZERO, what.kind)
    decided = line.decided_won - line.granted_won
    accidental = what.kind is Carry.ACCIDENTAL
    if accidental and rules.accidental_needs_decision and what.budget_won > decided:
        yield Reason(Why.CARRIED_WITHOUT_DECISION, "budget", decided, what.budget_won)
    fresh = line.current_won - line.carried_in_accidental_won - line.carried_on_won
    if not rules.accidental_again and what.total_won > fresh:
        yield Reason(Why.CARRIED_TWICE, what.kind, fresh, what.total_won)


def _accidental(what: CarryOver) -> int:
    return what.total_won if what.kind is Carry.ACCIDENTAL else 0


def _out(line: BudgetLine, what: CarryOver) -> BudgetLine:
    return replace(
        line,
        carry_budget_won=line.carry_budget_won + what.budget_won,
        carry_cash_won=line.carry_cash_won + what.cash_won,
        carry_accidental_won=line.carry_accidental_won + _accidental(what),
    )


def _in(line: BudgetLine, what: CarryOver) -> BudgetLine:
    return replace(
        line,
        carried_in_budget_won=line.carried_in_budget_won + what.budget_won,
        carried_in_cash_won=line.carried_in_cash_won + what.cash_won,
        carried_in_accidental_won=line.carried_in_accidental_won + _accidental(what),
    )
