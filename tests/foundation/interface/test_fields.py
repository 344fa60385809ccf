from datetime import date

import pytest
from django.core.exceptions import ValidationError

from dure.foundation.interface.fields import MOST_WON, DayField, MomentField, WonField


@pytest.mark.parametrize(
    ("typed", "won"),
    [("12,340,000", 12_340_000), ("12340000원", 12_340_000), ("１２３", 123), (" 0 ", 0), (f"{MOST_WON:,}", MOST_WON)],
)
def test_won_is_read_as_people_write_it(typed: str, won: int) -> None:
    assert WonField().clean(typed) == won


@pytest.mark.parametrize("typed", ["-1", "12만원", "1.5", str(MOST_WON + 1), "", "원"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        WonField().clean(typed)


def test_an_amount_may_be_left_out_where_it_is_not_required() -> None:
    assert WonField(required=False).clean("") is None


def test_the_least_amount_may_be_above_nothing() -> None:
    with pytest.raises(ValidationError):
        WonField(min_value=1).clean("0")


@pytest.mark.parametrize("typed", ["2024-03-05", "2024.3.5", "2024. 3. 5.", "2024/3/5", "２０２４-０３-０５"])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert DayField().clean(typed) == date(2024, 3, 5)


@pytest.mark.parametrize("typed", ["2024-02-30", "어제", "3/5/2024", "20240305"])
def test_a_day_that_is_none_is_refused_with_how_to_write_it(typed: str) -> None:
    with pytest.raises(ValidationError, match="2024-03-20"):
        DayField().clean(typed)


def test_a_moment_that_is_none_is_refused_with_how_to_write_it() -> None:
    with pytest.raises(ValidationError, match="2024-03-20 09:00"):
        MomentField().clean("2024-02-30T10:00")
