"""A day as its owner asks about it: made, thrown away, stood still, papers to do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dure.engine.floor.calendar import windows
from dure.engine.floor.events import Kind
from dure.engine.floor.facts import Facts
from dure.engine.floor.outside import Outside
from dure.engine.floor.plant import Plant
from dure.floor.boards.queries.energy import Energy, energy_of
from dure.floor.boards.queries.fresh import SourceFresh, sources_of
from dure.floor.boards.queries.made import Made, by_day, every_day, made_of, unit_of, units_of
from dure.floor.boards.queries.plan import PlannedOrder, orders_of
from dure.floor.boards.queries.stops import Standing, standing_of
from dure.floor.boards.reading import Days, days_of
from dure.floor.events.queries import quarantined
from dure.floor.plant.models import Site
from dure.floor.quality import queries as quality


@dataclass(frozen=True)
class Lost:
    """What was thrown away or had to be done again, by unit: pieces and kilograms are never added up."""

    scrap: dict[str, float]
    rework: dict[str, float]


@dataclass(frozen=True)
class DayFigures:
    """One day in figures. `planned_s`, `unknown_s`: the planned time up to now of the machines that tell states at all,
    and how much of it nobody told. `told` is false where no record speaks of the day: then nothing is known, not
    nothing made.
    """

    day: date
    made: Made
    lost: Lost
    standing: Standing
    planned_s: float
    unknown_s: float
    told: bool


@dataclass(frozen=True)
class OwnersDay:
    """The day asked for, the day before it, and the week up to it; `waiting` and `held` are as things stand now.

    `units`: in what the machines of `outside_shifts` count.
    """

    plant: Plant
    today: DayFigures
    before: DayFigures
    week: tuple[DayFigures, ...]
    checks: tuple[quality.DayRecords, ...]
    orders: tuple[PlannedOrder, ...]
    held: int
    outside_shifts: tuple[Outside, ...]
    units: dict[str, str]
    waiting: tuple[quality.Asked, ...]
    silent: tuple[str, ...]
    sources: tuple[SourceFresh, ...]
    energy: Energy | None = None

    @property
    def plan(self) -> tuple[float, float, str] | None:
        """What the day's orders have made, of what they planned to, in the unit of the first; None where none said."""
        planned = [order for order in self.orders if order.planned]
        if not planned:
            return None
        unit = planned[0].unit
        alike = [order for order in planned if order.unit == unit]
        return sum(order.made for order in alike), sum(order.planned or 0 for order in alike), unit

    @property
    def checks_missed(self) -> int:
        return sum(len(each.missed) for each in self.checks)

    @property
    def outside(self) -> int:
        """Values outside the limits of plain checks; those of CCPs wait as deviations, until they are dealt with."""
        return sum(len(each.outside) for each in self.checks if not each.is_critical)

    @property
    def papers(self) -> int:
        """How many things wait: checks that were missed, values outside limits, deviations and calibrations, records
        held back.
        """
        return self.checks_missed + self.outside + len(self.waiting) + self.held


def owners_day(place: Site, day: date, now: datetime) -> OwnersDay:
    """The week that ends with a day, read once."""
    days = days_of(place.code, day - timedelta(days=6), day, now)
    rows = by_day(days)
    week = tuple(figures_on(days, each, rows[each]) for each in every_day(days.first, days.last))
    telling = telling_machines(days)
    outside = tuple(each for each in days.outside if each.day == day)
    of_day = replace(days, first=day, last=day)
    return OwnersDay(
        plant=days.plant,
        today=week[-1],
        before=week[-2],
        week=week,
        checks=tuple(quality.records_on(days.plant, [day], days.told, now)[day]),
        orders=tuple(orders_of(of_day)),
        held=len(quarantined(place.code)),
        outside_shifts=outside,
        units=units_of(days, {each.machine for each in outside}),
        waiting=tuple(quality.waiting_of(place, now)),
        sources=tuple(sources_of(days)),
        silent=tuple(machine for machine in days.plant.machines if machine not in telling),
        energy=energy_of(days, now),
    )


def figures_on(days: Days, day: date, rows: list[Facts]) -> DayFigures:
    """The figures of one of the days from its facts."""
    telling = telling_machines(days)
    known = [row for row in rows if row.machine in telling]
    return DayFigures(
        day=day,
        made=made_of(days, rows),
        lost=lost_of(days, rows),
        standing=standing_of(days.plant, rows),
        planned_s=sum(row.pbt_s for row in known),
        unknown_s=sum(row.unknown_s for row in known),
        told=day in told_days(days),
    )


def lost_of(days: Days, rows: list[Facts]) -> Lost:
    """The scrap and rework of some facts by unit."""
    scrap: dict[str, float] = {}
    rework: dict[str, float] = {}
    for row in rows:
        for amount, sums, kind in ((row.sq, scrap, Kind.SCRAP), (row.rq, rework, Kind.REWORK)):
            if amount:
                unit = unit_of(days, {row.machine}, (kind,))
                sums[unit] = sums.get(unit, 0.0) + amount
    return Lost(scrap, rework)


def telling_machines(days: Days) -> set[str]:
    """The machines of which anybody told a state in the week up to the last of the days, however few are looked at; of
    the others no time can be known.
    """
    since = datetime.combine(days.last - timedelta(days=6), time(), days.plant.timezone)
    return {e.machine for e in days.standing if e.kind is Kind.STATE and since <= e.at < days.span[1]}


def told_days(days: Days) -> set[date]:
    """The days of which any record speaks."""
    start, end = days.span
    every = [e.at for e in days.standing if start <= e.at < end and e.kind is not Kind.CORRECTION]
    return {at.astimezone(days.plant.timezone).date() for at in every}


def working_day(plant: Plant, now: datetime) -> date:
    """The day people are at work on: after midnight still yesterday, as long as its night shift runs."""
    today = now.astimezone(plant.timezone).date()
    before = today - timedelta(days=1)
    running = [w for line in plant.lines for w in windows(plant, line, before, before) if w.start <= now < w.end]
    begun = [w for line in plant.lines for w in windows(plant, line, today, today) if w.start <= now]
    return before if running and not begun else today
