"""A plant over a range of days: its machines and shifts numbered, as the queries know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final

from dure.engine.floor.calendar import TYPED_WITHIN, Window, windows
from dure.engine.floor.plant import Machine, Plant, Shift
from dure.floor.boards.kpi.source import EPOCH, micros

SECOND: Final = 1_000_000
HOUR: Final = 3600 * SECOND
DAY: Final = 24 * HOUR


@dataclass(frozen=True)
class Turn:
    """One shift of one calendar. People tell what belongs to it from `told_from` until before `told_until`."""

    number: int
    calendar: int
    window: Window

    @property
    def start(self) -> int:
        return micros(self.window.start)

    @property
    def end(self) -> int:
        return micros(self.window.end)

    @property
    def told_from(self) -> int:
        return micros(self.window.reach[0])

    @property
    def told_until(self) -> int:
        return micros(self.window.reach[1])

    @property
    def busy(self) -> list[tuple[int, int]]:
        return [(micros(start), micros(end)) for start, end in self.window.busy]


@dataclass(frozen=True)
class Grid:
    """Lines with the same hours share a calendar. Instants in microseconds."""

    plant: Plant
    first: date
    last: date
    machines: tuple[Machine, ...]
    calendar_of: dict[str, int]
    turns: tuple[Turn, ...]

    @property
    def start(self) -> int:
        return min(turn.start for turn in self.turns)

    @property
    def end(self) -> int:
        return max(turn.end for turn in self.turns)

    @property
    def told_from(self) -> int:
        return min(turn.told_from for turn in self.turns)

    @property
    def told_until(self) -> int:
        return max(turn.told_until for turn in self.turns)

    @property
    def longest(self) -> int:
        """No person's state holds longer: the wall's longest shift, the hour that a night of changed clocks may add,
        and the while before the shift in which it may be told.
        """
        shifts = [shift for version in self.plant.calendar for shift in version.shifts]
        return max((_length(shift) for shift in shifts), default=0) + HOUR + TYPED_WITHIN // timedelta(microseconds=1)

    def calendars(self) -> dict[int, str]:
        """One line of each calendar."""
        return {number: line for line, number in reversed(self.calendar_of.items())}


@dataclass(frozen=True)
class Hold:
    """What a person told from `told_from` until before `end` holds until `end`."""

    calendar: int
    told_from: int
    end: int


def grid_of(plant: Plant, first: date, last: date, until: datetime | None = None) -> Grid:
    """The plant's machines and the shifts that start on these local days, both included, planned as far as `until`."""
    numbers: dict[tuple[object, ...], int] = {}
    calendar_of: dict[str, int] = {}
    turns: list[Turn] = []
    for line in plant.lines:
        hours = tuple((one.valid_from, one.days, one.shifts) for one in plant.calendar if one.line == line)
        if hours not in numbers:
            numbers[hours] = len(numbers)
            turns += [
                Turn(number, numbers[hours], window)
                for number, window in enumerate(windows(plant, line, first, last, until), start=len(turns))
            ]
        calendar_of[line] = numbers[hours]
    return Grid(plant, first, last, tuple(plant.machines.values()), calendar_of, tuple(turns))


def holds(grid: Grid, low: int) -> list[Hold]:
    """For states told from `low` on. Like the reference, no shift is looked at that starts after the last day."""
    first = (EPOCH + timedelta(microseconds=low)).date() - timedelta(days=2)
    found: list[Hold] = []
    for number, line in grid.calendars().items():
        found += [
            Hold(number, micros(window.reach[0]), micros(window.end))
            for window in windows(grid.plant, line, first, grid.last)
        ]
    return found


def parts(turn: Turn) -> list[tuple[int, int, int]]:
    """A shift cut into planned spans (1) and breaks (0), each with its ends."""
    edges = sorted({turn.start, turn.end, *(edge for span in turn.busy for edge in span)})
    busy = set(turn.busy)
    return [(low, high, int((low, high) in busy)) for low, high in pairwise(edges)]


def _length(shift: Shift) -> int:
    minutes = (shift.end.hour - shift.start.hour) * 60 + shift.end.minute - shift.start.minute
    return (minutes % (24 * 60) or 24 * 60) * 60 * SECOND + (shift.end.second + 60) * SECOND
