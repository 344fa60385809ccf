"""In which shift and on which day of the plant a record lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from dure.engine.floor.calendar import Window, windows
from dure.engine.floor.events import Event, is_typed
from dure.engine.floor.plant import Plant

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Shifts:
    """The shifts of a plant around some local days, both included."""

    plant: Plant
    first: date
    last: date

    @cached_property
    def by_line(self) -> dict[str, list[Window]]:
        """The shifts of each line, from the day before to the day after."""
        return {line: windows(self.plant, line, self.first - A_DAY, self.last + A_DAY) for line in self.plant.lines}

    @cached_property
    def span(self) -> tuple[datetime, datetime]:
        """From the first midnight, or the start of a shift before it, to the last midnight or shift's end."""
        zone = self.plant.timezone
        start, end = (datetime.combine(day, time(), zone) for day in (self.first, self.last + A_DAY))
        of_days = [w for found in self.by_line.values() for w in found if self.first <= w.day <= self.last]
        return min([start, *(w.start for w in of_days)]), max([end, *(w.end for w in of_days)])

    def day_of(self, event: Event) -> date:
        """The day of the shift in which it lies, else the local day."""
        for window in self._lines_of(event):
            if window.start <= event.at < window.end:
                return window.day
        return event.at.astimezone(self.plant.timezone).date()

    def window_of(self, event: Event) -> Window | None:
        """The shift in whose figures it counts: what people type shortly before or after still belongs to it."""
        for window in self._lines_of(event):
            start, end = window.reach if is_typed(event.source_id) else (window.start, window.end)
            if start <= event.at < end:
                return window
        return None

    def _lines_of(self, event: Event) -> list[Window]:
        machine = self.plant.machines.get(event.machine)
        lines = self.plant.lines if machine is None else (machine.line,)
        return [window for line in lines for window in self.by_line.get(line, ())]


def shifts_around(plant: Plant, at: datetime) -> Shifts:
    """The shifts of the local day of an instant."""
    day = at.astimezone(plant.timezone).date()
    return Shifts(plant, day, day)
