"""Payment claims (지급신청): what may be claimed on a line of the accepted cost table, and which funder pays it."""

from __future__ import annotations

from dure.engine.money.funders import Amounts, Funder
from dure.engine.money.reasons import Reason, Verdict, Why, refuse
from dure.engine.money.rounding import apportion


def may_claim(line: str, accepted_won: int, claimed_won: int, asked_won: int) -> Verdict:
    """Whether a line of the table still bears a claim, after those that were made and not rejected."""
    if asked_won <= 0:
        return Verdict((Reason(Why.ZERO, line, 1, asked_won),))
    if claimed_won + asked_won > accepted_won:
        return Verdict((Reason(Why.CLAIMED_OVER_LINE, line, max(0, accepted_won - claimed_won), asked_won),))
    return Verdict()


def paid_by(agreed: Amounts, paid: Amounts, won: int) -> Amounts:
    """Which funder pays how much of the next amount, by what each has left of its agreed share.

    Nobody ever pays above its share, no later amount takes an earlier one back, and once all is paid everybody has
    paid exactly its share: dividing each amount by the agreed percentages alone would promise none of the three.
    """
    left = agreed - paid
    if left.least_won < 0:
        over = next(funder for funder in Funder if left[funder] < 0)
        refuse((Reason(Why.PAID_OVER_LINE, over, agreed[over], paid[over]),))
    if not 0 <= won <= left.total_won:
        refuse((Reason(Why.CLAIMED_OVER_AGREED, "claim", left.total_won, won),))
    parts = apportion(won, [amount for _, amount in left])
    return Amounts.of({funder: part for (funder, _), part in zip(left, parts, strict=True)})
