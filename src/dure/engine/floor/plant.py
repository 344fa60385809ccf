"""A plant as one document: machines, calendar, rates, and what the firm chose to record. Versioned as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

DEFAULT_STALE_S: Final = 7200
DEFAULT_COVERAGE_FLOOR_PCT: Final = 90
ANY: Final = "*"
Names = dict[str, str]


class TimeElement(StrEnum):
    """Where ISO 22400-2 books a stop. `planned` takes it out of the planned busy time."""

    SETUP = "AUST"
    DELAY = "ADET"
    DOWN = "ADOT"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Rate:
    """Planned run time of one piece (or one unit of weight), from a day on, with what shows it."""

    valid_from: date
    seconds: float
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    """A work unit. `stale_after_s`: how long a machine's own state holds without news; `stale_by_source` says it of
    families of sources that tell at another pace.

    `counts_all`: its counter counts everything produced, not only good pieces. `priority` names the families of
    sources, first the one to be believed; families that are not named come after. `gives_output`: what it counts
    leaves the line; where no machine of a line says so, the last one that counts does.
    """

    id: str
    line: str
    name: Names = field(default_factory=dict)
    rates: dict[str, tuple[Rate, ...]] = field(default_factory=dict)
    stale_after_s: int = DEFAULT_STALE_S
    counts_all: bool = True
    priority: tuple[str, ...] = ()
    stale_by_source: dict[str, int] = field(default_factory=dict)
    gives_output: bool = False

    def stale_s(self, family: str) -> int:
        """How long a state of a family of sources holds without news."""
        return self.stale_by_source.get(family, self.stale_after_s)

    def run_time(self, item: str, on: date) -> float | None:
        """Seconds planned for one of `item` on that day; None where nobody has planned any."""
        for key in (item, ANY):
            valid = [rate.seconds for rate in self.rates.get(key, ()) if rate.valid_from <= on]
            if valid:
                return valid[-1]
        return None


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift as it is named and told on the wall: local times; an end not after the start is on the next day."""

    name: str
    start: time
    end: time
    breaks: tuple[tuple[time, time], ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarVersion:
    """The shifts of one line on certain weekdays, from a day on until the line's next version."""

    line: str
    valid_from: date
    days: frozenset[int]
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What is made or used. `auxiliary`: goes in without counting in the yield (salt, water, packing)."""

    id: str
    name: Names
    unit: str = "ea"
    shelf_life_days: int | None = None
    origin: str = ""
    allergens: tuple[str, ...] = ()
    auxiliary: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a machine stands still, and where the standard books it."""

    id: str
    name: Names
    element: TimeElement = TimeElement.DOWN
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Defect:
    id: str
    name: Names
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """What is looked at: a measured number with limits, or a plain yes or no (no limits, no unit).

    `actions`: what may be done when it lies outside; `method`: how it is measured. Both in the firm's own words.
    """

    id: str
    name: Names
    stage: str = "in_process"
    unit: str = ""
    low: float | None = None
    high: float | None = None
    every_min: int | None = None
    machine: str = ""
    item: str = ""
    actions: tuple[str, ...] = ()
    method: str = ""

    @property
    def is_measured(self) -> bool:
        return self.low is not None or self.high is not None or bool(self.unit)

    def holds(self, value: str) -> bool:
        """Whether a recorded value is within the limits."""
        if value in {"ok", "ng"}:
            return value == "ok"
        number = float(value)
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)


@dataclass(frozen=True, slots=True)
class Ccp(Check):
    """A critical control point: a check whose deviation holds the product."""

    hazard: str = ""
    instrument: str = ""
    calibrated_on: date | None = None
    calibration_months: int = 12
    test_pieces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a batch: what goes in and out by weight, and whether it runs on without people (over night)."""

    id: str
    name: Names
    machine: str = ""
    hours: float | None = None
    low_yield_pct: float | None = None


@dataclass(frozen=True)
class Plant:
    """Everything a site's events are read by.

    `translations`: by a text as the firm wrote it (a hazard, an action, a method) what it says in other languages.
    """

    name: str
    timezone: ZoneInfo
    machines: dict[str, Machine]
    calendar: tuple[CalendarVersion, ...]
    holidays: frozenset[date] = frozenset()
    sector: str = ""
    modules: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("ko",)
    coverage_floor: float = DEFAULT_COVERAGE_FLOOR_PCT / 100
    by_person: bool = False
    line_names: dict[str, Names] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    reasons: dict[str, Reason] = field(default_factory=dict)
    defects: dict[str, Defect] = field(default_factory=dict)
    checks: dict[str, Check] = field(default_factory=dict)
    ccps: dict[str, Ccp] = field(default_factory=dict)
    stages: dict[str, Stage] = field(default_factory=dict)
    translations: dict[str, Names] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines in the order of their machines."""
        return tuple(dict.fromkeys(machine.line for machine in self.machines.values()))


def in_language(names: Names, language: str, otherwise: str) -> str:
    """A thing's name in a language, else in Korean, else any, else its code."""
    return names.get(language) or names.get("ko") or next(iter(names.values()), otherwise)
