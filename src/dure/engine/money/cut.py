"""Cost calculation: the plan's cost table reviewed line by line, and the shares of what is accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dure.engine.money.reasons import Reason, Why
from dure.engine.money.rounding import part_won
from dure.engine.money.shares import Shares, SplitRules, split


@dataclass(frozen=True, slots=True)
class ReviewedLine:
    """A planned line with the amount that was accepted of it. Whoever cuts says why."""

    id: str
    item: str
    planned_won: int
    accepted_won: int
    reason: str = ""

    @property
    def cut_won(self) -> int:
        """What was not accepted."""
        return self.planned_won - self.accepted_won


class LimitOf(StrEnum):
    """What an item's largest percentage is taken of."""

    TOTAL = "total"
    FIRM_SHARE = "firm_share"


@dataclass(frozen=True, slots=True)
class ItemLimit:
    """The most that a cost item may be."""

    item: str
    max_pct: Decimal
    of: LimitOf = LimitOf.TOTAL


@dataclass(frozen=True, slots=True)
class AcceptedTable:
    """The reviewed lines and the shares of their accepted sum. It stands when there is no problem."""

    lines: tuple[ReviewedLine, ...]
    shares: Shares
    problems: tuple[Reason, ...]

    @property
    def planned_won(self) -> int:
        """The cost as it was planned."""
        return sum(line.planned_won for line in self.lines)

    @property
    def accepted_won(self) -> int:
        """The cost as it was accepted."""
        return self.shares.cost_won

    @property
    def cut_won(self) -> int:
        """What the review took away."""
        return self.planned_won - self.accepted_won

    @property
    def stands(self) -> bool:
        """Whether it may become the baseline."""
        return not self.problems

    def by_item(self) -> dict[str, int]:
        """Accepted won per cost item, in the order of the lines."""
        amounts: dict[str, int] = {}
        for line in self.lines:
            amounts[line.item] = amounts.get(line.item, 0) + line.accepted_won
        return amounts


def review(
    lines: Sequence[ReviewedLine],
    rules: SplitRules,
    limits: Sequence[ItemLimit] = (),
    in_kind_won: int = 0,
    public_ceiling_won: int | None = None,
) -> AcceptedTable:
    """Reckon the accepted table. A line that is accepted below zero counts as zero and is named as a problem."""
    accepted = sum(max(0, line.accepted_won) for line in lines)
    shares = split(accepted, rules, in_kind_won, public_ceiling_won)
    problems = (*_line_problems(lines), *_limit_problems(lines, limits, shares), *_in_kind_problem(shares))
    return AcceptedTable(tuple(lines), shares, problems)


def _line_problems(lines: Sequence[ReviewedLine]) -> Iterator[Reason]:
    seen: set[str] = set()
    for line in lines:
        if line.id in seen:
            yield Reason(Why.NAMED_TWICE, line.id)
        seen.add(line.id)
        if line.accepted_won < 0:
            yield Reason(Why.NEGATIVE, line.id, 0, line.accepted_won)
        elif line.accepted_won > line.planned_won:
            yield Reason(Why.ACCEPTED_OVER_PLANNED, line.id, line.planned_won, line.accepted_won)
        elif line.cut_won and not line.reason.strip():
            yield Reason(Why.CUT_WITHOUT_REASON, line.id, line.planned_won, line.accepted_won)


def _limit_problems(lines: Sequence[ReviewedLine], limits: Sequence[ItemLimit], shares: Shares) -> Iterator[Reason]:
    for limit in limits:
        whole = shares.firm_won if limit.of is LimitOf.FIRM_SHARE else shares.cost_won
        most = part_won(whole, limit.max_pct)
        used = sum(line.accepted_won for line in lines if line.item == limit.item)
        if used > most:
            yield Reason(Why.ITEM_OVER_LIMIT, limit.item, most, used, limit.max_pct)


def _in_kind_problem(shares: Shares) -> Iterator[Reason]:
    if shares.in_kind_over_won:
        yield Reason(Why.IN_KIND_OVER_LIMIT, "in_kind", shares.in_kind_limit_won, shares.in_kind_won)
