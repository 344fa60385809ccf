"""CCP and check records of a day: a pure reading of the events, with what was first told beside what was corrected."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from dure.engine.floor.calendar import Window, due_periods, windows
from dure.engine.floor.effective import effective
from dure.engine.floor.events import Event, Kind, is_typed
from dure.engine.floor.plant import Ccp, Check, Plant
from dure.floor.entry.notes import CLOCK, SEPARATOR
from dure.floor.events.spans import around

Span = tuple[datetime, datetime]
_KINDS: Final = frozenset({Kind.CHECK, Kind.CCP, Kind.CORRECTION})


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
class Change:
    """One correction of a record: how it stood before and after; `after` is None where it was taken back.

    `correction` tells who did it, when and why.
    """

    before: Event
    after: Event | None
    correction: Event

    @property
    def why(self) -> str:
        """The reason as it was told, without what a device adds by itself."""
        parts = self.correction.note.split(SEPARATOR)
        return SEPARATOR.join(part for part in parts if not part.startswith(CLOCK))


@dataclass(frozen=True)
class DayRecords:
    """Everything told of one check on one local day, and the periods in which nothing was told.

    `due`: the full periods so far, one record due in each. `voided`: records that were taken back. `changes`: every
    correction, in the order in which they were made.
    """

    check: Check
    day: date
    records: tuple[Record, ...]
    due: int
    missed: tuple[datetime, ...]
    voided: int
    changes: tuple[Change, ...] = ()

    @property
    def is_critical(self) -> bool:
        return isinstance(self.check, Ccp)

    @property
    def outside(self) -> tuple[Event, ...]:
        """What was recorded outside the limits, as it stands."""
        return tuple(record.event for record in self.records if not record.holds)

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
    told = _Told(around(site, min(span[0] for _c, _w, span in every), max(span[1] for _c, _w, span in every)))
    return [_records_of(told, check, day=day, span=span, every=shifts, now=now) for check, shifts, span in every]


def records_by_day(
    plant: Plant, checks: Sequence[Check], days: Iterable[date], told: Iterable[Event], now: datetime
) -> dict[date, list[DayRecords]]:
    """The same on several days, from raw events of them that were read already and hold all corrections."""
    found = _Told(told)
    return {
        day: [
            _records_of(
                found, check, day=day, span=span_of(plant, check, day), every=windows_of(plant, check, day), now=now
            )
            for check in checks
        ]
        for day in days
    }


def day_records(site: str, plant: Plant, check: Check, day: date, now: datetime) -> DayRecords:
    """The same of one."""
    return days_records(site, plant, [check], day, now)[0]


def records_of(
    told: list[Event], check: Check, *, day: date, span: Span, every: list[Window], now: datetime
) -> DayRecords:
    """The same from raw events that hold all corrections."""
    return _records_of(_Told(told), check, day=day, span=span, every=every, now=now)


class _Told:
    """The records of checks among raw events: as they were told, and in order as they stand."""

    def __init__(self, told: Iterable[Event]) -> None:
        self.first = {event.key: event for event in told if event.kind in _KINDS}
        self.standing = effective(self.first.values()).events
        kept = {event.key for event in self.standing}
        self.voided = [event for event in self.first.values() if event.key not in kept]
        self.changes = _changes(self.first)


def _records_of(told: _Told, check: Check, *, day: date, span: Span, every: list[Window], now: datetime) -> DayRecords:
    kind = kind_of(check)

    def mine(event: Event) -> bool:
        return event.kind is kind and event.reason == check.id and span[0] <= event.at < span[1]

    found = tuple(_record(check, told.first[event.key], event) for event in told.standing if mine(event))
    voided = sum(mine(event) for event in told.voided)
    changes = tuple(c for c in told.changes if mine(c.before) or (c.after is not None and mine(c.after)))
    periods = due_periods(every, check.every_min, now)
    missed = tuple(start for start, end in periods if not any(start <= record.event.at < end for record in found))
    return DayRecords(check, day, found, len(periods), missed, voided, changes)


def _changes(told: dict[tuple[str, int], Event]) -> list[Change]:
    """Every correction of these records, in the order in which they were made."""
    made: dict[tuple[str, int], list[Event]] = {}
    for event in sorted((each for each in told.values() if each.kind is Kind.CORRECTION), key=lambda e: e.sort_key):
        made.setdefault((event.ref_source, event.ref_seq or 0), []).append(event)
    found: list[Change] = []
    for key, corrections in made.items():
        if key not in told or told[key].kind is Kind.CORRECTION:
            continue
        before = told[key]
        for place, correction in enumerate(corrections):
            after = next(iter(effective([told[key], *corrections[: place + 1]]).events), None)
            found.append(Change(before, after, correction))
            before = after or before
    return sorted(found, key=lambda change: change.correction.sort_key)


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
