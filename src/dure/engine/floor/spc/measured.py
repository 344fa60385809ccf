"""Charts of measured values: X̄-R, X̄-s, I-MR, and EWMA on top of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dure.engine.floor.spc.constants import LARGEST_FOR_RANGE
from dure.engine.floor.spc.moments import mean
from dure.engine.floor.spc.samples import Chart, Sample
from dure.engine.floor.spc.settings import Settings
from dure.engine.floor.spc.track import Track
from dure.engine.floor.spc.within import Dispersions, dispersions, sigma_within
from dure.engine.strict_json import InputError, pointer


@dataclass(frozen=True)
class Drawn:
    """The lines of one chart. `first_dispersion` is 1 where the first point has no dispersion of its own.

    `steady` replaces the printed limits where the points' own limits grow towards it.
    """

    location: Track
    sizes: tuple[int, ...]
    dispersion: Track | None = None
    first_dispersion: int = 0
    sigma: float | None = None
    steady: Track | None = None


def draw_measured(chart: Chart, samples: Sequence[Sample], settings: Settings) -> Drawn:
    refuse_sizes(chart, samples)
    baseline = samples[: settings.baseline]
    center = settings.center
    if center is None:
        center = mean([value for sample in baseline for value in sample.values])
    sigma = settings.sigma
    if sigma is None:
        sigma = sigma_within(dispersions(chart, baseline))
    found = dispersions(chart, samples)
    means = Track(
        tuple(mean(sample.values) for sample in samples),
        (center,) * len(samples),
        tuple(sigma / math.sqrt(sample.size) for sample in samples),
    )
    return Drawn(
        location=smoothed(means, settings) if chart is Chart.EWMA else means,
        sizes=tuple(sample.size for sample in samples),
        dispersion=_dispersion_track(found, sigma),
        first_dispersion=1 if None in found.values else 0,
        sigma=sigma,
        steady=_steady(means, settings) if chart is Chart.EWMA else None,
    )


def refuse_sizes(chart: Chart, samples: Sequence[Sample]) -> None:
    """
    Raises:
        InputError: names the first sample whose size this chart cannot take, and the chart that can.
    """
    single = samples[0].size == 1
    for sample in samples:
        path = pointer("/samples", sample.label)
        if chart is Chart.I_MR and sample.size > 1:
            raise InputError(
                path,
                f"{sample.size} values; i_mr takes one value a sample: use xbar_r or xbar_s",
                f"값이 {sample.size}개입니다. i_mr은 시료군마다 값 하나입니다. xbar_r 또는 xbar_s를 쓰세요",
            )
        if chart in {Chart.XBAR_R, Chart.XBAR_S} and sample.size == 1:
            raise InputError(
                path,
                f"one value; {chart} needs at least two in each sample: use i_mr for single values",
                f"값이 하나뿐입니다. {chart}은(는) 시료군마다 둘 이상 필요합니다. 값이 하나씩이면 i_mr을 쓰세요",
            )
        if chart is Chart.XBAR_R and sample.size > LARGEST_FOR_RANGE:
            raise InputError(
                path,
                f"{sample.size} values; a range of more than {LARGEST_FOR_RANGE} wastes them: use xbar_s",
                f"값이 {sample.size}개입니다. 범위(R)는 {LARGEST_FOR_RANGE}개까지만 씁니다. xbar_s를 쓰세요",
            )
        if chart is Chart.EWMA and (sample.size == 1) != single:
            raise InputError(
                path,
                "samples of one value cannot stand beside samples of several",
                "값이 하나인 시료군과 여럿인 시료군을 함께 쓸 수 없습니다",
            )


def smoothed(means: Track, settings: Settings) -> Track:
    """Exponentially weighted moving average, with the limits that grow while it forgets its known start."""
    share, kept = settings.weight, 1 - settings.weight
    level, variance = means.centers[0], 0.0
    levels, sigmas = [], []
    for value, sigma in zip(means.values, means.sigmas, strict=True):
        level = share * value + kept * level
        variance = kept**2 * variance + (share * sigma) ** 2
        levels.append(level)
        sigmas.append(math.sqrt(variance))
    return Track(tuple(levels), means.centers, tuple(sigmas), reach=settings.reach)


def _steady(means: Track, settings: Settings) -> Track:
    """The limits towards which those of equal samples grow."""
    shrink = math.sqrt(settings.weight / (2 - settings.weight))
    return Track(means.values, means.centers, tuple(sigma * shrink for sigma in means.sigmas), reach=settings.reach)


def _dispersion_track(found: Dispersions, sigma: float) -> Track:
    rows = [
        (value, *found.spread.moments(size))
        for value, size in zip(found.values, found.sizes, strict=True)
        if value is not None
    ]
    return Track(
        tuple(value for value, _mean, _deviation in rows),
        tuple(expected * sigma for _value, expected, _deviation in rows),
        tuple(deviation * sigma for _value, _mean, deviation in rows),
        lowest=0.0,
    )
