"""What chart somebody asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from dure.engine.floor.plant import Check, Plant
from dure.engine.floor.spc.rules import RuleSet
from dure.engine.floor.spc.samples import Chart

DAYS: Final = 60
MOST_DAYS: Final = 370
LARGEST: Final = 25


class Subject(StrEnum):
    """What is drawn: a measured check or CCP, the weight of lots, or the defects of an item."""

    CHECK = "check"
    WEIGHT = "weight"
    DEFECTS = "defects"


class Group(StrEnum):
    """Which values belong together in one sample."""

    ONE = "one"
    COUNT = "count"
    HOUR = "hour"
    SHIFT = "shift"
    DAY = "day"
    LOT = "lot"


@dataclass(frozen=True)
class Asked:
    """A chart: None where the fitting one is to be proposed. `of`: the code of the check or the item.

    `base`: the days that set the limits; None where all points do. `size` belongs to groups of so many values.
    """

    subject: Subject
    of: str
    first: date
    last: date
    chart: Chart | None = None
    group: Group | None = None
    size: int = 5
    machine: str = ""
    rules: RuleSet = RuleSet.NELSON
    base: tuple[date, date] | None = None
    lsl: float | None = None
    usl: float | None = None

    @property
    def days(self) -> tuple[date, date]:
        """All days that are read: those shown and those that set the limits."""
        return (self.first, self.last) if self.base is None else (min(self.first, self.base[0]), self.last)

    def has(self, day: date) -> bool:
        """Whether a day is shown or sets the limits."""
        return self.first <= day <= self.last or (self.base is not None and self.base[0] <= day <= self.base[1])


def looked_at(plant: Plant, code: str) -> Check | None:
    """The measured check or CCP of that code."""
    found = plant.checks.get(code) or plant.ccps.get(code)
    return found if found is not None and found.is_measured else None


def usual_days(today: date) -> tuple[date, date]:
    """The last sixty days."""
    return today - timedelta(days=DAYS), today
