"""The records of one day of a plant, and those that are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dure.engine.floor.events import Event, Kind, family_of
from dure.engine.floor.plant import Plant
from dure.engine.floor.reading import NEWEST, OLDEST
from dure.floor.entry.records.shifts import Shifts, shifts_around
from dure.floor.entry.records.standing import Record, records_of
from dure.floor.events.told import Told, newest_at, told_between

TYPED, AUTOMATIC = "typed", "automatic"
# What figures on other pages lead to.
GROUPS: dict[str, tuple[Kind, ...]] = {
    "made": (Kind.COUNT, Kind.COUNT_TOTAL, Kind.LOT_OUT, Kind.SCRAP, Kind.REWORK),
    "stops": (Kind.STATE, Kind.REASON),
    "checks": (Kind.CHECK, Kind.CCP),
    "lots": (Kind.LOT_IN, Kind.LOT_OUT),
}
SORTS = ("at", "machine", "kind", "source")


@dataclass(frozen=True)
class Wanted:
    """Which records are asked for; empty means all. `source`: typed, automatic, or the family of a source."""

    kind: str = ""
    machine: str = ""
    source: str = ""
    lot: str = ""
    reason: str = ""
    text: str = ""
    changed: bool = False
    sort: str = "-at"

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.machine or self.source or self.lot or self.reason or self.text or self.changed)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        if self.kind in GROUPS:
            return GROUPS[self.kind]
        return (Kind(self.kind),) if self.kind in set(Kind) else ()

    def has(self, record: Record) -> bool:
        """Whether a record is asked for, by what it said or says now."""
        event, stands = record.event, record.now or record.event
        return (
            (not self.kinds or event.kind in self.kinds)
            and (not self.machine or self.machine in {event.machine, stands.machine})
            and (not self.source or self._is_from(record))
            and (not self.lot or self.lot in {event.lot, stands.lot})
            and (not self.reason or self.reason in {event.reason, stands.reason})
            and (not self.changed or bool(record.steps))
            and (not self.text or self._says(record))
        )

    def _is_from(self, record: Record) -> bool:
        if self.source in {TYPED, AUTOMATIC}:
            return record.typed is (self.source == TYPED)
        return record.event.family == self.source

    def _says(self, record: Record) -> bool:
        events = [record.event, *(step.told.event for step in record.steps)]
        return any(self.text.lower() in text.lower() for event in events for text in _texts(event))


@dataclass(frozen=True)
class DayOfRecords:
    """One day: its records, and the corrections that were made on it."""

    plant: Plant
    day: date
    records: list[Record]
    corrections: list[Told]

    @property
    def machines(self) -> list[str]:
        told = {record.event.machine for record in self.records} - {""}
        listed = [machine for machine in self.plant.machines if machine in told]
        return listed + sorted(told - set(listed))

    @property
    def families(self) -> list[str]:
        return sorted({family_of(record.event.source_id) for record in self.records})

    @property
    def lots(self) -> list[str]:
        return sorted({record.event.lot for record in self.records} - {""})

    @property
    def reasons(self) -> list[tuple[Kind, str]]:
        """The codes told as reasons, each with a kind that says whether it is a stop, a defect or a check."""
        found = {record.event.reason: record.event.kind for record in self.records if record.event.reason}
        return [(kind, code) for code, kind in sorted(found.items())]

    def wanted(self, wanted: Wanted) -> list[Record]:
        """Those asked for in the order asked for; inside it the newest first."""
        found = self._corrections() if wanted.kind == Kind.CORRECTION else [r for r in self.records if wanted.has(r)]
        found.sort(key=lambda record: record.event.sort_key, reverse=True)
        name = wanted.sort.removeprefix("-")
        if name != "at":
            found.sort(key=lambda record: _sorted_by(name, record), reverse=wanted.sort.startswith("-"))
        return found if wanted.sort != "at" else found[::-1]

    def _corrections(self) -> list[Record]:
        return [Record(told) for told in self.corrections]


def day_of_records(site: str, plant: Plant, day: date) -> DayOfRecords:
    """Read one day, sealed or not: its records and the corrections of them, whenever those were made."""
    shifts = Shifts(plant, day, day)
    start, end = shifts.span
    told = told_between(site, start, end)
    corrections = [each for each in told if each.event.kind is Kind.CORRECTION]
    inside = [each for each in told if start <= each.event.at < end and shifts.day_of(each.event) == day]
    of_day = [each for each in inside if each.event.kind is Kind.CORRECTION]
    return DayOfRecords(plant, day, records_of(inside, corrections), of_day)


def newest_day(site: str, plant: Plant) -> date | None:
    """The day of the newest record; None where nothing was ever told."""
    at = newest_at(site)
    if at is None:
        return None
    return shifts_around(plant, at).day_of(_at(at))


def day_in(text: str) -> date | None:
    """A day from an address; None for what is no day, or none that could be recorded."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if OLDEST.date() < found < NEWEST.date() else None


def _at(at: datetime) -> Event:
    return Event("", 0, "", at, Kind.COUNT)


def _sorted_by(name: str, record: Record) -> str:
    event = record.event
    return {"machine": event.machine, "kind": event.kind.value, "source": event.source_id}[name]


def _texts(event: Event) -> tuple[str, ...]:
    return (
        event.lot, event.order, event.item, event.reason, event.note, event.value, event.source_id, event.machine,
        event.actor,
    )  # fmt: skip
