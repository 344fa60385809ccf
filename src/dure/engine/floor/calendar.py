"""From the calendar on the wall to spans of time: each shift of each line, with the breaks taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

from dure.engine.floor.plant import ANY, CalendarVersion, Plant, Shift

Span = tuple[datetime, datetime]
DAY: Final = timedelta(days=1)
# How long before a shift begins, or after it has ended, people still type what belongs to it.
TYPED_WITHIN: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Window:
    """One shift on one line: it belongs to the day it starts, also when it ends on the next.

    `busy`: the planned spans, in order, breaks taken out; all instants in UTC. `reach`: when people may tell what
    belongs to the shift, a while before and after it; between two shifts the nearer one has it.
    """

    line: str
    day: date
    shift: str
    start: datetime
    end: datetime
    busy: tuple[Span, ...]
    reach: Span

    @property
    def planned_s(self) -> float:
        return sum((end - start).total_seconds() for start, end in self.busy)

    @property
    def label(self) -> str:
        return f"{self.day.isoformat()} {self.shift}"


def windows(plant: Plant, line: str, first: date, last: date, until: datetime | None = None) -> list[Window]:
    """The shifts of a line that start on these local days, both included, in order of their start.

    Of a shift that still runs at `until` only the time before it is planned so far, and nothing of one that has not
    begun; when it begins and ends, and what may be told of it, stay as they are.

    No instant lies in two of them: where a new version begins while a shift of the old one runs on, the new shift ends
    it, so that what a window covers does not depend on the days that are asked for.
    """
    found = [
        _window(plant, line, day, shift)
        # A day-long shift that began two days before may end shortly before the first.
        for day in _days(first - 2 * DAY, last + DAY)
        if day not in plant.holidays
        for shift in shifts_on(plant, line, day)
    ]
    found.sort(key=lambda window: (window.start, window.shift))
    apart = [_apart(window, following) for window, following in pairwise(found)]
    every = [window for window in _reaching([*apart, *found[-1:]]) if first <= window.day <= last]
    return every if until is None else [replace(window, busy=up_to(window.busy, until)) for window in every]


def up_to(spans: Iterable[Span], until: datetime) -> tuple[Span, ...]:
    """The parts of spans that lie before an instant."""
    return tuple((start, min(end, until)) for start, end in spans if start < until)


def shifts_on(plant: Plant, line: str, day: date) -> tuple[Shift, ...]:
    """What the newest version that is valid on the day says; a line's own version goes before one for all lines."""
    for name in (line, ANY):
        versions = [version for version in plant.calendar if version.line == name and version.valid_from <= day]
        if versions:
            newest = max(version.valid_from for version in versions)
            return _of_weekday([version for version in versions if version.valid_from == newest], day)
    return ()


def overlapping(shift: Shift, others: Sequence[Shift]) -> tuple[str, str] | None:
    """What is wrong with a shift beside the others of its days, in English and Korean; None when nothing is."""
    start, end = _ends_s(shift)
    for pause_start, pause_end in _breaks(shift):
        if not start <= pause_start < pause_end <= end:
            return "a break lies outside the shift", "휴식이 근무 시간을 벗어납니다"
    for other in others:
        # The day before and the day after: a night shift may reach into the next morning's.
        if any(_meet(shift, other, days) for days in (-1, 0, 1)):
            return f"overlaps the shift “{other.name}”", f"‘{other.name}’ 근무와 겹칩니다"
    return None


def colliding(one: CalendarVersion, other: CalendarVersion) -> Shift | None:
    """The first shift of one entry that a shift of another entry of the same version runs into, over midnight."""
    for days in (-1, 1):
        if any((day + days) % 7 in other.days for day in one.days):
            for shift in one.shifts:
                if any(_meet(shift, following, days) for following in other.shifts):
                    return shift
    return None


def _meet(shift: Shift, other: Shift, days: int) -> bool:
    """Whether they overlap when the other starts so many days after."""
    (start, end), (other_start, other_end) = _ends_s(shift), _ends_s(other)
    return start < other_end + days * 86400 and other_start + days * 86400 < end


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += DAY


def _apart(window: Window, following: Window) -> Window:
    at = following.start
    if window.end <= at:
        return window
    return replace(window, end=at, busy=up_to(window.busy, at))


def _reaching(found: list[Window]) -> Iterator[Window]:
    middles = [one.end + (other.start - one.end) / 2 for one, other in pairwise(found)]
    for window, before, after in zip(found, [None, *middles], [*middles, None], strict=False):
        first, last = window.start - TYPED_WITHIN, window.end + TYPED_WITHIN
        yield replace(window, reach=(max(first, before or first), min(last, after or last)))


def _of_weekday(versions: list[CalendarVersion], day: date) -> tuple[Shift, ...]:
    return next((version.shifts for version in versions if day.weekday() in version.days), ())


def _window(plant: Plant, line: str, day: date, shift: Shift) -> Window:
    start_s, end_s = _ends_s(shift)
    start, end = _at(plant, day, start_s), _at(plant, day, end_s)
    busy: list[Span] = []
    cursor = start
    for pause_start, pause_end in sorted(_breaks(shift)):
        if (at := _at(plant, day, pause_start)) > cursor:
            busy.append((cursor, at))
        cursor = max(cursor, _at(plant, day, pause_end))
    if cursor < end:
        busy.append((cursor, end))
    return Window(line, day, shift.name, start, end, tuple(busy), (start, end))


def _at(plant: Plant, day: date, seconds: int) -> datetime:
    """A wall-clock time counted from the day's midnight, as an instant: a night of changed clocks keeps its hours."""
    local = datetime.combine(day + timedelta(days=seconds // 86400), time(), plant.timezone)
    wall = local.replace(hour=seconds % 86400 // 3600, minute=seconds % 3600 // 60, second=seconds % 60)
    return wall.astimezone(UTC)


def _ends_s(shift: Shift) -> tuple[int, int]:
    start, end = _seconds(shift.start), _seconds(shift.end)
    return start, end if end > start else end + 86400


def _breaks(shift: Shift) -> list[tuple[int, int]]:
    start, _ = _ends_s(shift)
    found = []
    for pause in shift.breaks:
        first, last = (_seconds(end) for end in pause)
        first = first if first >= start else first + 86400
        last = last if last > first else last + 86400
        found.append((first, last))
    return found


def _seconds(at: time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second


def due_periods(every: Iterable[Window], minutes: int | None, now: datetime) -> list[Span]:
    """Each full period of so many minutes within the shifts, up to now; none where nothing says how often."""
    if minutes is None:
        return []
    step = timedelta(minutes=minutes)
    found: list[Span] = []
    for window in every:
        start = window.start
        while start + step <= min(window.end, now):
            found.append((start, start + step))
            start += step
    return found
