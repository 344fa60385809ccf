"""The daily report: everything the paper form asked for, computed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from dure.engine.floor.counts import amounts
from dure.engine.floor.events import Event, Kind, is_typed
from dure.engine.floor.facts import Facts
from dure.engine.floor.outside import Outside
from dure.engine.floor.plant import Plant
from dure.floor.boards.queries.day import telling_machines
from dure.floor.boards.queries.made import unit_of, units_of
from dure.floor.boards.queries.plan import PlannedOrder, orders_of
from dure.floor.boards.queries.stops import Standing, standing_of
from dure.floor.boards.queries.yields import StageRows, stages_of
from dure.floor.boards.reading import Days, days_of
from dure.floor.entry.notes import note_words
from dure.floor.quality import queries as quality


@dataclass(frozen=True)
class ShiftMade:
    """What one machine made of one item in one shift. `typed`: whether any of it was entered by a person."""

    shift: str
    machine: str
    item: str
    made: float
    good: float
    scrap: float
    rework: float
    unit: str
    typed: bool


@dataclass(frozen=True)
class Note:
    at: datetime
    machine: str
    text: str
    typed: bool


@dataclass(frozen=True)
class DailyReport:
    """One day of one plant. `units`: in what the machines of `outside` count."""

    plant: Plant
    day: date
    shifts: tuple[str, ...]
    made: tuple[ShiftMade, ...]
    stops: Standing
    stages: tuple[StageRows, ...]
    checks: tuple[quality.DayRecords, ...]
    orders: tuple[PlannedOrder, ...]
    notes: tuple[Note, ...]
    corrections: int
    typed_stops: frozenset[str]
    unknown_s: float
    told: bool
    outside: tuple[Outside, ...]
    units: dict[str, str]


def report_of(site: str, day: date, now: datetime) -> DailyReport:
    days = days_of(site, day, day, now)
    telling = telling_machines(days)
    return DailyReport(
        plant=days.plant,
        day=day,
        shifts=tuple(dict.fromkeys(row.shift for row in days.rows)),
        made=tuple(_made(days)),
        stops=standing_of(days.plant, days.rows),
        stages=tuple(stages_of(days)),
        checks=tuple(quality.records_on(days.plant, [day], days.told, now)[day]),
        orders=tuple(orders_of(days)),
        notes=tuple(_notes(days)),
        corrections=len([e for e in days.told if e.kind is Kind.CORRECTION and days.day_of(e) == day]),
        typed_stops=frozenset(e.machine for e in days.within(Kind.STATE) if is_typed(e.source_id)),
        unknown_s=sum(row.unknown_s for row in days.rows if row.machine in telling),
        outside=tuple(days.outside),
        units=units_of(days, {each.machine for each in days.outside}),
        told=bool(days.within(*(kind for kind in Kind if kind is not Kind.CORRECTION))),
    )


def _made(days: Days) -> list[ShiftMade]:
    """The facts of each machine and shift; by item where one item alone was made, else under all their names."""
    booked: dict[str, list[Event]] = defaultdict(list)
    for event in days.standing:
        booked[event.machine].append(event)
    return [_shift_made(days, row, booked[row.machine]) for row in days.rows if row.pq or row.gq or row.sq or row.rq]


def _shift_made(days: Days, row: Facts, told: list[Event]) -> ShiftMade:
    window = next(w for w in days.windows[row.line] if w.label == row.label)
    inside = [amount for amount in amounts(told)[0] if window.start <= amount.at < window.end]
    counted = [amount for amount in inside if amount.kind is not Kind.ENERGY]
    items = dict.fromkeys(amount.item for amount in counted if amount.item)
    return ShiftMade(
        shift=row.shift,
        machine=row.machine,
        item=", ".join(items),
        made=row.pq,
        good=row.gq,
        scrap=row.sq,
        rework=row.rq,
        unit=unit_of(days, {row.machine}),
        typed=any(is_typed(amount.event.source_id) for amount in counted),
    )


def _notes(days: Days) -> list[Note]:
    every = days.within(*(kind for kind in Kind if kind is not Kind.CORRECTION))
    return [Note(e.at, e.machine, note_words(e.note), is_typed(e.source_id)) for e in every if e.note]
