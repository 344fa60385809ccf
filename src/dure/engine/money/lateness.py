"""Liquidated damages (지체상금): what a late delivery costs by the day, up to a ceiling, and what is then paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dure.engine.money.funders import Amounts
from dure.engine.money.reasons import Reason, Why, refuse
from dure.engine.money.rounding import apportion

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class LateRules:
    """Percent of the agreed cost for each day, and percent of it at most."""

    pct_per_day: Decimal
    max_pct: Decimal


@dataclass(frozen=True, slots=True)
class LateCharge:
    """``days`` are charged days, those excused taken off; ``is_capped`` says that the ceiling was reached."""

    days: int
    won: int
    is_capped: bool


def late_charge(base_won: int, agreed_on: date, done_on: date, rules: LateRules, excused_days: int = 0) -> LateCharge:
    """What a delivery after its agreed day comes to, rounded down to the won. The agreed day itself is in time."""
    refuse(
        Reason(Why.NEGATIVE, name, 0, given)
        for name, given in (("base", base_won), ("excused_days", excused_days))
        if given < 0
    )
    days = max(0, (done_on - agreed_on).days - excused_days)
    reckoned = rules.pct_per_day * days
    pct = min(reckoned, rules.max_pct)
    return LateCharge(days, int(base_won * pct / HUNDRED), reckoned > rules.max_pct)


def withheld(due: Amounts, won: int) -> Amounts:
    """What of each funder's payment is kept back for an amount: in proportion, and never more than is due."""
    refuse([Reason(Why.NEGATIVE, "withheld", 0, won)] if won < 0 else [])
    total = due.total_won
    kept = min(won, total)
    if not kept:
        return Amounts.of({})
    parts = apportion(kept, [each for _funder, each in due])
    return Amounts.of({funder: part for (funder, _each), part in zip(due, parts, strict=True)})
