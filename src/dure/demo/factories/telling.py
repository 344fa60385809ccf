"""How the truth reaches the records: by counters or by hands, with gaps, resets, late nights and wrong figures."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from dure.demo.clock import SEOUL
from dure.demo.factories import checks, meters, orders
from dure.demo.factories.clockwork import TrueShift, true_shift
from dure.demo.factories.pens import Pen, windows_part
from dure.demo.factories.truth import Truth
from dure.demo.year import chance
from dure.engine.floor.calendar import Window, windows
from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant import Item, Plant

# Pieces of a machine for which nobody has planned a rate.
UNPLANNED_CYCLE_S = 60.0
HEARTBEAT = timedelta(minutes=60)
# How many stops nobody says the reason of.
NO_REASON = 0.08


def pieces_of_day(truth: Truth, plant: Plant, day: date) -> Iterator[Event]:
    """The records of one day's shifts of a factory that makes pieces."""
    if day in truth.silent:
        return
    item = next(iter(plant.items.values()), None)
    for name in truth.machines:
        machine = plant.machines[name]
        planned_s = machine.run_time(item.id if item else "", day) or UNPLANNED_CYCLE_S
        for window in windows(plant, machine.line, day, day):
            shift = true_shift(truth, name, window, planned_s)
            yield from orders.of_shift(truth, window, name, planned_s)
            yield from meters.of_shift(truth, window, shift, name)
            if truth.by_hand:
                yield from _by_hand(truth, name, window, shift, item, tuple(plant.defects))
            else:
                yield from _by_counter(truth, name, window, shift, tuple(plant.defects))
    for line in plant.lines:
        for window in windows(plant, line, day, day):
            yield from checks.of_shift(truth, plant, window)


def _by_counter(
    truth: Truth, machine: str, window: Window, shift: TrueShift, defects: tuple[str, ...]
) -> Iterator[Event]:
    """States as they change and every hour, the counter's reading each half hour, bad pieces as they are sorted out."""
    part = windows_part(window)
    pen = Pen(f"plc-{machine.lower()}#d{truth.place}{part}", window.day)
    # Its counter is set to zero as each shift begins: each shift is an epoch of its own.
    counter = Pen(f"count-{machine.lower()}#c{truth.place}-{window.day:%y%m%d}{part}", window.day)
    sorter = Pen(f"hands#s{truth.place}{machine.lower()}{part}", window.day)
    draw = chance("sorted", truth.place, machine, window.label)
    for each in shift.stretches:
        at = each.start
        while at < each.end:
            yield pen.write(machine, at, Kind.STATE, each.state)
            at += HEARTBEAT
        if each.reason and draw.random() >= NO_REASON:
            yield sorter.write(machine, each.start + timedelta(seconds=20), Kind.REASON, reason=each.reason)
    yield pen.write(machine, window.end, Kind.STATE, "off")
    yield from _readings(truth, machine, window, shift, counter)
    for at, _, bad in shift.counted:
        if bad:
            yield sorter.write(machine, at, Kind.SCRAP, str(bad), unit="ea", reason=_defect(draw, defects))


def _readings(truth: Truth, machine: str, window: Window, shift: TrueShift, counter: Pen) -> Iterator[Event]:
    """A counter that only rises, but begins anew where its power was cut."""
    so_far = 0
    for number, (at, pieces, _) in enumerate(shift.counted):
        if number == 0:
            yield counter.write(machine, window.start, Kind.COUNT_TOTAL, str(so_far))
        if window.day in truth.resets and number == len(shift.counted) // 2:
            so_far = 0
        so_far += pieces
        yield counter.write(machine, at, Kind.COUNT_TOTAL, str(so_far), unit="ea")


def _by_hand(
    truth: Truth, machine: str, window: Window, shift: TrueShift, made: Item | None, defects: tuple[str, ...]
) -> Iterator[Event]:
    """What people tap: states, stops with their reason, good and bad every half hour; or all of it late at night.

    In the unit of what is made, as their tablet asks for it.
    """
    pen = Pen(f"hands#t{truth.place}{machine.lower()}{windows_part(window)}", window.day)
    item, unit = (made.id, made.unit) if made else ("", "ea")
    late = window.day in truth.late
    draw, sorting = (chance(of, truth.place, machine, window.label) for of in ("typed", "sorted"))
    for each in shift.stretches:
        if late:
            break
        yield pen.write(machine, each.start + timedelta(seconds=draw.randint(2, 40)), Kind.STATE, each.state)
        if each.reason and sorting.random() >= NO_REASON:
            told = each.start + timedelta(seconds=min(45, each.seconds - 1))
            yield pen.write(machine, told, Kind.REASON, reason=each.reason)
    wrong: Event | None = None
    for at, pieces, bad in shift.counted:
        soon = min(at + timedelta(seconds=draw.randint(5, 90)), window.end - timedelta(seconds=1))
        told = datetime.combine(window.day, time(23, 40), SEOUL) if late else soon
        good = pieces - bad
        if window.day in truth.mistyped and wrong is None:
            wrong = pen.write(machine, told, Kind.COUNT, str(good * 10), unit=unit, item=item)
            yield wrong
            yield pen.correct(wrong, told + timedelta(hours=20), str(good))
        else:
            yield pen.write(machine, told, Kind.COUNT, str(good), unit=unit, item=item)
        if bad:
            yield pen.write(machine, told, Kind.SCRAP, str(bad), unit=unit, item=item, reason=_defect(sorting, defects))


def _defect(draw: Random, defects: tuple[str, ...]) -> str:
    """The first of a plant's defects are its commonest."""
    return draw.choices(defects, [1 / (place + 1) for place in range(len(defects))])[0] if defects else ""
