from datetime import date

import pytest

from dure.foundation.workflow.periods import last_day, months_after


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 6, 14), 8, date(2025, 2, 14)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2024, 12, 1), 12, date(2025, 12, 1)),
    ],
)
def test_months_after_keeps_the_day_where_there_is_one(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


def test_last_day_is_the_one_before() -> None:
    assert last_day(date(2024, 6, 14), 8) == date(2025, 2, 13)
