"""A plant's records of some days, with all of the past that their figures depend on and no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Final

from dure.engine.floor.calendar import Window, windows
from dure.engine.floor.effective import effective
from dure.engine.floor.events import Event, Kind, family_of
from dure.engine.floor.facts import Facts, FactTable, facts
from dure.engine.floor.lots import Batch, batches
from dure.engine.floor.outside import Outside
from dure.engine.floor.plant import Plant
from dure.floor.events.owner import arrival_time
from dure.floor.events.queries import span_of
from dure.floor.events.spans import around
from dure.floor.plant.queries import plant_of
from dure.foundation.installation import clock

# A state holds at most a week; a person's to the end of a shift that began before.
LOOK_BACK: Final = timedelta(days=9)


@dataclass(frozen=True)
class Days:
    """Local days of a plant, both included, and what its records come to on them.

    `until`: how far the time of a shift that still runs is planned; None for the whole of every shift.
    """

    site: str
    plant: Plant
    first: date
    last: date
    until: datetime | None
    told: list[Event]

    @cached_property
    def standing(self) -> list[Event]:
        """The effective events, also those of before that matter."""
        return effective(self.told).events

    @cached_property
    def facts(self) -> FactTable:
        return facts(self.plant, self.told, self.first, self.last, self.until)

    @property
    def rows(self) -> list[Facts]:
        """By machine and shift."""
        return self.facts.rows

    @property
    def outside(self) -> list[Outside]:
        """By machine and day, what no shift has."""
        return self.facts.outside

    @cached_property
    def batches(self) -> list[Batch]:
        """All batches, also those of before."""
        return batches(self.standing)

    @cached_property
    def windows(self) -> dict[str, list[Window]]:
        """The shifts of each line that start on these days."""
        return {line: windows(self.plant, line, self.first, self.last, self.until) for line in self.plant.lines}

    @cached_property
    def span(self) -> tuple[datetime, datetime]:
        """From the first midnight, or the first shift's start, to the last shift's end or midnight."""
        zone = self.plant.timezone
        start = datetime.combine(self.first, time(), zone)
        end = datetime.combine(self.last + timedelta(days=1), time(), zone)
        every = [window for found in self.windows.values() for window in found]
        ends = [window.end for window in every]
        return min([start, *(window.start for window in every)]), max([end, *ends])

    def within(self, *kinds: Kind) -> list[Event]:
        """Effective events of the days: those in a shift of the days, or outside all shifts between the midnights."""
        start, end = self.span
        return [e for e in self.standing if e.kind in kinds and start <= e.at < end and self.has(self.day_of(e))]

    def has(self, day: date) -> bool:
        return self.first <= day <= self.last

    def day_of(self, event: Event) -> date:
        """The day a record belongs to: that of the shift it lies in, else the local day."""
        machine = self.plant.machines.get(event.machine)
        lines = self.plant.lines if machine is None else (machine.line,)
        for line in lines:
            for window in self._around.get(line, ()):
                if window.start <= event.at < window.end:
                    return window.day
        return event.at.astimezone(self.plant.timezone).date()

    @cached_property
    def _around(self) -> dict[str, list[Window]]:
        before, after = self.first - timedelta(days=1), self.last + timedelta(days=1)
        return {line: windows(self.plant, line, before, after) for line in self.plant.lines}


def as_of(site: str) -> datetime:
    """Now, for a command. A demo's clock stands in the past; one that was told of days since is of today."""
    told, now = span_of(site), clock.now()
    return now if told is None or told[1] <= now else arrival_time()


def days_of(site: str, first: date, last: date, until: datetime | None) -> Days:
    """Read some local days of a site, both included."""
    plant = plant_of(site)
    zone = plant.timezone
    start = datetime.combine(first - timedelta(days=1), time(), zone)
    end = datetime.combine(last + timedelta(days=2), time(), zone)
    told = around(site, start - LOOK_BACK, end)
    if _runs_on_from_before(plant, told, start):
        told = around(site, start - LOOK_BACK, end, all_states=True)
    return Days(site, plant, first, last, until, told)


def _runs_on_from_before(plant: Plant, told: Iterable[Event], start: datetime) -> bool:
    """Whether some machine told one and the same state all through the look-back.

    Then a reason given before it may still go on, and older states must be read.
    """
    before: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in told:
        if event.kind is Kind.STATE and event.at < start and event.machine in plant.machines:
            before[(event.machine, family_of(event.source_id))].append(event)
    return any(
        _unbroken(found, plant.machines[machine].stale_s(family), start) for (machine, family), found in before.items()
    )


def _unbroken(found: list[Event], stale_s: int, start: datetime) -> bool:
    found.sort(key=lambda event: event.sort_key)
    if len({event.value for event in found}) > 1:
        return False
    instants = [start - LOOK_BACK, *(event.at for event in found), start]
    # People's states hold to the shift's end, which is less than a day.
    most = max(timedelta(seconds=stale_s), timedelta(days=1))
    return all(after - before <= most for before, after in pairwise(instants))
