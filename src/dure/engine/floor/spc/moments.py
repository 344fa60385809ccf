"""Mean and standard deviation that keep their digits and do not depend on the order of the values."""

from __future__ import annotations

import math
from collections.abc import Sequence


def mean(values: Sequence[float]) -> float:
    return values[0] if _same(values) else math.fsum(values) / len(values)


def stdev(values: Sequence[float]) -> float:
    """Of a sample (divisor n - 1); two values at least. Exactly zero where all are equal."""
    if _same(values):
        return 0.0
    about = mean(values)
    parts = [value - about for value in values]
    # The second term takes back what rounding the mean put into the first.
    squares = math.fsum(part * part for part in parts) - math.fsum(parts) ** 2 / len(parts)
    return math.sqrt(max(squares, 0.0) / (len(parts) - 1))


def spread(values: Sequence[float]) -> float:
    """The range: largest minus smallest."""
    return max(values) - min(values)


def _same(values: Sequence[float]) -> bool:
    return all(value == values[0] for value in values)
