"""Three ways to estimate the variation within samples: ranges, standard deviations, moving ranges.

Where sizes differ, each sample speaks with the weight that makes the estimate's variance smallest (Burr 1969);
where they are equal this is the textbook's mean range over d2, or mean standard deviation over c4.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dure.engine.floor.spc.constants import c4, range_moments
from dure.engine.floor.spc.moments import spread, stdev
from dure.engine.floor.spc.samples import Chart, Sample


@dataclass(frozen=True)
class Spread:
    """A statistic of each sample, and its mean and standard deviation for normal values of sigma 1, by size."""

    of: Callable[[Sequence[float]], float]
    moments: Callable[[int], tuple[float, float]]


@dataclass(frozen=True)
class Dispersions:
    """A dispersion of each sample, of how many values it is, and how to read it. None: the first moving range."""

    values: tuple[float | None, ...]
    sizes: tuple[int, ...]
    spread: Spread


def _stdev_moments(size: int) -> tuple[float, float]:
    return c4(size), math.sqrt(1 - c4(size) ** 2)


RANGE = Spread(spread, range_moments)
STDEV = Spread(stdev, _stdev_moments)


def dispersions(chart: Chart, samples: Sequence[Sample]) -> Dispersions:
    """Moving ranges where each sample is one value, else ranges for xbar_r and standard deviations for the rest."""
    if all(sample.size == 1 for sample in samples):
        values = [sample.values[0] for sample in samples]
        moving = [abs(values[at] - values[at - 1]) for at in range(1, len(values))]
        return Dispersions((None, *moving), (2,) * len(values), RANGE)
    way = RANGE if chart is Chart.XBAR_R else STDEV
    return Dispersions(
        tuple(way.of(sample.values) for sample in samples), tuple(sample.size for sample in samples), way
    )


def sigma_within(found: Dispersions) -> float:
    """Standard deviation of single values, from what varies within samples."""
    numerators, weights = [], []
    for value, size in zip(found.values, found.sizes, strict=True):
        if value is not None:
            mean, deviation = found.spread.moments(size)
            numerators.append(value * mean / deviation**2)
            weights.append(mean**2 / deviation**2)
    return math.fsum(numerators) / math.fsum(weights)


def freedom(found: Dispersions) -> float:
    """Degrees of freedom of the standard deviation that would be as uncertain as `sigma_within`."""
    if None in found.values:
        relative = _moving_range_variance(len(found.values))
    else:
        moments = [found.spread.moments(size) for size in found.sizes]
        relative = 1 / math.fsum(mean**2 / deviation**2 for mean, deviation in moments)
    # A standard deviation of v degrees has relative variance 1/2v + 1/8v², to the second order; solved for v.
    return (1 + math.sqrt(1 + 2 * relative)) / (4 * relative)


def _moving_range_variance(count: int) -> float:
    """Variance of the mean moving range over its squared mean; neighbours share a value and so are correlated."""
    steps = count - 1
    squared_mean = 4 / math.pi
    own = 2 - squared_mean
    # E|ab| of two differences that share a value: normal, variance 2, correlation -1/2.
    shared = squared_mean * (math.sqrt(3) / 2 + math.pi / 12) - squared_mean
    return (steps * own + 2 * (steps - 1) * shared) / (steps**2 * squared_mean)
