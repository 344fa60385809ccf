from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dure.journey.builds.deadlines import later
from dure.journey.builds.schedule import Span, moved

FIRST = Span(date(2024, 6, 14), date(2025, 2, 13))


def test_a_day_is_set_after_its_part_of_the_time() -> None:
    assert FIRST.after(Decimal(0)) == date(2024, 6, 14)
    assert FIRST.after(Decimal(50)) == date(2024, 10, 14)
    assert FIRST.after(Decimal(100)) == date(2025, 2, 13)


def test_a_day_moves_in_proportion() -> None:
    longer = Span(FIRST.starts_on, date(2025, 4, 14))

    assert moved(FIRST.ends_on, FIRST, longer) == longer.ends_on
    assert moved(FIRST.starts_on, FIRST, longer) == longer.starts_on
    assert moved(date(2024, 10, 14), FIRST, longer) == date(2024, 11, 13)


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(1, 900), st.integers(1, 900))
def test_moving_keeps_order_and_stays_within_the_new_span(start: date, days: int, more: int) -> None:
    first = Span(start, date.fromordinal(start.toordinal() + days))
    now = Span(start, date.fromordinal(start.toordinal() + more))
    found = [moved(date.fromordinal(start.toordinal() + n), first, now) for n in range(0, days + 1, max(days // 7, 1))]

    assert found == sorted(found)
    assert now.starts_on <= found[0] <= found[-1] <= now.ends_on


def test_nothing_moves_where_the_days_are_the_same() -> None:
    assert moved(date(2024, 8, 1), FIRST, FIRST) == date(2024, 8, 1)


def test_months_later_ends_with_a_short_month() -> None:
    assert later(date(2024, 1, 31), months=1) == date(2024, 2, 29)
    assert later(date(2024, 12, 15), months=12) == date(2025, 12, 15)
    assert later(date(2023, 11, 30), months=3) == date(2024, 2, 29)
