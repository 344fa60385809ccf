"""How the truth reaches the records: by counters or by hands, with gaps, resets, late nights and wrong figures."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from dure.demo.clock import SEOUL
from dure.demo.factories.clockwork import TrueShift, true_shift
from dure.demo.factories.truth import BEGAN_ON, Truth
from dure.demo.year import chance
from dure.engine.floor.calendar import Window, windows
from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant import Plant
from dure.engine.floor.reading import amended_value

# Pieces of a machine for which nobody has planned a rate.
UNPLANNED_CYCLE_S = 60.0
HEARTBEAT = timedelta(minutes=60)
PER_DAY = 2000


class Pen:
    """Numbers the events of one source: the same day gives the same keys, so that telling it twice is one telling."""

    def __init__(self, source_id: str, day: date) -> None:
        self.source_id = source_id
        self._next = (day - BEGAN_ON).days * PER_DAY + PER_DAY

    def write(self, machine: str, at: datetime, kind: Kind, value: str = "", **fields: str) -> Event:
        self._next += 1
        told = value if kind in {Kind.STATE, Kind.ORDER_START} or not value else amended_value(kind, value)
        return Event(self.source_id, self._next, machine, at, kind, told, **fields)  # type: ignore[arg-type]

    def correct(self, wrong: Event, at: datetime, value: str) -> Event:
        self._next += 1
        return Event(
            self.source_id, self._next, "", at, Kind.CORRECTION, value, ref_source=wrong.source_id,
            ref_seq=wrong.source_seq,
        )  # fmt: skip


def pieces_of_day(truth: Truth, plant: Plant, day: date) -> Iterator[Event]:
    """The records of one day's shifts of a factory that makes pieces."""
    if day in truth.silent:
        return
    item = next(iter(plant.items), "")
    for name in truth.machines:
        machine = plant.machines[name]
        planned_s = machine.run_time(item, day) or UNPLANNED_CYCLE_S
        for window in windows(plant, machine.line, day, day):
            shift = true_shift(truth, name, window, planned_s)
            if truth.by_hand:
                yield from _by_hand(truth, name, window, shift, item)
            else:
                yield from _by_counter(truth, name, window, shift)


def _by_counter(truth: Truth, machine: str, window: Window, shift: TrueShift) -> Iterator[Event]:
    """States as they change and every hour, the counter's reading each half hour, bad pieces as they are sorted out."""
    part = windows_part(window)
    pen = Pen(f"plc-{machine.lower()}#d{truth.place}{part}", window.day)
    # Its counter is set to zero as each shift begins: each shift is an epoch of its own.
    counter = Pen(f"count-{machine.lower()}#c{truth.place}-{window.day:%y%m%d}{part}", window.day)
    sorter = Pen(f"hands#s{truth.place}{machine.lower()}{part}", window.day)
    for each in shift.stretches:
        at = each.start
        while at < each.end:
            yield pen.write(machine, at, Kind.STATE, each.state)
            at += HEARTBEAT
        if each.reason and each.state == "down":
            yield sorter.write(machine, each.start + timedelta(seconds=20), Kind.REASON, reason=each.reason)
    yield pen.write(machine, window.end, Kind.STATE, "off")
    yield from _readings(truth, machine, window, shift, counter)
    for at, _, bad in shift.counted:
        if bad:
            yield sorter.write(machine, at, Kind.SCRAP, str(bad), unit="ea", reason="size")


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


def _by_hand(truth: Truth, machine: str, window: Window, shift: TrueShift, item: str) -> Iterator[Event]:
    """What people tap: states, stops with their reason, good and bad every half hour; or all of it late at night."""
    pen = Pen(f"hands#t{truth.place}{machine.lower()}{windows_part(window)}", window.day)
    late = window.day in truth.late
    draw = chance("typed", truth.place, machine, window.label)
    for each in shift.stretches:
        if late:
            break
        yield pen.write(machine, each.start + timedelta(seconds=draw.randint(2, 40)), Kind.STATE, each.state)
        if each.reason and each.state == "down":
            told = each.start + timedelta(seconds=min(45, each.seconds - 1))
            yield pen.write(machine, told, Kind.REASON, reason=each.reason)
    wrong: Event | None = None
    for at, pieces, bad in shift.counted:
        soon = min(at + timedelta(seconds=draw.randint(5, 90)), window.end - timedelta(seconds=1))
        told = datetime.combine(window.day, time(23, 40), SEOUL) if late else soon
        good = pieces - bad
        if window.day in truth.mistyped and wrong is None:
            wrong = pen.write(machine, told, Kind.COUNT, str(good * 10), unit="ea", item=item)
            yield wrong
            yield pen.correct(wrong, told + timedelta(hours=20), str(good))
        else:
            yield pen.write(machine, told, Kind.COUNT, str(good), unit="ea", item=item)
        if bad:
            yield pen.write(machine, told, Kind.SCRAP, str(bad), unit="ea", item=item, reason="other")


def windows_part(window: Window) -> str:
    """Which shift of the day, as part of a source's epoch: each shift numbers its own events."""
    return window.shift.encode().hex()
