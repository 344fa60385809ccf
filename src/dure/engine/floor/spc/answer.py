"""What a chart says, in the words and keys in which it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from dure.engine.floor.spc.rules import RuleSet
from dure.engine.floor.spc.samples import Chart


@dataclass(frozen=True)
class Said:
    """A reason or a caution: its code, and the sentence for people."""

    code: str
    ko: str
    en: str


@dataclass(frozen=True)
class Limits:
    """Null where the points' own limits differ."""

    center: float | None
    lcl: float | None
    ucl: float | None


@dataclass(frozen=True)
class DispersionPoint:
    value: float
    center: float
    lcl: float
    ucl: float


@dataclass(frozen=True)
class Point:
    """`dispersion` is null on charts of counts, and for the first moving range."""

    sample: str
    value: float
    size: int
    center: float
    lcl: float
    ucl: float
    dispersion: DispersionPoint | None


@dataclass(frozen=True)
class Signal:
    """`rule` is a set and a number, such as nelson_1; on the dispersion chart it ends in _dispersion."""

    sample: str
    rule: str


@dataclass(frozen=True)
class Interval:
    low: float
    high: float


@dataclass(frozen=True)
class Intervals:
    """95 % confidence intervals of the indices beside them."""

    cp: Interval | None = None
    cpk: Interval | None = None
    pp: Interval | None = None
    ppk: Interval | None = None


@dataclass(frozen=True)
class Capability:
    """All null, with the reason, where the figures would mislead. `n` counts single values.

    `tolerance` holds at least 99 % of pieces with 95 % confidence, if they are normal.
    """

    lsl: float | None
    usl: float | None
    n: int
    cp: float | None
    cpk: float | None
    pp: float | None
    ppk: float | None
    intervals: Intervals
    tolerance: Interval | None
    reason: Said | None


@dataclass(frozen=True)
class Answer:
    """`sigma` is the estimated or given standard deviation of single values; null on charts of counts."""

    chart: Chart
    rules: RuleSet
    center: float | None
    lcl: float | None
    ucl: float | None
    sigma: float | None
    dispersion: Limits | None
    points: tuple[Point, ...]
    signals: tuple[Signal, ...]
    notes: tuple[Said, ...]
    capability: Capability | None
