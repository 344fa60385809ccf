from __future__ import annotations

import math
import random

import pytest
from tests.engine.floor.spc.known import pistonrings, singles

from dure.engine.floor.spc.answer import Capability, Interval, Intervals
from dure.engine.floor.spc.draw import draw
from dure.engine.floor.spc.samples import Chart, Sample
from dure.engine.floor.spc.settings import Settings


def told(samples: tuple[Sample, ...], settings: Settings, chart: Chart = Chart.XBAR_R) -> Capability:
    found = draw(chart, samples, settings).capability
    assert found is not None
    return found


def test_capability_of_piston_rings_equals_the_formulas() -> None:
    found = told(pistonrings()[:25], Settings(lsl=73.95, usl=74.05))

    values = [value for sample in pistonrings()[:25] for value in sample.values]
    center = sum(values) / 125
    overall = math.sqrt(sum((value - center) ** 2 for value in values) / 124)
    within = 0.02276 / 2.3259289473
    assert (found.n, found.reason) == (125, None)
    assert found.cp == pytest.approx(0.1 / (6 * within), rel=1e-9)
    assert found.cpk == pytest.approx((74.05 - center) / (3 * within), rel=1e-9)
    assert found.pp == pytest.approx(0.1 / (6 * overall), rel=1e-9)
    assert found.ppk == pytest.approx((74.05 - center) / (3 * overall), rel=1e-9)


def test_intervals_widen_with_less_data() -> None:
    whole, part = (told(pistonrings()[:many], Settings(lsl=73.95, usl=74.05)) for many in (25, 7))

    assert width(whole.intervals.cp) < width(part.intervals.cp)
    assert width(whole.intervals.ppk) < width(part.intervals.ppk)
    assert width(whole.tolerance) < width(part.tolerance)


def width(interval: Interval | None) -> float:
    assert interval is not None
    return interval.high - interval.low


@pytest.mark.parametrize(("chart", "size"), [(Chart.XBAR_R, 5), (Chart.XBAR_S, 5), (Chart.I_MR, 1)])
def test_intervals_hold_the_truth_about_as_often_as_they_claim(chart: Chart, size: int) -> None:
    """The true indices of a normal process between ±4 around 0.5 are 4/3 and 3.5/3."""
    source = random.Random(20)
    held = {"cp": 0, "cpk": 0, "pp": 0, "ppk": 0}
    stable = 0
    for _ in range(400):
        samples = tuple(Sample(str(at), tuple(source.gauss(0.5, 1) for _ in range(size))) for at in range(100 // size))
        found = told(samples, Settings(lsl=-4, usl=4), chart)
        if found.reason is None:
            stable += 1
            for name in held:
                interval = getattr(found.intervals, name)
                truth = 4 / 3 if name in {"cp", "pp"} else 3.5 / 3
                held[name] += interval.low <= truth <= interval.high

    assert [name for name, times in held.items() if not 0.91 <= times / stable <= 0.99] == []


def test_one_specification_limit_gives_the_one_sided_indices() -> None:
    upper, lower = (told(pistonrings()[:25], settings) for settings in (Settings(usl=74.05), Settings(lsl=73.95)))

    assert (upper.cp, upper.pp, upper.intervals.cp, upper.intervals.pp) == (None, None, None, None)
    assert (upper.cpk, lower.cpk) == (pytest.approx(1.6632, abs=1e-4), pytest.approx(1.7433, abs=1e-4))


@pytest.mark.parametrize(
    ("samples", "chart", "code"),
    [
        (pistonrings(), Chart.XBAR_R, "unstable"),
        (pistonrings()[:5], Chart.XBAR_R, "too_few"),
        (singles(*[7.0] * 40), Chart.I_MR, "no_spread"),
    ],
)
def test_capability_is_refused_where_it_would_mislead(samples: tuple[Sample, ...], chart: Chart, code: str) -> None:
    found = told(samples, Settings(lsl=0, usl=100), chart)

    assert found.reason is not None
    assert found.reason.code == code
    assert (found.cp, found.cpk, found.pp, found.ppk, found.tolerance) == (None,) * 5
    assert found.intervals == Intervals()


def test_capability_is_told_only_when_asked() -> None:
    assert draw(Chart.XBAR_R, pistonrings()).capability is None
