from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dure.engine.money.reasons import MoneyRefused, Why
from dure.engine.money.rounding import apportion, hundredths, part_won, rate_pct, rounded_down


@given(st.integers(0, 10**13), st.lists(st.integers(0, 10**12), min_size=1, max_size=6).filter(any))
def test_apportion_sums_and_keeps_each_part_within_a_won_of_its_share(total: int, weights: list[int]) -> None:
    parts = apportion(total, weights)

    assert sum(parts) == total
    assert all(
        abs(part - Fraction(total * weight, sum(weights))) < 1 for part, weight in zip(parts, weights, strict=True)
    )
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)


def test_apportion_gives_the_odd_won_to_the_largest_remainder_then_to_the_first() -> None:
    assert apportion(10, [1, 1, 1]) == (4, 3, 3)
    assert apportion(10, [1, 2, 3]) == (2, 3, 5)


def test_apportion_refuses_to_divide_something_among_nobody() -> None:
    assert apportion(0, [0, 0]) == (0, 0)
    with pytest.raises(MoneyRefused):
        apportion(1, [0, 0])


@pytest.mark.parametrize("pct", ["12.345", "-1", "NaN", "Infinity"])
def test_percentage_that_is_none_is_refused(pct: str) -> None:
    with pytest.raises(MoneyRefused) as refused:
        hundredths(Decimal(pct))

    assert [reason.code for reason in refused.value.reasons] == [Why.BAD_PCT]


def test_parts_are_cut_down() -> None:
    assert part_won(1_999, Decimal("33.33")) == 666
    assert rounded_down(1_999, 1_000) == 1_000


def test_rate_has_one_decimal_with_halves_up() -> None:
    assert rate_pct(1, 3) == Decimal("33.3")
    assert rate_pct(1, 2000) == Decimal("0.1")
    assert rate_pct(0, 0) is None
