"""What must be paid back and how far it came: 반납, 불인정액 회수, 환수, 제재부가금 are different things.

A return of the balance is ordinary; the disallowed is collected after the settlement; a recovery follows a violation
and a surcharge comes on top of it. Each has its own parts, dates and state of collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dure.engine.money.reasons import MoneyRefused, Reason, Verdict, Why, refuse
from dure.engine.money.rounding import hundredths, part_won


class DueKind(StrEnum):
    """Why money is due back."""

    RETURN = "return"
    DISALLOWED = "disallowed"
    RECOVERY = "recovery"
    SURCHARGE = "surcharge"


@dataclass(frozen=True, slots=True)
class SurchargeRules:
    """Settings: the largest factor, and that there is none for who reports itself and repays before notice."""

    max_factor: Decimal = Decimal(5)
    waived_when_self_reported: bool = True


DEFAULT = SurchargeRules()


@dataclass(frozen=True, slots=True)
class Surcharge:
    """The surcharge, and why it is not what was asked for."""

    won: int
    reasons: tuple[Reason, ...] = ()


def surcharge(
    recovered_won: int, factor: Decimal, rules: SurchargeRules = DEFAULT, *, self_reported: bool = False
) -> Surcharge:
    """제재부가금: the recovered amount times a factor, which a rule limits. Cut to the won.

    ``self_reported``: reported by the firm itself and wholly returned before it was told.
    """
    if recovered_won < 0:
        raise MoneyRefused(Reason(Why.NEGATIVE, DueKind.RECOVERY, 0, recovered_won))
    if self_reported and rules.waived_when_self_reported:
        return Surcharge(0, (Reason(Why.WAIVED, DueKind.SURCHARGE),))
    allowed = min(factor, rules.max_factor)
    over = (Reason(Why.FACTOR_OVER_LIMIT, DueKind.SURCHARGE, pct=rules.max_factor),) if factor > allowed else ()
    return Surcharge(part_won(recovered_won, allowed * 100), over)


def may_recover(paid_won: int, already_due_won: int, asked_won: int) -> Verdict:
    """A project can never owe back more than it was paid, over all returns, disallowances and recoveries."""
    if asked_won <= 0:
        return Verdict((Reason(Why.ZERO, DueKind.RECOVERY, 1, asked_won),))
    if already_due_won + asked_won > paid_won:
        left = max(0, paid_won - already_due_won)
        return Verdict((Reason(Why.RECOVERED_OVER_PAID, DueKind.RECOVERY, left, asked_won),))
    return Verdict()


def interest_won(won: int, pct_per_year: Decimal, days: int) -> int:
    """Simple interest on a recovery, a year being 365 days, cut to the won."""
    if won < 0 or days < 0:
        raise MoneyRefused(Reason(Why.NEGATIVE, "interest", 0, min(won, days)))
    return won * hundredths(pct_per_year) * days // (100 * 100 * 365)


@dataclass(frozen=True, slots=True)
class Part:
    """What is due by a day."""

    due_on: date
    won: int


@dataclass(frozen=True, slots=True)
class Paid:
    """What came in on a day."""

    on: date
    won: int


def in_parts(due_won: int, due_on: Sequence[date]) -> tuple[Part, ...]:
    """A debt in equal parts, one for each day; the first takes what cannot be divided."""
    refuse(_no_plan(due_won, due_on))
    each, left = divmod(due_won, len(due_on))
    return tuple(Part(day, each + (left if place == 0 else 0)) for place, day in enumerate(due_on))


def _no_plan(due_won: int, due_on: Sequence[date]) -> Iterator[Reason]:
    if due_won < 0:
        yield Reason(Why.NEGATIVE, "due", 0, due_won)
    if not due_on or list(due_on) != sorted(set(due_on)):
        yield Reason(Why.DATES_OUT_OF_ORDER, "due_on")


class CollectionState(StrEnum):
    """How far a debt was collected."""

    OPEN = "open"
    PARTLY = "partly"
    OVERDUE = "overdue"
    COLLECTED = "collected"
    WRITTEN_OFF = "written_off"
    OVERPAID = "overpaid"


@dataclass(frozen=True, slots=True)
class Collection:
    """A debt on a day. ``days_overdue`` counts from the earliest part that is not wholly paid."""

    state: CollectionState
    due_won: int
    paid_won: int
    left_won: int
    overdue_won: int
    days_overdue: int
    over_won: int


def collection(parts: Sequence[Part], payments: Sequence[Paid], on: date, written_off_won: int = 0) -> Collection:
    """The standing of a debt: payments up to the day cover the earliest part first, a write-off the last."""
    due = sum(part.won for part in parts)
    paid = sum(payment.won for payment in payments if payment.on <= on)
    refuse(_impossible(parts, payments, due, paid, written_off_won))
    left = max(0, due - written_off_won - paid)
    late = _late(parts, paid, left, on)
    overdue = min(left, sum(won for _, won in late))
    return Collection(
        state=_state(due, paid, left, overdue, written_off_won),
        due_won=due,
        paid_won=paid,
        left_won=left,
        overdue_won=overdue,
        days_overdue=(on - late[0][0]).days if late else 0,
        over_won=max(0, paid + written_off_won - due),
    )


def _impossible(
    parts: Sequence[Part], payments: Sequence[Paid], due: int, paid: int, written_off_won: int
) -> Iterator[Reason]:
    least = min(written_off_won, *(part.won for part in parts), *(payment.won for payment in payments), 0)
    if least < 0:
        yield Reason(Why.NEGATIVE, "collection", 0, least)
    if written_off_won > max(0, due - paid):
        yield Reason(Why.WRITTEN_OFF_OVER_LEFT, "collection", max(0, due - paid), written_off_won)


def _late(parts: Sequence[Part], paid_won: int, left_won: int, on: date) -> list[tuple[date, int]]:
    """Days in the past with what is still missing of their parts, the earliest first."""
    missing = []
    for part in sorted(parts, key=lambda one: one.due_on):
        covered = min(part.won, paid_won)
        paid_won -= covered
        if part.due_on < on and part.won > covered and left_won:
            missing.append((part.due_on, part.won - covered))
    return missing


def _state(due: int, paid: int, left: int, overdue: int, written_off: int) -> CollectionState:
    if paid > due:
        return CollectionState.OVERPAID
    if left == 0:
        return CollectionState.WRITTEN_OFF if written_off else CollectionState.COLLECTED
    if overdue:
        return CollectionState.OVERDUE
    return CollectionState.PARTLY if paid else CollectionState.OPEN
