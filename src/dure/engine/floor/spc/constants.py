"""Constants of control charts, computed instead of typed in: printed tables are a known source of slips.

For samples of n independent standard normal values: d2 and d3 are the mean and standard deviation of the range,
c4 is the mean of the standard deviation. All others follow.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from scipy.special import gammaln, ndtr

# Beyond 25 values the range wastes most of what a sample tells.
LARGEST_FOR_RANGE: Final = 25
# A normal value falls outside ±9 once in 10^18; 25 of them span more than 18 even more rarely.
_EDGE: Final = 9.0
_NODES: Final = 200


@dataclass(frozen=True)
class Constants:
    """A2, A3: half-widths of the mean's limits in ranges, in standard deviations; B, D: limits of those two."""

    d2: float
    d3: float
    c4: float
    a2: float
    a3: float
    b3: float
    b4: float
    d3_lower: float
    d4_upper: float


@lru_cache(maxsize=64)
def range_moments(size: int) -> tuple[float, float]:
    """d2 and d3, by integrating 1 - F and 2w(1 - F), where F(w) is the chance that the range is at most w."""
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    lowest, at_lowest = nodes * _EDGE, weights * _EDGE
    width, at_width = (nodes + 1) * _EDGE, weights * _EDGE
    density = np.exp(-(lowest**2) / 2) / math.sqrt(2 * math.pi)
    others_within = (ndtr(lowest[None, :] + width[:, None]) - ndtr(lowest)[None, :]) ** (size - 1)
    beyond = 1 - size * (others_within * (density * at_lowest)[None, :]).sum(axis=1)
    first = float((beyond * at_width).sum())
    second = float((2 * width * beyond * at_width).sum())
    return first, math.sqrt(second - first * first)


@lru_cache(maxsize=256)
def c4(size: int) -> float:
    return math.sqrt(2 / (size - 1)) * math.exp(float(gammaln(size / 2) - gammaln((size - 1) / 2)))


@lru_cache(maxsize=64)
def constants(size: int) -> Constants:
    """The printed table's row for samples of `size` values, 2 to 25."""
    if not 2 <= size <= LARGEST_FOR_RANGE:
        raise ValueError(f"no row for samples of {size}")
    d2, d3 = range_moments(size)
    mean = c4(size)
    wide = 3 * math.sqrt(1 - mean * mean) / mean
    return Constants(
        d2=d2,
        d3=d3,
        c4=mean,
        a2=3 / (d2 * math.sqrt(size)),
        a3=3 / (mean * math.sqrt(size)),
        b3=max(0.0, 1 - wide),
        b4=1 + wide,
        d3_lower=max(0.0, 1 - 3 * d3 / d2),
        d4_upper=1 + 3 * d3 / d2,
    )
