"""What belongs to which shift, and what was told outside all of them: shown by day, never added to a shift."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dure.engine.floor.calendar import DAY, Window, windows
from dure.engine.floor.counts import Amount, made
from dure.engine.floor.events import PEOPLE
from dure.engine.floor.lots import Batch
from dure.engine.floor.plant import Machine, Plant


@dataclass(frozen=True, slots=True)
class Outside:
    """What one machine made or used on one local day outside every shift; in no row of the facts."""

    machine: str
    line: str
    day: date
    pq: float
    gq: float
    sq: float
    rq: float
    energy_kwh: float
    input_kg: float
    output_kg: float


def holds(window: Window, at: datetime, *, is_typed: bool) -> bool:
    """A machine counts while the shift runs; people also type what they made shortly before or after it."""
    start, end = window.reach if is_typed else (window.start, window.end)
    return start <= at < end


class Shifts:
    """The shifts of a line in order, and which of them something belongs to."""

    def __init__(self, every: Sequence[Window]) -> None:
        self._every = every
        self._begins = [window.reach[0] for window in every]

    def holding(self, at: datetime, *, is_typed: bool) -> Window | None:
        place = bisect_right(self._begins, at) - 1
        if place < 0:
            return None
        window = self._every[place]
        return window if holds(window, at, is_typed=is_typed) else None

    def sorted_in(self, booked: Iterable[Amount]) -> dict[str, list[Amount]]:
        """Amounts by the label of their shift, in their order; under an empty one those that belong to none."""
        found: dict[str, list[Amount]] = defaultdict(list)
        for amount in booked:
            window = self.holding(amount.at, is_typed=amount.family in PEOPLE)
            found["" if window is None else window.label].append(amount)
        return found


def shifts_around(plant: Plant, line: str, first: date, last: date) -> Shifts:
    """Every shift to which anything told on these local days may belong."""
    # A shift of a whole day may end on the day before, and people tell of it after it; or before one of the day after.
    return Shifts(windows(plant, line, first - 2 * DAY, last + DAY))


def outside_shifts(
    plant: Plant,
    machine: Machine,
    booked: Iterable[Amount],
    batches: Iterable[Batch],
    *,
    days: tuple[date, date],
    auxiliary: frozenset[str] = frozenset(),
) -> list[Outside]:
    """By local day, both included, what a machine booked and which of its batches came out outside all shifts."""
    shifts = shifts_around(plant, machine.line, *days)
    by_day: dict[date, list[Amount]] = defaultdict(list)
    for amount in booked:
        day = amount.at.astimezone(plant.timezone).date()
        if days[0] <= day <= days[1] and shifts.holding(amount.at, is_typed=amount.family in PEOPLE) is None:
            by_day[day].append(amount)
    return summed(plant, machine, by_day, batches, days=days, auxiliary=auxiliary)


def summed(
    plant: Plant,
    machine: Machine,
    booked: dict[date, list[Amount]],
    batches: Iterable[Batch],
    *,
    days: tuple[date, date],
    auxiliary: frozenset[str] = frozenset(),
) -> list[Outside]:
    """The same from what was booked outside all shifts, by day.

    Each day is summed as a shift is: one family of sources for each kind. Days without anything are left out; so is
    one on which a counter was told and gained nothing.
    """
    shifts = shifts_around(plant, machine.line, *days)
    done: dict[date, list[Batch]] = defaultdict(list)
    for batch in batches:
        at = batch.done_at
        if at is not None and shifts.holding(at, is_typed=True) is None:
            done[at.astimezone(plant.timezone).date()].append(batch)
    every = sorted(day for day in {*booked, *done} if days[0] <= day <= days[1])
    found = [_outside(machine, day, booked.get(day, []), done.get(day, []), auxiliary) for day in every]
    return [each for each in found if any((each.pq, each.gq, each.sq, each.rq, each.energy_kwh, *_weights(each)))]


def _weights(each: Outside) -> tuple[float, float]:
    return each.input_kg, each.output_kg


def _outside(
    machine: Machine, day: date, booked: list[Amount], done: list[Batch], auxiliary: frozenset[str]
) -> Outside:
    sums = made(machine, booked)
    return Outside(
        machine=machine.id,
        line=machine.line,
        day=day,
        pq=sum(sums.pq.values()),
        gq=sum(sums.gq.values()),
        sq=sum(sums.sq.values()),
        rq=sum(sums.rq.values()),
        energy_kwh=sums.energy_kwh,
        input_kg=sum(batch.input_kg(auxiliary) for batch in done),
        output_kg=sum(batch.output_kg() for batch in done),
    )
