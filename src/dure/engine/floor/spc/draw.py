"""The one door: samples in, a chart with its signals out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from dure.engine.floor.spc.answer import Answer, DispersionPoint, Limits, Point, Said, Signal
from dure.engine.floor.spc.capability import capability
from dure.engine.floor.spc.counted import draw_counted
from dure.engine.floor.spc.measured import Drawn, draw_measured
from dure.engine.floor.spc.rules import broken
from dure.engine.floor.spc.samples import Chart, Sample, Samples, Tally
from dure.engine.floor.spc.settings import Settings, refuse_unfit
from dure.engine.floor.spc.track import Track
from dure.engine.strict_json import InputError

FIRM_LIMITS_FROM: Final = 20
FEW_SAMPLES: Final = Said(
    "few_samples",
    f"시료군이 {FIRM_LIMITS_FROM}개보다 적어 관리한계는 잠정입니다",
    f"fewer than {FIRM_LIMITS_FROM} samples: the limits are provisional",
)
NO_SPREAD: Final = Said(
    "no_spread",
    "산포가 0이어서 관리한계가 중심선과 같습니다. 관리한계를 벗어난 점만 신호로 봅니다",
    "there is no variation to set limits by: they fall on the centre, and only points beyond them are signalled",
)


def draw(chart: Chart, samples: Samples, settings: Settings | None = None) -> Answer:
    """Draw `samples` (Sample for measured charts, Tally for charts of counts) in the order given.

    Raises:
        InputError: names the setting or the sample that this chart cannot take, and what would do.
    """
    settings = settings or Settings()
    if len(samples) < 2:
        raise InputError("/samples", "a chart needs at least two samples", "관리도에는 시료군이 둘 이상 필요합니다")
    refuse_unfit(settings, chart, len(samples))
    if not chart.measured:
        return _answer(chart, samples, settings, draw_counted(chart, cast("Sequence[Tally]", samples), settings))
    return _answer(chart, samples, settings, draw_measured(chart, cast("Sequence[Sample]", samples), settings))


def _answer(chart: Chart, samples: Samples, settings: Settings, drawn: Drawn) -> Answer:
    labels = [sample.label for sample in samples]
    signals = _signals(chart, labels, settings, drawn)
    asked = settings.asks_capability
    limits = _limits(drawn.steady or drawn.location)
    return Answer(
        chart=chart,
        rules=settings.rules,
        center=limits.center,
        lcl=limits.lcl,
        ucl=limits.ucl,
        sigma=drawn.sigma,
        dispersion=_limits(drawn.dispersion) if drawn.dispersion else None,
        points=tuple(_point(label, at, drawn) for at, label in enumerate(labels)),
        signals=signals,
        notes=_notes(drawn, settings),
        capability=capability(chart, cast("Sequence[Sample]", samples), settings, stable=not signals)
        if asked
        else None,
    )


def _signals(chart: Chart, labels: list[str], settings: Settings, drawn: Drawn) -> tuple[Signal, ...]:
    """In the order of samples; the location's rules before the dispersion's.

    Neighbours on an EWMA chart share most of their data, and dispersions are not symmetrical: the run rules,
    made for independent normal points, would cry wolf there.
    """
    location = drawn.location
    only = None if location.zoned and chart is not Chart.EWMA else 1
    found = [(at, 0, rule) for at, rule in broken(settings.rules, location.standings(), only=only)]
    if drawn.dispersion:
        found += [
            (at + drawn.first_dispersion, 1, f"{rule}_dispersion")
            for at, rule in broken(settings.rules, drawn.dispersion.standings(), only=1)
        ]
    found.sort(key=lambda entry: entry[:2])
    return tuple(Signal(labels[at], rule) for at, _line, rule in found)


def _limits(track: Track) -> Limits:
    """One figure for the whole line, or null where the points' own differ."""
    points = range(len(track.values))
    return Limits(
        center=_one([track.centers[at] for at in points]),
        lcl=_one([track.lcl(at) for at in points]),
        ucl=_one([track.ucl(at) for at in points]),
    )


def _one(figures: list[float]) -> float | None:
    return figures[0] if len(set(figures)) == 1 else None


def _point(label: str, at: int, drawn: Drawn) -> Point:
    location = drawn.location
    return Point(
        sample=label,
        value=location.values[at],
        size=drawn.sizes[at],
        center=location.centers[at],
        lcl=location.lcl(at),
        ucl=location.ucl(at),
        dispersion=_dispersion(drawn, at - drawn.first_dispersion),
    )


def _dispersion(drawn: Drawn, at: int) -> DispersionPoint | None:
    track = drawn.dispersion
    if track is None or at < 0:
        return None
    return DispersionPoint(track.values[at], track.centers[at], track.lcl(at), track.ucl(at))


def _notes(drawn: Drawn, settings: Settings) -> tuple[Said, ...]:
    few = (settings.baseline or len(drawn.sizes)) < FIRM_LIMITS_FROM
    known = settings.center is not None and settings.sigma is not None
    return (*([FEW_SAMPLES] if few and not known else []), *([] if drawn.location.zoned else [NO_SPREAD]))
