"""Settlement (정산): what each funder bears of the accepted cost, and what is due back to it, to the won.

Each funder bears its agreed proportion of the accepted cost. Whoever paid more gets the difference back; a firm whose
own money paid less than its proportion adds the difference (the duty follows the proportion, not the amount).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dure.engine.money.funders import NOTHING, Amounts, Funder
from dure.engine.money.reasons import Reason, Why, refuse
from dure.engine.money.rounding import apportion


@dataclass(frozen=True, slots=True)
class SpentLine:
    """A line of the accepted cost table, whose money was spent on it, and how much of that was accepted."""

    id: str
    table_won: int
    spent: Amounts
    accepted_won: int
    reason: str = ""

    @property
    def disallowed_won(self) -> int:
        """Spent and not accepted."""
        return self.spent.total_won - self.accepted_won


@dataclass(frozen=True, slots=True)
class FunderSettlement:
    """One funder's side. ``adjustment_won`` is what it bore of accepted cost above (or, negative, below) its share.

    Always: granted - share = disallowed + unspent + adjustment.
    """

    funder: Funder
    agreed_won: int
    granted_won: int
    spent_won: int
    share_won: int
    disallowed_won: int
    interest_won: int

    @property
    def unspent_won(self) -> int:
        """집행잔액."""
        return self.granted_won - self.spent_won

    @property
    def adjustment_won(self) -> int:
        """Accepted cost that its money paid, less its share of accepted cost."""
        return self.spent_won - self.disallowed_won - self.share_won

    @property
    def due_back_won(self) -> int:
        """What it gave above its share."""
        return max(0, self.granted_won - self.share_won)

    @property
    def still_payable_won(self) -> int:
        """What it has yet to give to reach its share."""
        return max(0, self.share_won - self.granted_won)

    @property
    def due_back_with_interest_won(self) -> int:
        """반납: what is due back, with its interest."""
        return self.due_back_won + self.interest_won


@dataclass(frozen=True, slots=True)
class Settlement:
    """All funders' sides, in their order, and what the settlement wants to be said."""

    parts: tuple[FunderSettlement, ...]
    accepted_won: int
    disallowed_won: int
    reasons: tuple[Reason, ...]

    def of(self, funder: Funder) -> FunderSettlement:
        """One funder's side."""
        return next((part for part in self.parts if part.funder is funder), FunderSettlement(funder, *[0] * 6))

    @property
    def due_back_won(self) -> int:
        """What goes back to all funders but the firm, interest apart."""
        return sum(part.due_back_won for part in self._funders)

    @property
    def interest_won(self) -> int:
        """All interest, the firm's included."""
        return sum(part.interest_won for part in self.parts)

    @property
    def still_payable_won(self) -> int:
        """What funders other than the firm have yet to pay."""
        return sum(part.still_payable_won for part in self._funders)

    @property
    def firm_must_add_won(self) -> int:
        """By how much the firm's own accepted spending stays below its share of the accepted cost."""
        return max(0, -self.of(Funder.FIRM).adjustment_won)

    @property
    def collect_from_firm_won(self) -> int:
        """What the firm pays beyond the unspent balance: disallowed, and borne by others in its place."""
        return max(0, sum(part.disallowed_won + part.adjustment_won for part in self._funders))

    @property
    def _funders(self) -> tuple[FunderSettlement, ...]:
        return tuple(part for part in self.parts if part.funder is not Funder.FIRM)


def settle(
    agreed: Amounts, granted: Amounts, lines: Sequence[SpentLine], interest_won: int = 0, in_kind_won: int = 0
) -> Settlement:
    """Settle a project.

    ``agreed`` is the split of the accepted cost table; ``granted`` what each gave, the firm's cash and accepted in-kind
    part included. Interest follows the cash: ``in_kind_won`` of what the firm gave bore none.
    """
    refuse(_impossible(agreed, granted, lines, interest_won, in_kind_won))
    spent = _sum(line.spent for line in lines)
    disallowed = _sum(_by_spender(line) for line in lines)
    accepted_won = sum(line.accepted_won for line in lines)
    shares = _divided(accepted_won, agreed)
    interest = _divided(interest_won, granted - Amounts.of({Funder.FIRM: in_kind_won}))
    parts = tuple(
        FunderSettlement(
            funder=funder,
            agreed_won=agreed[funder],
            granted_won=granted[funder],
            spent_won=spent[funder],
            share_won=shares[funder],
            disallowed_won=disallowed[funder],
            interest_won=interest[funder],
        )
        for funder in Funder
        if agreed[funder] or granted[funder]
    )
    settlement = Settlement(parts, accepted_won, disallowed.total_won, ())
    return Settlement(parts, accepted_won, disallowed.total_won, tuple(_notes(settlement)))


def _sum(amounts: Iterator[Amounts]) -> Amounts:
    return sum(amounts, NOTHING)


def _divided(total_won: int, weights: Amounts) -> Amounts:
    parts = apportion(total_won, [won for _, won in weights])
    return Amounts.of({funder: part for (funder, _), part in zip(weights, parts, strict=True)})


def _by_spender(line: SpentLine) -> Amounts:
    """A line's disallowed amount falls on those whose money was spent, in proportion."""
    return _divided(line.disallowed_won, line.spent)


def _notes(settlement: Settlement) -> Iterator[Reason]:
    firm = settlement.of(Funder.FIRM)
    if settlement.firm_must_add_won:
        yield Reason(Why.FIRM_MUST_ADD, Funder.FIRM, firm.share_won, firm.spent_won - firm.disallowed_won)


def _impossible(
    agreed: Amounts, granted: Amounts, lines: Sequence[SpentLine], interest_won: int, in_kind_won: int
) -> Iterator[Reason]:
    least = min(agreed.least_won, granted.least_won, interest_won, in_kind_won)
    if least < 0:
        yield Reason(Why.NEGATIVE, "settlement", 0, least)
    if in_kind_won > granted[Funder.FIRM]:
        yield Reason(Why.IN_KIND_OVER_LIMIT, Funder.FIRM, granted[Funder.FIRM], in_kind_won)
    cash = granted.total_won - in_kind_won
    if interest_won > 0 and cash == 0:
        yield Reason(Why.INTEREST_WITHOUT_CASH, "interest", cash, interest_won)
    table = sum(line.table_won for line in lines)
    if table > agreed.total_won:
        yield Reason(Why.TABLE_OVER_AGREED, "table", agreed.total_won, table)
    spent = _sum(line.spent for line in lines)
    for funder, won in spent:
        if won > granted[funder]:
            yield Reason(Why.SPENT_OVER_GRANTED, funder, granted[funder], won)
    for line in lines:
        yield from _line_problems(line)


def _line_problems(line: SpentLine) -> Iterator[Reason]:
    if min(line.table_won, line.accepted_won, line.spent.least_won) < 0:
        yield Reason(Why.NEGATIVE, line.id, 0, min(line.table_won, line.accepted_won, line.spent.least_won))
    if line.accepted_won > line.spent.total_won:
        yield Reason(Why.ACCEPTED_OVER_SPENT, line.id, line.spent.total_won, line.accepted_won)
    if line.accepted_won > line.table_won:
        yield Reason(Why.ACCEPTED_OVER_TABLE, line.id, line.table_won, line.accepted_won)
    if line.disallowed_won > 0 and not line.reason.strip():
        yield Reason(Why.DISALLOWED_WITHOUT_REASON, line.id, line.spent.total_won, line.accepted_won)
