from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dure.engine.money.reasons import MoneyRefused, Reason, Why
from dure.engine.money.recovery import (
    Collection,
    CollectionState,
    Paid,
    Part,
    Surcharge,
    SurchargeRules,
    collection,
    in_parts,
    interest_won,
    may_recover,
    surcharge,
)

FIRST = date(2025, 1, 31)
DAYS = (FIRST, date(2025, 2, 28), date(2025, 3, 31))
PARTS = in_parts(1000, DAYS)


def test_surcharge_is_the_recovered_amount_times_the_factor() -> None:
    assert surcharge(10_000_001, Decimal("1.5")) == Surcharge(15_000_001)


def test_surcharge_stops_at_the_largest_factor() -> None:
    assert surcharge(100, Decimal(6)) == Surcharge(500, (Reason(Why.FACTOR_OVER_LIMIT, "surcharge", pct=Decimal(5)),))


def test_who_reports_itself_pays_no_surcharge_where_the_rule_says_so() -> None:
    assert surcharge(100, Decimal(5), self_reported=True) == Surcharge(0, (Reason(Why.WAIVED, "surcharge"),))
    assert surcharge(100, Decimal(5), SurchargeRules(Decimal(5), False), self_reported=True) == Surcharge(500)


def test_more_than_was_paid_is_not_recovered() -> None:
    assert may_recover(1000, 600, 400).allowed
    assert may_recover(1000, 600, 401).reasons == (Reason(Why.RECOVERED_OVER_PAID, "recovery", 400, 401),)


def test_interest_is_by_the_day_and_cut() -> None:
    assert interest_won(10_000_000, Decimal("3.5"), 365) == 350_000
    assert interest_won(10_000_000, Decimal("3.5"), 1) == 958


def test_parts_of_a_debt_sum_to_it() -> None:
    assert in_parts(1000, DAYS) == (Part(DAYS[0], 334), Part(DAYS[1], 333), Part(DAYS[2], 333))


@pytest.mark.parametrize("days", [(), (FIRST, FIRST), (DAYS[1], DAYS[0])])
def test_parts_without_an_order_of_days_are_refused(days: tuple[date, ...]) -> None:
    with pytest.raises(MoneyRefused):
        in_parts(1000, days)


@pytest.mark.parametrize(
    ("paid", "on", "written_off", "expected"),
    [
        ([], FIRST, 0, Collection(CollectionState.OPEN, 1000, 0, 1000, 0, 0, 0)),
        ([], date(2025, 2, 1), 0, Collection(CollectionState.OVERDUE, 1000, 0, 1000, 334, 1, 0)),
        ([334], date(2025, 2, 1), 0, Collection(CollectionState.PARTLY, 1000, 334, 666, 0, 0, 0)),
        ([333], date(2025, 3, 1), 0, Collection(CollectionState.OVERDUE, 1000, 333, 667, 334, 29, 0)),
        ([400, 600], FIRST, 0, Collection(CollectionState.COLLECTED, 1000, 1000, 0, 0, 0, 0)),
        ([1001], FIRST, 0, Collection(CollectionState.OVERPAID, 1000, 1001, 0, 0, 0, 1)),
        ([400], date(2025, 4, 1), 600, Collection(CollectionState.WRITTEN_OFF, 1000, 400, 0, 0, 0, 0)),
    ],
)
def test_state_follows_from_what_came_in(paid: list[int], on: date, written_off: int, expected: Collection) -> None:
    assert collection(PARTS, [Paid(FIRST, won) for won in paid], on, written_off) == expected


def test_payment_of_a_later_day_does_not_count_yet() -> None:
    assert collection(PARTS, [Paid(DAYS[1], 1000)], FIRST).state is CollectionState.OPEN


def test_more_than_is_left_is_not_written_off() -> None:
    with pytest.raises(MoneyRefused) as refused:
        collection(PARTS, [Paid(FIRST, 400)], FIRST, 601)

    assert refused.value.reasons == (Reason(Why.WRITTEN_OFF_OVER_LEFT, "collection", 600, 601),)


@given(
    st.integers(0, 10**9),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 10**9)), max_size=5),
    st.integers(0, 200),
)
def test_collection_always_adds_up(due: int, paid: list[tuple[int, int]], day: int) -> None:
    payments = [Paid(FIRST + timedelta(at), won) for at, won in paid]
    now = collection(in_parts(due, DAYS), payments, FIRST + timedelta(day))

    assert now.due_won == due
    assert now.paid_won - now.over_won + now.left_won == due
    assert 0 <= now.overdue_won <= now.left_won
    assert (now.days_overdue > 0) == (now.overdue_won > 0) == (now.state is CollectionState.OVERDUE)
