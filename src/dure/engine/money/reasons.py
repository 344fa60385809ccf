"""Why an amount is what it is, or may not be: codes with their numbers. Sentences are made where people read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Why(StrEnum):
    """The codes of all reasons in this package."""

    # nonsense in the input
    NEGATIVE = "negative"
    ZERO = "zero"
    BAD_PCT = "bad_pct"
    PCT_OVER_100 = "pct_over_100"
    NAMED_TWICE = "named_twice"
    FIRM_HAS_NO_PCT = "firm_has_no_pct"

    # shares and the cost calculation
    FUNDER_CEILING = "funder_ceiling"
    PUBLIC_CEILING = "public_ceiling"
    ROUNDING_LEFT = "rounding_left"
    IN_KIND_OVER_LIMIT = "in_kind_over_limit"
    ACCEPTED_OVER_PLANNED = "accepted_over_planned"
    CUT_WITHOUT_REASON = "cut_without_reason"
    ITEM_OVER_LIMIT = "item_over_limit"

    # instalments
    STAGES_NOT_100 = "stages_not_100"
    STAGES_OUT_OF_ORDER = "stages_out_of_order"
    NO_SUCH_STAGE = "no_such_stage"
    STAGE_BEFORE_OPEN = "stage_before_open"
    STAGE_CLOSED = "stage_closed"
    FIRM_CASH_MISSING = "firm_cash_missing"
    EVIDENCE_SHORT = "evidence_short"
    PAID_OVER_LINE = "paid_over_line"
    NOTHING_LEFT = "nothing_left"

    # claims
    CLAIMED_OVER_LINE = "claimed_over_line"
    CLAIMED_OVER_AGREED = "claimed_over_agreed"

    # budget lines
    REQUESTED_OVER_BUDGET = "requested_over_budget"
    DECIDED_OVER_REQUESTED = "decided_over_requested"
    PROMISED_OVER_DECIDED = "promised_over_decided"
    GRANTED_OVER_DECIDED = "granted_over_decided"
    GRANTED_OVER_BUDGET = "granted_over_budget"
    SPENT_OVER_GRANTED = "spent_over_granted"
    SETTLED_OVER_SPENT = "settled_over_spent"
    RETURNED_OVER_DISALLOWED = "returned_over_disallowed"
    RETURNED_OVER_INTEREST = "returned_over_interest"
    CARRIED_TO_WRONG_LINE = "carried_to_wrong_line"
    CARRIED_WITHOUT_DECISION = "carried_without_decision"
    CARRIED_TWICE = "carried_twice"

    # books
    UNBALANCED = "unbalanced"
    WRONG_SIDE = "wrong_side"

    # settlement and recovery
    ACCEPTED_OVER_SPENT = "accepted_over_spent"
    ACCEPTED_OVER_TABLE = "accepted_over_table"
    DISALLOWED_WITHOUT_REASON = "disallowed_without_reason"
    TABLE_OVER_AGREED = "table_over_agreed"
    INTEREST_WITHOUT_CASH = "interest_without_cash"
    FIRM_MUST_ADD = "firm_must_add"
    FACTOR_OVER_LIMIT = "factor_over_limit"
    WAIVED = "waived"
    RECOVERED_OVER_PAID = "recovered_over_paid"
    WRITTEN_OFF_OVER_LEFT = "written_off_over_left"
    DATES_OUT_OF_ORDER = "dates_out_of_order"


@dataclass(frozen=True, slots=True)
class Reason:
    """A code, what it is about (a funder, an item, a line, a field) and the numbers that were compared."""

    code: Why
    subject: str = ""
    limit_won: int | None = None
    used_won: int | None = None
    pct: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Allowed when nothing speaks against it."""

    reasons: tuple[Reason, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.reasons

    def __bool__(self) -> bool:
        return self.allowed


class MoneyRefused(ValueError):
    """Values that must not exist: the reasons say which rule they break."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__("; ".join(f"{one.code} {one.subject} {one.used_won} > {one.limit_won}" for one in reasons))
        self.reasons = reasons


def refuse(reasons: Iterable[Reason]) -> None:
    """Raise if there is any reason."""
    found = tuple(reasons)
    if found:
        raise MoneyRefused(*found)
