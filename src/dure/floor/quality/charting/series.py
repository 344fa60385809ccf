"""Records put together into the samples of a chart."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TypeVar

from dure.engine.floor.calendar import Window, windows
from dure.engine.floor.counts import Amount, amounts, made
from dure.engine.floor.effective import effective
from dure.engine.floor.events import Event, Kind, is_typed
from dure.engine.floor.plant import Plant
from dure.engine.floor.spc.samples import Sample, Samples, Tally
from dure.floor.events.spans import around
from dure.floor.quality.charting.asked import Asked, Group, Subject, looked_at
from dure.floor.quality.records import kind_of

Row = TypeVar("Row")
COUNTED = frozenset({Kind.COUNT, Kind.COUNT_TOTAL, Kind.SCRAP, Kind.REWORK})


@dataclass(frozen=True)
class Bunch:
    """The records of one sample: measured `values`, or so many bad of `size` where they were counted."""

    events: tuple[Event, ...]
    values: tuple[float, ...] = ()
    bad: float = 0
    size: float = 0

    @property
    def at(self) -> datetime:
        return self.events[0].at

    @property
    def until(self) -> datetime:
        return self.events[-1].at

    @property
    def lots(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(event.lot for event in self.events if event.lot))


@dataclass(frozen=True)
class Series:
    """What was recorded, in samples in order of time. `left_out`: values that made no whole sample.

    `shares`: defects of an item that is weighed are no counts; their share in percent is drawn as a measured value.
    """

    bunches: tuple[Bunch, ...]
    group: Group
    left_out: int = 0
    counted: bool = False
    shares: bool = False
    machine: str = ""

    @property
    def measured(self) -> bool:
        return not self.counted or self.shares

    @property
    def samples(self) -> Samples:
        """As the engine takes them, each named by its number."""
        if self.measured:
            return tuple(Sample(str(n), bunch.values) for n, bunch in enumerate(self.bunches, start=1))
        return tuple(Tally(str(n), int(b.bad), int(b.size)) for n, b in enumerate(self.bunches, start=1))


def series_of(site: str, plant: Plant, asked: Asked) -> Series:
    """The samples of what is asked for."""
    start, end = _span(plant, asked)
    standing = [e for e in effective(around(site, start, end)).events if start <= e.at < end]
    standing = [event for event in standing if asked.has(event.at.astimezone(plant.timezone).date())]
    if asked.subject is Subject.DEFECTS:
        return _defects(plant, asked, standing)
    return _measured(plant, asked, [event for event in standing if _is_wanted(plant, asked, event)])


def _span(plant: Plant, asked: Asked) -> tuple[datetime, datetime]:
    first, last = asked.days
    midnight = [datetime.combine(day, time(), plant.timezone) for day in (first, last + timedelta(days=1))]
    return midnight[0], midnight[1]


def _is_wanted(plant: Plant, asked: Asked, event: Event) -> bool:
    if asked.machine and event.machine != asked.machine:
        return False
    if asked.subject is Subject.WEIGHT:
        return event.kind is Kind.LOT_OUT and event.item == asked.of
    check = looked_at(plant, asked.of)
    told = check is not None and event.kind is kind_of(check) and event.reason == check.id
    return told and event.value not in {"ok", "ng"}


def _measured(plant: Plant, asked: Asked, told: list[Event]) -> Series:
    group = asked.group or _usual_group(plant, told)
    found = _together(told, _keys(plant, group, asked, told), lambda event: event)
    least = asked.size if group is Group.COUNT else min(2, max((len(each) for each in found), default=1))
    whole = [each for each in found if len(each) >= least]
    bunches = tuple(Bunch(tuple(each), tuple(event.number for event in each)) for each in whole)
    return Series(bunches, group, len(told) - sum(len(each.events) for each in bunches), machine=asked.machine)


def _usual_group(plant: Plant, told: list[Event]) -> Group:
    """An instrument that measures all the time is read by the hour; what people measure stands for itself."""
    hours = _together(told, _hour(plant), lambda event: event)
    is_dense = len(hours) > 1 and len(told) >= 3 * len(hours)
    return Group.HOUR if is_dense and not any(is_typed(event.source_id) for event in told) else Group.ONE


def _defects(plant: Plant, asked: Asked, standing: list[Event]) -> Series:
    group = asked.group if asked.group not in {None, Group.ONE, Group.COUNT} else Group.SHIFT
    assert group is not None  # noqa: S101 (narrowed above)
    booked = _booked(plant, asked.of, standing)
    machine = asked.machine or max(booked, key=lambda code: _lost(booked[code]), default="")
    mine = booked.get(machine, [])
    key = _keys(plant, group, asked, [amount.event for amount in mine])
    bunches = [_tally(plant, machine, asked.of, each) for each in _together(mine, key, lambda amount: amount.event)]
    told = [bunch for bunch in bunches if bunch.size > 0]
    if all(bunch.bad.is_integer() and bunch.size.is_integer() for bunch in told):
        return Series(tuple(told), group, counted=True, machine=machine)
    shares = tuple(Bunch(b.events, (100 * b.bad / b.size,), b.bad, b.size) for b in told)
    return Series(shares, group, counted=True, shares=True, machine=machine)


def _booked(plant: Plant, item: str, standing: list[Event]) -> dict[str, list[Amount]]:
    """By machine, what was counted of the item."""
    by_machine: dict[str, list[Event]] = defaultdict(list)
    for event in standing:
        by_machine[event.machine].append(event)
    found = {
        machine: [each for each in amounts(told)[0] if each.item == item and each.kind in COUNTED]
        for machine, told in by_machine.items()
        if machine in plant.machines
    }
    return {machine: mine for machine, mine in found.items() if mine}


def _lost(mine: Iterable[Amount]) -> float:
    return sum(each.number for each in mine if each.kind in {Kind.SCRAP, Kind.REWORK})


def _tally(plant: Plant, machine: str, item: str, mine: list[Amount]) -> Bunch:
    found = made(plant.machines[machine], mine)
    bad = found.sq.get(item, 0.0) + found.rq.get(item, 0.0)
    return Bunch(tuple(each.event for each in mine), bad=bad, size=found.pq.get(item, 0.0))


def _together(rows: list[Row], key: Callable[[Event], Hashable], event_of: Callable[[Row], Event]) -> list[list[Row]]:
    """Rows with the same key, in the order in which each first comes; those without one are left out."""
    found: dict[Hashable, list[Row]] = {}
    for row in rows:
        if (told := key(event_of(row))) != "":
            found.setdefault(told, []).append(row)
    return list(found.values())


def _keys(plant: Plant, group: Group, asked: Asked, told: list[Event]) -> Callable[[Event], Hashable]:
    if group is Group.HOUR:
        return _hour(plant)
    if group is Group.DAY:
        return lambda event: event.at.astimezone(plant.timezone).date()
    if group is Group.LOT:
        return lambda event: event.lot
    if group is Group.SHIFT:
        return _shift(plant, asked)
    places = {event.key: place for place, event in enumerate(told)}
    size = asked.size if group is Group.COUNT else 1
    return lambda event: places[event.key] // size


def _hour(plant: Plant) -> Callable[[Event], Hashable]:
    return lambda event: event.at.astimezone(plant.timezone).replace(minute=0, second=0, microsecond=0)


def _shift(plant: Plant, asked: Asked) -> Callable[[Event], Hashable]:
    """The start of the shift on the machine's line that holds the record; what lies outside all is left out."""
    first, last = asked.days
    by_line = {line: windows(plant, line, first - timedelta(days=1), last) for line in plant.lines}
    starts = {line: [window.start for window in found] for line, found in by_line.items()}

    def key(event: Event) -> Hashable:
        machine = plant.machines.get(event.machine)
        line = next(iter(plant.lines), "") if machine is None else machine.line
        found: list[Window] = by_line.get(line, [])
        place = bisect_right(starts.get(line, []), event.at) - 1
        return found[place].start if place >= 0 and event.at < found[place].end else ""

    return key
