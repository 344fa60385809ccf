"""The only roundings of money: down, and by largest remainder. Integers throughout."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dure.engine.money.reasons import MoneyRefused, Reason, Why

HUNDREDTHS = 100


def hundredths(pct: Decimal) -> int:
    """A percentage in hundredths of a per cent: 12.34 is 1234. More than two decimals are refused."""
    scaled = pct * HUNDREDTHS
    if not pct.is_finite() or pct < 0 or scaled != int(scaled):
        raise MoneyRefused(Reason(Why.BAD_PCT, str(pct), pct=pct))
    return int(scaled)


def part_won(amount_won: int, pct: Decimal) -> int:
    """A percentage of an amount that is not negative, cut to the won."""
    return amount_won * hundredths(pct) // (100 * HUNDREDTHS)


def rounded_down(amount_won: int, unit_won: int) -> int:
    """An amount cut below a unit (as a rule, below 1,000 won)."""
    return amount_won - amount_won % unit_won


def apportion(total_won: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Divide a total by weights so that the parts sum to it: largest remainder, among equals the first.

    A part is its exact share cut to the won, or one won more. Where all weights are 0, only 0 can be divided.
    """
    whole = sum(weights)
    if total_won < 0 or any(weight < 0 for weight in weights) or (whole == 0 and total_won):
        raise MoneyRefused(Reason(Why.NEGATIVE, "apportion", 0, total_won))
    if whole == 0:
        return tuple(0 for _ in weights)
    parts = [total_won * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-(total_won * weights[place] % whole), place))
    for place in by_remainder[: total_won - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


def rate_pct(part_of_it_won: int, whole_won: int) -> Decimal | None:
    """Per cent with one decimal, halves up; None of nothing."""
    if whole_won <= 0:
        return None
    return Decimal((part_of_it_won * 2000 + whole_won) // (2 * whole_won)).scaleb(-1)
