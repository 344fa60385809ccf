"""Cp, Cpk from the variation within samples, Pp, Ppk from all of it, each with its 95 % confidence interval.

Intervals of Cp and Pp follow the chi-square distribution; those of Cpk and Ppk Bissell's approximation (1990).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scipy.special import chdtri, ndtri

from dure.engine.floor.spc.answer import Capability, Interval, Intervals, Said
from dure.engine.floor.spc.moments import mean, stdev
from dure.engine.floor.spc.samples import Chart, Sample
from dure.engine.floor.spc.settings import Settings
from dure.engine.floor.spc.tolerance import howe_k2
from dure.engine.floor.spc.within import dispersions, freedom, sigma_within

FEWEST: Final = 30
CONFIDENCE: Final = 0.95
COVERAGE: Final = 0.99

UNSTABLE: Final = Said(
    "unstable",
    "이상 신호가 있어 공정이 안정되지 않았습니다. 원인을 없앤 뒤에 공정능력을 구할 수 있습니다",
    "a signal stands: the process is not stable; capability can be told once its cause is removed",
)
TOO_FEW: Final = Said(
    "too_few",
    f"값이 {FEWEST}개보다 적어 공정능력을 말할 수 없습니다",
    f"fewer than {FEWEST} values: too few to tell capability",
)
NO_SPREAD: Final = Said(
    "no_spread",
    "값에 산포가 없어 공정능력을 구할 수 없습니다. 측정 눈금이 너무 거칠지 않은지 보세요",
    "the values do not vary; see whether the gauge reads too coarsely",
)


@dataclass(frozen=True)
class _Spread:
    """A sigma and the degrees of freedom behind it."""

    sigma: float
    freedom: float


def capability(chart: Chart, samples: Sequence[Sample], settings: Settings, *, stable: bool) -> Capability:
    """Over all samples, whatever centre, sigma or baseline the chart was drawn with."""
    values = [value for sample in samples for value in sample.values]
    found = dispersions(chart, samples)
    within = _Spread(sigma_within(found), freedom(found))
    overall = _Spread(stdev(values), len(values) - 1)
    reason = _reason(len(values), stable, min(within.sigma, overall.sigma))
    if reason:
        return Capability(settings.lsl, settings.usl, len(values), None, None, None, None, Intervals(), None, reason)
    cp, cp_range = _potential(settings, within)
    pp, pp_range = _potential(settings, overall)
    cpk, cpk_range = _actual(settings, mean(values), within, len(values))
    ppk, ppk_range = _actual(settings, mean(values), overall, len(values))
    half = howe_k2(len(values), COVERAGE, CONFIDENCE) * overall.sigma
    return Capability(
        lsl=settings.lsl,
        usl=settings.usl,
        n=len(values),
        cp=cp,
        cpk=cpk,
        pp=pp,
        ppk=ppk,
        intervals=Intervals(cp_range, cpk_range, pp_range, ppk_range),
        tolerance=Interval(mean(values) - half, mean(values) + half),
        reason=None,
    )


def _reason(count: int, stable: bool, sigma: float) -> Said | None:
    if sigma == 0:
        return NO_SPREAD
    if not stable:
        return UNSTABLE
    return TOO_FEW if count < FEWEST else None


def _potential(settings: Settings, spread: _Spread) -> tuple[float | None, Interval | None]:
    """The room between two limits; with one limit there is no such room."""
    if settings.lsl is None or settings.usl is None:
        return None, None
    index = (settings.usl - settings.lsl) / (6 * spread.sigma)
    tail = (1 - CONFIDENCE) / 2
    # chdtri answers by the upper tail.
    low, high = (index * math.sqrt(float(chdtri(spread.freedom, side)) / spread.freedom) for side in (1 - tail, tail))
    return index, Interval(low, high)


def _actual(settings: Settings, center: float, spread: _Spread, count: int) -> tuple[float, Interval]:
    """The room towards the nearer limit."""
    rooms = []
    if settings.lsl is not None:
        rooms.append(center - settings.lsl)
    if settings.usl is not None:
        rooms.append(settings.usl - center)
    index = min(rooms) / (3 * spread.sigma)
    half = float(ndtri((1 + CONFIDENCE) / 2)) * math.sqrt(1 / (9 * count) + index**2 / (2 * spread.freedom))
    return index, Interval(index - half, index + half)
