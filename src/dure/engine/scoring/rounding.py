"""Half-up rounding of exact fractions: the only rounding in scoring."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor


def half_up(value: Fraction, decimals: int) -> Decimal:
    """To `decimals` decimals, halves upwards in size: 0.125 becomes 0.13, -0.125 becomes -0.13."""
    steps = floor(abs(value) * 10**decimals + Fraction(1, 2))
    return Decimal(steps if value >= 0 else -steps).scaleb(-decimals)
