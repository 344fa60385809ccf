"""Against the table that textbooks print, and against closed forms."""

from __future__ import annotations

import math

import pytest

from dure.engine.floor.spc.constants import c4, constants, range_moments

# n: d2, d3, c4, A2, A3, B3, B4, D3, D4. D4 of 3 is often printed 2.574, from d2 and d3 already rounded.
PRINTED = {
    2: (1.128, 0.853, 0.7979, 1.880, 2.659, 0, 3.267, 0, 3.267),
    3: (1.693, 0.888, 0.8862, 1.023, 1.954, 0, 2.568, 0, 2.575),
    4: (2.059, 0.880, 0.9213, 0.729, 1.628, 0, 2.266, 0, 2.282),
    5: (2.326, 0.864, 0.9400, 0.577, 1.427, 0, 2.089, 0, 2.114),
    6: (2.534, 0.848, 0.9515, 0.483, 1.287, 0.030, 1.970, 0, 2.004),
    7: (2.704, 0.833, 0.9594, 0.419, 1.182, 0.118, 1.882, 0.076, 1.924),
    8: (2.847, 0.820, 0.9650, 0.373, 1.099, 0.185, 1.815, 0.136, 1.864),
    9: (2.970, 0.808, 0.9693, 0.337, 1.032, 0.239, 1.761, 0.184, 1.816),
    10: (3.078, 0.797, 0.9727, 0.308, 0.975, 0.284, 1.716, 0.223, 1.777),
}
DIGITS = (3, 3, 4, 3, 3, 3, 3, 3, 3)


@pytest.mark.parametrize("size", PRINTED)
def test_constants_round_to_the_printed_table(size: int) -> None:
    row = constants(size)

    found = (row.d2, row.d3, row.c4, row.a2, row.a3, row.b3, row.b4, row.d3_lower, row.d4_upper)

    assert tuple(round(value, digits) for value, digits in zip(found, DIGITS, strict=True)) == PRINTED[size]


def test_range_moments_of_two_and_three_equal_their_closed_forms() -> None:
    assert range_moments(2) == pytest.approx((2 / math.sqrt(math.pi), math.sqrt(2 - 4 / math.pi)), abs=1e-11)
    assert range_moments(3)[0] == pytest.approx(3 / math.sqrt(math.pi), abs=1e-11)


def test_c4_of_large_samples_approaches_one() -> None:
    assert c4(100_001) == pytest.approx(1 - 1 / 400_000, abs=1e-10)


@pytest.mark.parametrize("size", [1, 26])
def test_constants_outside_the_table_are_refused(size: int) -> None:
    with pytest.raises(ValueError, match=f"samples of {size}"):
        constants(size)
