"""What is due back for a thing bought with public money and given away within its restriction (처분제한).

The public part of the price is written off in a straight line, day by day, over the restriction. Whole won, cut down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dure.engine.money.reasons import MoneyRefused, Reason, Why


class DueBackRule(StrEnum):
    """What the public is owed: the value that remains, its part of what was obtained, or the higher of both."""

    REMAINING = "remaining"
    OBTAINED = "obtained"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class Restricted:
    """A thing with the public part of its price and the first and last day of its restriction.

    ``0 <= public_won <= price_won``, ``price_won > 0`` and ``from_on <= until_on``; anything else is refused.
    """

    price_won: int
    public_won: int
    from_on: date
    until_on: date

    def __post_init__(self) -> None:
        if self.price_won <= 0 or not 0 <= self.public_won <= self.price_won or self.from_on > self.until_on:
            raise MoneyRefused(Reason(Why.NEGATIVE, "restricted", self.public_won, self.price_won))


@dataclass(frozen=True, slots=True)
class DueBack:
    """What is due back, and the two values it was taken from; ``days_left`` of ``days`` of the restriction remain."""

    won: int
    remaining_won: int
    obtained_won: int
    days_left: int
    days: int


def remaining_won(thing: Restricted, on: date) -> int:
    """The public part not yet written off on a day: all of it before the restriction, nothing on its last day."""
    left, whole = _days(thing, on)
    return thing.public_won * left // whole if whole else 0


def due_back(
    thing: Restricted, on: date, *, obtained_won: int | None = None, rule: DueBackRule = DueBackRule.HIGHER
) -> DueBack:
    """What must be paid back when the thing is given away on a day for ``obtained_won`` (None: nothing obtained).

    After the last day of the restriction nothing is due, whatever was obtained.
    """
    if obtained_won is not None and obtained_won < 0:
        raise MoneyRefused(Reason(Why.NEGATIVE, "obtained", 0, obtained_won))
    left, whole = _days(thing, on)
    if on > thing.until_on:
        return DueBack(0, 0, 0, left, whole)
    remaining = remaining_won(thing, on)
    obtained = (obtained_won or 0) * thing.public_won // thing.price_won
    due = {
        DueBackRule.REMAINING: remaining,
        DueBackRule.OBTAINED: obtained,
        DueBackRule.HIGHER: max(remaining, obtained),
    }[rule]
    return DueBack(due, remaining, obtained, left, whole)


def _days(thing: Restricted, on: date) -> tuple[int, int]:
    whole = (thing.until_on - thing.from_on).days
    return max(0, min(whole, (thing.until_on - on).days)), whole
