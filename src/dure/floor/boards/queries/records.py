"""The records themselves, as they were told, and where a figure leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dure.engine.floor.events import Event, Kind, family_of
from dure.floor.boards.reading import Days


@dataclass(frozen=True)
class Wanted:
    """Which records are asked for; empty means all."""

    kinds: tuple[Kind, ...] = ()
    machine: str = ""
    source: str = ""
    text: str = ""


@dataclass(frozen=True)
class Record:
    """A record with what corrections made of it: `now` is the record as it stands, None when it was taken back."""

    told: Event
    now: Event | None

    @property
    def is_corrected(self) -> bool:
        return self.told.kind is not Kind.CORRECTION and self.now != self.told


def records_of(days: Days, wanted: Wanted) -> list[Record]:
    """The records of the days that are asked for, the newest first."""
    start, end = days.span
    standing = {event.key: event for event in days.standing}
    found = [
        Record(event, standing.get(event.key))
        for event in days.told
        if start <= event.at < end and days.has(days.day_of(event)) and _matches(event, wanted)
    ]
    return sorted(found, key=lambda record: record.told.sort_key, reverse=True)


def choices_of(days: Days) -> tuple[list[str], list[str]]:
    """The machines and the families of sources of the days."""
    start, end = days.span
    told = [event for event in days.told if start <= event.at < end]
    machines = {event.machine for event in told if event.machine}
    listed = [machine for machine in days.plant.machines if machine in machines]
    return listed + sorted(machines - set(listed)), sorted({family_of(event.source_id) for event in told})


def _matches(event: Event, wanted: Wanted) -> bool:
    if wanted.kinds and event.kind not in wanted.kinds:
        return False
    if wanted.machine and event.machine != wanted.machine:
        return False
    if wanted.source and family_of(event.source_id) != wanted.source:
        return False
    texts = (event.lot, event.order, event.item, event.reason, event.note, event.value, event.source_id)
    return not wanted.text or any(wanted.text.lower() in text.lower() for text in texts)


def day_or(text: str, otherwise: date) -> date:
    """A day from an address; what is no day is the other."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise
