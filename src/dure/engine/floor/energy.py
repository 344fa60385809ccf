"""Electricity by machine and day: what its meter told, during the shifts and between them, and how much of the planned
time it told at all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from dure.engine.floor.calendar import Span, Window, up_to, windows
from dure.engine.floor.counts import Amount, amounts
from dure.engine.floor.events import PEOPLE, Event, Kind
from dure.engine.floor.facts import belongs
from dure.engine.floor.plant import Machine, Plant
from dure.engine.floor.states import rank

DAY: Final = timedelta(days=1)
# A machine whose meter tells for at least this share of the time between its shifts runs by day and night.
RUNS_ON_FROM: Final = 0.5


@dataclass(frozen=True, slots=True)
class Used:
    """One machine on one day. `by_item`: under an empty name what was used while no order ran.

    `planned_s`: the time up to now in which the meter should have told: the planned busy time, or the whole day of a
    machine that runs by day and night. `covered_s`: how much of it lies before a reading, since the one before it, but
    no longer than news of its source holds.
    """

    machine: str
    line: str
    day: date
    by_item: dict[str, float]
    outside_kwh: float
    planned_s: float
    covered_s: float

    @property
    def kwh(self) -> float:
        return sum(self.by_item.values())


def used(plant: Plant, events: Iterable[Event], first: date, last: date, until: datetime) -> list[Used]:
    """A row for each machine with a meter and each of the local days, both included, from the effective events.

    A machine has a meter if it told any energy in all the events that are given.
    """
    by_machine: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_machine[event.machine].append(event)
    found: list[Used] = []
    for machine in plant.machines.values():
        told = _believed(machine, by_machine[machine.id])
        if told:
            found += _days_of(plant, machine, told, first, last, until)
    return found


def _believed(machine: Machine, events: Sequence[Event]) -> list[Amount]:
    """The energy that the first family of the machine's own order told."""
    told = [amount for amount in amounts(events)[0] if amount.kind is Kind.ENERGY]
    best = min({amount.family for amount in told}, key=lambda family: rank(machine, family), default=None)
    return [amount for amount in told if amount.family == best]


def _days_of(
    plant: Plant, machine: Machine, told: list[Amount], first: date, last: date, until: datetime
) -> list[Used]:
    every = windows(plant, machine.line, first - DAY, last + DAY)
    stale = timedelta(seconds=machine.stale_s(told[0].family))
    known = _known(told, every, stale)
    # What was used since the last reading may still be told.
    until = min(until, max(told[-1].at, until - stale))
    days = [first + n * DAY for n in range((last - first).days + 1)]
    whole = {day: [(_midnight(plant, day), _midnight(plant, day + DAY))] for day in days}
    shifts = {day: [span for window in every if window.day == day for span in window.busy] for day in days}
    spans = whole if _runs_on(every, known, whole[first][0][0], min(whole[last][0][1], until)) else shifts
    booked = _booked(plant, told, every)
    return [_used(machine, day, booked.get(day, []), up_to(spans[day], until), known) for day in days]


def _used(
    machine: Machine, day: date, booked: list[tuple[Amount, bool]], spans: Sequence[Span], known: list[Span]
) -> Used:
    by_item: dict[str, float] = defaultdict(float)
    for amount, _inside in booked:
        by_item[amount.item] += amount.number
    outside = sum(amount.number for amount, inside in booked if not inside)
    return Used(machine.id, machine.line, day, dict(by_item), outside, _seconds(spans), _shared(spans, known))


def _booked(plant: Plant, told: list[Amount], every: list[Window]) -> dict[date, list[tuple[Amount, bool]]]:
    """By day: that of the shift in which it was told, else the local day; and whether it was in a shift."""
    found: dict[date, list[tuple[Amount, bool]]] = defaultdict(list)
    for amount in told:
        window = next((window for window in every if belongs(amount, window)), None)
        day = amount.at.astimezone(plant.timezone).date() if window is None else window.day
        found[day].append((amount, window is not None))
    return found


def _known(told: list[Amount], every: list[Window], stale: timedelta) -> list[Span]:
    """The time of which readings tell, in order and apart: since the one before, or as long as news holds."""
    if told[0].family in PEOPLE:
        return [(window.start, window.end) for window in every if any(belongs(amount, window) for amount in told)]
    found: list[Span] = []
    for amount in told:
        start = max(amount.at - stale, found[-1][1]) if found else amount.at - stale
        found.append((start, max(start, amount.at)))
    return found


def _runs_on(every: list[Window], known: list[Span], start: datetime, end: datetime) -> bool:
    """Whether the meter tells for most of the time between the shifts."""
    within = [(max(window.start, start), min(window.end, end)) for window in every]
    shifts = [(low, high) for low, high in within if low < high]
    told = [(max(low, start), min(high, end)) for low, high in known if low < end and start < high]
    between_s = (end - start).total_seconds() - _seconds(shifts)
    return between_s > 0 and (_seconds(told) - _shared(shifts, told)) / between_s >= RUNS_ON_FROM


def _seconds(spans: Iterable[Span]) -> float:
    return sum((end - start).total_seconds() for start, end in spans)


def _shared(spans: Iterable[Span], known: list[Span]) -> float:
    """The seconds of the spans that are known."""
    found = 0.0
    for start, end in spans:
        place = bisect_right(known, start, key=lambda span: span[1])
        for low, high in known[place:]:
            if low >= end:
                break
            found += (min(end, high) - max(start, low)).total_seconds()
    return found


def _midnight(plant: Plant, day: date) -> datetime:
    return datetime.combine(day, time(), plant.timezone)
