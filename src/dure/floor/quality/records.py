"""CCP and check records of a day: a pure reading of the events, with what was first told beside what was corrected."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dure.engine.floor.calendar import Window, due_periods, windows
from dure.engine.floor.effective import effective
from dure.engine.floor.events import Event, Kind, is_typed
from dure.engine.floor.plant import Ccp, Check, Plant
from dure.floor.events.spans import around

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Record:
    """One entry as it stands. `first_told`: the value before it was corrected; None where it never was."""

    event: Event
    holds: bool
    first_told: str | None

    @property
    def typed(self) -> bool:
        return is_typed(self.event.source_id)


@dataclass(frozen=True)
class DayRecords:
    """Everything told of one check on one local day, and the periods in which nothing was told.

    `due`: the full periods so far, one record due in each. `voided`: records that were taken back.
    """

    check: Check
    day: date
    records: tuple[Record, ...]
    due: int
    missed: tuple[datetime, ...]
    voided: int

    @property
    def typed(self) -> int:
        return sum(record.typed for record in self.records)

    @property
    def writers(self) -> tuple[str, ...]:
        """Who is named in the records, each once: a group's badge, or a person where the firm chose so."""
        return tuple(dict.fromkeys(record.event.actor for record in self.records if record.event.actor))

    @property
    def digest(self) -> str:
        """Of the records as they stand: another one once any of them is changed, taken back or added."""
        found = hashlib.sha256(f"{self.check.id} {self.day} {self.voided}".encode())
        for record in self.records:
            found.update(record.event.digest())
        return found.hexdigest()


def days_records(site: str, plant: Plant, checks: Iterable[Check], day: date, now: datetime) -> list[DayRecords]:
    """The records of checks and CCPs on a day of the plant: a shift's records belong to the day it starts."""
    every = [(check, windows_of(plant, check, day), span_of(plant, check, day)) for check in checks]
    if not every:
        return []
    told = around(site, min(span[0] for _c, _w, span in every), max(span[1] for _c, _w, span in every))
    return [records_of(told, check, day=day, span=span, every=shifts, now=now) for check, shifts, span in every]


def day_records(site: str, plant: Plant, check: Check, day: date, now: datetime) -> DayRecords:
    """The same of one."""
    return days_records(site, plant, [check], day, now)[0]


def records_of(
    told: list[Event], check: Check, *, day: date, span: Span, every: list[Window], now: datetime
) -> DayRecords:
    """The same from raw events that hold all corrections."""
    kind = kind_of(check)

    def mine(event: Event) -> bool:
        return event.kind is kind and event.reason == check.id and span[0] <= event.at < span[1]

    raw = {event.key: event for event in told}
    standing = effective(told).events
    found = tuple(_record(check, raw[event.key], event) for event in standing if mine(event))
    kept = {event.key for event in standing}
    voided = sum(mine(event) and event.key not in kept for event in raw.values())
    periods = due_periods(every, check.every_min, now)
    missed = tuple(start for start, end in periods if not any(start <= record.event.at < end for record in found))
    return DayRecords(check, day, found, len(periods), missed, voided)


def kind_of(check: Check) -> Kind:
    return Kind.CCP if isinstance(check, Ccp) else Kind.CHECK


def _record(check: Check, first: Event, now: Event) -> Record:
    return Record(now, check.holds(now.value), first.value if first.value != now.value else None)


def windows_of(plant: Plant, check: Check, day: date) -> list[Window]:
    """The shifts of the line that a check is made on; of the first line where it has no machine."""
    machine = plant.machines.get(check.machine)
    line = machine.line if machine is not None else next(iter(plant.lines), "")
    return windows(plant, line, day, day) if line else []


def span_of(plant: Plant, check: Check, day: date) -> Span:
    """From the end of the day before to the end of this one: midnight, or that of the shift that runs over it."""
    return _end_of(plant, check, day - timedelta(days=1)), _end_of(plant, check, day)


def _end_of(plant: Plant, check: Check, day: date) -> datetime:
    midnight = datetime.combine(day + timedelta(days=1), time(), plant.timezone)
    return max([midnight, *(window.end for window in windows_of(plant, check, day))])
