"""A budget line's life as values: 편성, 교부신청, 교부결정, 교부, 집행, 정산, 반납, and what is carried over.

A line is one funder's money of one fiscal year. It holds two pools: the budget (what may be granted) and the cash
(what was granted and may be spent). A movement is allowed when every rule holds for the line after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from enum import StrEnum

from dure.engine.money.funders import Funder
from dure.engine.money.reasons import MoneyRefused, Reason, Verdict, Why
from dure.engine.money.rounding import rate_pct


class Nature(StrEnum):
    """The legal nature of the money."""

    LOCAL_SUBSIDY = "local_subsidy"
    CONTRIBUTION = "contribution"
    ENTRUSTED = "entrusted"
    NATIONAL_SUBSIDY = "national_subsidy"
    PRIVATE = "private"

    @property
    def under_local_subsidy_act(self) -> bool:
        """지방보조금법 leaves contributions and entrusted work out (its Article 2)."""
        return self is Nature.LOCAL_SUBSIDY


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """Amounts since the line was opened; none is ever negative.

    ``carried_in_budget_won`` came over ungranted, ``carried_in_cash_won`` granted and unspent; of both together
    ``carried_in_accidental_won`` came by accidental carry-over. ``carry_budget_won`` and ``carry_cash_won`` went on to
    the next year, planned (명시이월) and accidental (사고이월) together; ``carry_accidental_won`` is their second part.
    ``promised_won`` is bound to projects by the grant decision.
    """

    funder: Funder
    fiscal_year: int
    nature: Nature
    place: str = ""
    budgeted_won: int = 0
    carried_in_budget_won: int = 0
    carried_in_cash_won: int = 0
    carried_in_accidental_won: int = 0
    requested_won: int = 0
    decided_won: int = 0
    promised_won: int = 0
    granted_won: int = 0
    spent_won: int = 0
    settled_won: int = 0
    returned_won: int = 0
    disallowed_returned_won: int = 0
    interest_won: int = 0
    interest_returned_won: int = 0
    carry_budget_won: int = 0
    carry_cash_won: int = 0
    carry_accidental_won: int = 0

    @property
    def current_won(self) -> int:
        """The year's budget with what came over (예산현액)."""
        return self.budgeted_won + self.carried_in_budget_won + self.carried_in_cash_won

    @property
    def may_be_granted_won(self) -> int:
        """The year's budget that is not yet cash, before anything was granted."""
        return self.budgeted_won + self.carried_in_budget_won

    @property
    def ungranted_won(self) -> int:
        """Budget that was neither granted nor carried on."""
        return self.may_be_granted_won - self.granted_won - self.carry_budget_won

    @property
    def cash_won(self) -> int:
        """Granted this year or carried in as cash."""
        return self.granted_won + self.carried_in_cash_won

    @property
    def balance_won(self) -> int:
        """Cash that was neither spent, returned nor carried on (집행잔액)."""
        return self.cash_won - self.spent_won - self.returned_won - self.carry_cash_won

    @property
    def carried_on_won(self) -> int:
        """All that went to the next fiscal year."""
        return self.carry_budget_won + self.carry_cash_won

    @property
    def planned_carry_won(self) -> int:
        """명시이월."""
        return self.carried_on_won - self.carry_accidental_won

    @property
    def unsettled_won(self) -> int:
        """Spent and not accepted: open before the settlement, disallowed after it."""
        return self.spent_won - self.settled_won

    @property
    def execution_pct(self) -> Decimal | None:
        """예산현액 대비 집행률; None where there is no budget."""
        return rate_pct(self.spent_won, self.current_won)

    @property
    def execution_of_granted_pct(self) -> Decimal | None:
        """교부액 대비 집행률: of the cash that was there to spend."""
        return rate_pct(self.spent_won, self.cash_won)


class Kind(StrEnum):
    """What a movement moves. SUPPLEMENT is a supplementary budget (추경), which may take away."""

    BUDGET = "budget"
    SUPPLEMENT = "supplement"
    REQUEST = "request"
    DECIDE = "decide"
    PROMISE = "promise"
    GRANT = "grant"
    SPEND = "spend"
    SETTLE = "settle"
    RETURN = "return"
    RETURN_DISALLOWED = "return_disallowed"
    INTEREST = "interest"
    RETURN_INTEREST = "return_interest"


FIELD_OF = {
    Kind.BUDGET: "budgeted_won",
    Kind.SUPPLEMENT: "budgeted_won",
    Kind.REQUEST: "requested_won",
    Kind.DECIDE: "decided_won",
    Kind.PROMISE: "promised_won",
    Kind.GRANT: "granted_won",
    Kind.SPEND: "spent_won",
    Kind.SETTLE: "settled_won",
    Kind.RETURN: "returned_won",
    Kind.RETURN_DISALLOWED: "disallowed_returned_won",
    Kind.INTEREST: "interest_won",
    Kind.RETURN_INTEREST: "interest_returned_won",
}


@dataclass(frozen=True, slots=True)
class Movement:
    """Won to or, below zero, from a line: a correction or a cut of the budget."""

    kind: Kind
    won: int


def may(line: BudgetLine, movement: Movement) -> Verdict:
    """Whether every rule would hold after the movement; if not, which would break, with its numbers."""
    if movement.won == 0:
        return Verdict((Reason(Why.ZERO, movement.kind),))
    return Verdict(tuple(broken(_moved(line, movement))))


def apply(line: BudgetLine, movement: Movement) -> BudgetLine:
    """The line after a movement that is allowed; `MoneyRefused` otherwise."""
    verdict = may(line, movement)
    if not verdict:
        raise MoneyRefused(*verdict.reasons)
    return _moved(line, movement)


def _moved(line: BudgetLine, movement: Movement) -> BudgetLine:
    field = FIELD_OF[movement.kind]
    return replace(line, **{field: getattr(line, field) + movement.won})


def broken(line: BudgetLine) -> Iterator[Reason]:
    """Every rule that a line breaks: none, for any line that was opened empty and moved by `apply` and `carry`."""
    for field in fields(line):
        if field.name.endswith("_won") and getattr(line, field.name) < 0:
            yield Reason(Why.NEGATIVE, field.name, 0, getattr(line, field.name))
    for why, used, limit in (
        (Why.REQUESTED_OVER_BUDGET, line.requested_won, line.may_be_granted_won),
        (Why.DECIDED_OVER_REQUESTED, line.decided_won, line.requested_won),
        (Why.PROMISED_OVER_DECIDED, line.promised_won, line.decided_won + line.carried_in_cash_won),
        (Why.GRANTED_OVER_DECIDED, line.granted_won, line.decided_won),
        (Why.GRANTED_OVER_BUDGET, line.granted_won + line.carry_budget_won, line.may_be_granted_won),
        (Why.SPENT_OVER_GRANTED, line.spent_won + line.returned_won + line.carry_cash_won, line.cash_won),
        (Why.SETTLED_OVER_SPENT, line.settled_won, line.spent_won),
        (Why.RETURNED_OVER_DISALLOWED, line.disallowed_returned_won, line.unsettled_won),
        (Why.RETURNED_OVER_INTEREST, line.interest_returned_won, line.interest_won),
    ):
        if used > limit:
            yield Reason(why, "", limit, used)


@dataclass(frozen=True, slots=True)
class YearTotals:
    """All lines of a fiscal year together."""

    fiscal_year: int
    current_won: int
    granted_won: int
    cash_won: int
    spent_won: int
    balance_won: int
    returned_won: int
    carried_in_won: int
    planned_carry_won: int
    accidental_carry_won: int

    @property
    def execution_pct(self) -> Decimal | None:
        """예산현액 대비 집행률."""
        return rate_pct(self.spent_won, self.current_won)


def by_year(lines: Iterable[BudgetLine]) -> tuple[YearTotals, ...]:
    """Totals of each fiscal year, in order."""
    years: dict[int, list[BudgetLine]] = {}
    for line in lines:
        years.setdefault(line.fiscal_year, []).append(line)
    return tuple(_totals(year, years[year]) for year in sorted(years))


def _totals(year: int, lines: list[BudgetLine]) -> YearTotals:
    return YearTotals(
        fiscal_year=year,
        current_won=sum(line.current_won for line in lines),
        granted_won=sum(line.granted_won for line in lines),
        cash_won=sum(line.cash_won for line in lines),
        spent_won=sum(line.spent_won for line in lines),
        balance_won=sum(line.balance_won for line in lines),
        returned_won=sum(line.returned_won for line in lines),
        carried_in_won=sum(line.carried_in_budget_won + line.carried_in_cash_won for line in lines),
        planned_carry_won=sum(line.planned_carry_won for line in lines),
        accidental_carry_won=sum(line.carry_accidental_won for line in lines),
    )
