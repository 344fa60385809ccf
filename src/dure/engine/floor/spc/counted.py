"""Charts of counts: p and np (defective pieces of n), c and u (defects in n units)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dure.engine.floor.spc.measured import Drawn
from dure.engine.floor.spc.samples import Chart, Tally
from dure.engine.floor.spc.settings import Settings
from dure.engine.floor.spc.track import Track
from dure.engine.strict_json import InputError, pointer


def draw_counted(chart: Chart, tallies: Sequence[Tally], settings: Settings) -> Drawn:
    """Sigmas are the binomial's or the Poisson's, so a chart of counts needs no dispersion chart."""
    baseline = tallies[: settings.baseline]
    rate = sum(tally.count for tally in baseline) / sum(tally.size for tally in baseline)
    if chart is Chart.C:
        _refuse_other_sizes(tallies)
    return Drawn(_track(chart, tallies, rate), tuple(tally.size for tally in tallies))


def _track(chart: Chart, tallies: Sequence[Tally], rate: float) -> Track:
    counts = tuple(float(tally.count) for tally in tallies)
    sizes = [tally.size for tally in tallies]
    rates = tuple(tally.count / tally.size for tally in tallies)
    share_variance = rate * (1 - rate)
    level = (rate,) * len(sizes)
    expected = tuple(size * rate for size in sizes)
    match chart:
        case Chart.P:
            sigmas = tuple(math.sqrt(share_variance / size) for size in sizes)
            return Track(rates, level, sigmas, lowest=0.0, highest=(1.0,) * len(sizes))
        case Chart.NP:
            sigmas = tuple(math.sqrt(share_variance * size) for size in sizes)
            return Track(counts, expected, sigmas, lowest=0.0, highest=tuple(float(size) for size in sizes))
        case Chart.C:
            return Track(counts, expected, tuple(math.sqrt(mean) for mean in expected), lowest=0.0)
        case _:
            return Track(rates, level, tuple(math.sqrt(rate / size) for size in sizes), lowest=0.0)


def _refuse_other_sizes(tallies: Sequence[Tally]) -> None:
    for tally in tallies:
        if tally.size != tallies[0].size:
            raise InputError(
                pointer("/samples", tally.label),
                f"size {tally.size} where others have {tallies[0].size}; c needs equal sizes: use u",
                f"시료군 크기가 {tallies[0].size}, {tally.size} 등으로 다릅니다. c 대신 u 관리도를 고르십시오",
            )
