"""The inputs of every key figure, by machine and shift: the slow plain reference that all other ways are held to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from dure.engine.floor.calendar import Window, windows
from dure.engine.floor.counts import Amount, Made, amounts, made
from dure.engine.floor.effective import Fault, Flag, effective
from dure.engine.floor.events import OF_A_MACHINE, PEOPLE, Event, State
from dure.engine.floor.lots import Batch, batches
from dure.engine.floor.outside import Outside, Shifts, holds, outside_shifts
from dure.engine.floor.plant import Machine, Plant, TimeElement
from dure.engine.floor.states import Interval, chosen_family, clipped, intervals, within

DEFINITION: Final = "iso22400-2/1"
PRODUCING: Final = "APT"
BOOKED_AS: Final = {
    State.SETUP: TimeElement.SETUP,
    State.DOWN: TimeElement.DELAY,
    State.IDLE: TimeElement.DOWN,
    State.OFF: TimeElement.DOWN,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """One machine in one shift. Times in seconds within the planned busy time, quantities as they were told.

    `planned_s`: planned run time of everything produced (PRU x PQ), `good_s`: of the good; None where something was
    produced for which nobody planned a rate, or nothing has a rate. `stops`: seconds of standing still by reason, those
    without a reason under an empty one. A batch's weights stand in the shift in which its last output was told.
    """

    machine: str
    line: str
    day: date
    shift: str
    pbt_s: float
    apt_s: float
    aust_s: float
    adet_s: float
    adot_s: float
    unknown_s: float
    pq: float
    gq: float
    sq: float
    rq: float
    planned_s: float | None
    good_s: float | None
    energy_kwh: float
    input_kg: float
    output_kg: float
    stops: dict[str, float] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return f"{self.day.isoformat()} {self.shift}"


@dataclass(frozen=True)
class FactTable:
    """The facts of a range, in order of machine (as the plant lists them), day and shift; and what was raised.

    `outside`: what was told on these days outside every shift, in order of machine and day.
    """

    rows: list[Facts]
    flags: list[Flag]
    outside: list[Outside] = field(default_factory=list)


def facts(plant: Plant, events: Iterable[Event], first: date, last: date, until: datetime | None = None) -> FactTable:
    """The facts of the shifts that start on these local days, both included, from all of a site's events.

    `until`: how far the planned time and the states of a shift that still runs reach; what was told of it is counted
    in any case. Without it every shift is taken as over.
    """
    history = effective(events)
    by_machine: dict[str, list[Event]] = defaultdict(list)
    for event in history.events:
        by_machine[event.machine].append(event)
    flags = history.flags + _of_no_machine(plant, by_machine)
    found: list[Facts] = []
    outside: list[Outside] = []
    auxiliary = frozenset(item.id for item in plant.items.values() if item.auxiliary)
    done: dict[str, list[Batch]] = defaultdict(list)
    for batch in batches(history.events):
        done[batch.machine].append(batch)
    for machine in plant.machines.values():
        booked, raised = amounts(by_machine[machine.id])
        rows, unused, rest = machine_facts(plant, machine, by_machine[machine.id], booked, first, last, until=until)
        flags += raised + unused
        outside += outside_shifts(plant, machine, rest, done[machine.id], days=(first, last), auxiliary=auxiliary)
        found += [_with_batches(row, window, done[machine.id], auxiliary) for row, window in rows]
    return FactTable(found, sorted(flags, key=lambda flag: (flag.source_id, flag.source_seq)), outside)


def _of_no_machine(plant: Plant, by_machine: dict[str, list[Event]]) -> list[Flag]:
    """A flag for each machine that told something but does not stand in the plant: nothing of it is in the figures."""
    firsts = [
        next((event for event in events if event.kind in OF_A_MACHINE), None)
        for machine, events in by_machine.items()
        if machine not in plant.machines
    ]
    return [Flag(Fault.NO_MACHINE, e.source_id, e.source_seq, e.machine) for e in firsts if e is not None]


def machine_facts(
    plant: Plant,
    machine: Machine,
    events: Sequence[Event],
    booked: Iterable[Amount],
    first: date,
    last: date,
    *,
    until: datetime | None = None,
) -> tuple[list[tuple[Facts, Window]], list[Flag], list[Amount]]:
    """One machine's facts without yields, from its effective events in order and what they book.

    Also the sources that were not counted, and what belongs to no shift up to the last day.
    """
    # People's states end with the shift they were told in, which may lie anywhere in the history.
    told = [event.at.astimezone(plant.timezone).date() for event in events[:1]]
    every = windows(plant, machine.line, min([first, *told]) - timedelta(days=1), last, until)
    known = intervals(machine, events, every)
    inside = Shifts(every).sorted_in(booked)
    flags: list[Flag] = []
    rows: list[tuple[Facts, Window]] = []
    for window in every:
        if not first <= window.day <= last:
            continue
        quantities = made(machine, inside.get(window.label, ()))
        flags += quantities.flags
        rows.append((_facts(plant, machine, states_in(machine, known, window), quantities, window), window))
    return rows, flags, inside.get("", [])


def belongs(amount: Amount, window: Window) -> bool:
    """Whether an amount is counted in a shift."""
    return holds(window, amount.at, is_typed=amount.family in PEOPLE)


def states_in(machine: Machine, known: dict[str, list[Interval]], window: Window) -> list[Interval]:
    """The believed family's intervals within the planned time of a shift; one family for the whole shift.

    A family that says nothing but `unknown` there leaves the word to the next.
    """
    here = {
        family: touching
        for family, found in known.items()
        if (touching := [each for each in within(found, window.start, window.end) if _tells(each)])
    }
    family = chosen_family(machine, here)
    return [] if family is None else clipped(here[family], window.busy)


def _tells(interval: Interval) -> bool:
    return interval.state is not State.UNKNOWN


def _facts(plant: Plant, machine: Machine, states: list[Interval], quantities: Made, window: Window) -> Facts:
    times, stops = _times(plant, states)
    busy = sum((end - start for start, end in window.busy), timedelta()) - times.pop(TimeElement.PLANNED, timedelta())
    return Facts(
        machine=machine.id,
        line=machine.line,
        day=window.day,
        shift=window.shift,
        pbt_s=busy.total_seconds(),
        apt_s=times[PRODUCING].total_seconds(),
        aust_s=times[TimeElement.SETUP].total_seconds(),
        adet_s=times[TimeElement.DELAY].total_seconds(),
        adot_s=times[TimeElement.DOWN].total_seconds(),
        unknown_s=(busy - sum(times.values(), timedelta())).total_seconds(),
        pq=sum(quantities.pq.values()),
        gq=sum(quantities.gq.values()),
        sq=sum(quantities.sq.values()),
        rq=sum(quantities.rq.values()),
        planned_s=_run_time(machine, quantities.pq, window.day),
        good_s=_run_time(machine, quantities.gq, window.day),
        energy_kwh=quantities.energy_kwh,
        input_kg=0.0,
        output_kg=0.0,
        stops=stops,
    )


def _times(plant: Plant, found: list[Interval]) -> tuple[dict[str, timedelta], dict[str, float]]:
    """Time by element, kept exact so that whole seconds leave no dust, and seconds standing still by reason."""
    times: dict[str, timedelta] = defaultdict(timedelta)
    stops: dict[str, timedelta] = defaultdict(timedelta)
    for interval in found:
        if interval.state is State.RUN:
            times[PRODUCING] += interval.end - interval.start
            continue
        times[element_of(plant, interval)] += interval.end - interval.start
        stops[interval.reason] += interval.end - interval.start
    return times, {reason: stops[reason].total_seconds() for reason in sorted(stops)}


def element_of(plant: Plant, interval: Interval) -> TimeElement:
    """Where a stop is booked: as its reason says, else as its state does."""
    reason = plant.reasons.get(interval.reason)
    return BOOKED_AS[interval.state] if reason is None else reason.element


def _run_time(machine: Machine, quantities: dict[str, float], on: date) -> float | None:
    if not machine.rates:
        return None
    total = 0.0
    for item, number in quantities.items():
        seconds = machine.run_time(item, on)
        if seconds is None and number:
            return None
        total += (seconds or 0.0) * number
    return total


def _with_batches(row: Facts, window: Window, done: Iterable[Batch], auxiliary: frozenset[str]) -> Facts:
    """Add the weights of the batches whose last output was told in the shift's reach, whenever they went in."""
    start, end = window.reach
    ended = [batch for batch in done if batch.done_at is not None and start <= batch.done_at < end]
    if not ended:
        return row
    return replace(
        row,
        input_kg=sum(batch.input_kg(auxiliary) for batch in ended),
        output_kg=sum(batch.output_kg() for batch in ended),
    )
