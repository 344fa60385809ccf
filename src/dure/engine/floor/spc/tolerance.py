"""Tolerance intervals of normal values."""

from __future__ import annotations

import math

from scipy.special import chdtri, ndtri


def howe_k2(count: int, coverage: float, confidence: float) -> float:
    """How many standard deviations either side of the mean hold `coverage` of all, with `confidence` (Howe 1969)."""
    freedom = count - 1
    normal = float(ndtri((1 + coverage) / 2))
    # chdtri answers by the upper tail.
    return normal * math.sqrt(freedom * (1 + 1 / count) / float(chdtri(freedom, confidence)))
