"""The checks that people write down through a shift: most of them, now and then one is forgotten."""

from collections.abc import Iterator
from datetime import timedelta

from dure.demo.factories.pens import Pen, windows_part
from dure.demo.factories.truth import Truth
from dure.demo.year import chance
from dure.engine.floor.calendar import Window, due_periods
from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant import Check, Plant

FORGOTTEN = 0.03
# Where a measure has no limits yet: about this, with this spread.
USUAL = (48.0, 0.6)


def of_shift(truth: Truth, plant: Plant, window: Window) -> Iterator[Event]:
    """One record in each period in which a check is due on the line of the window."""
    for check in plant.checks.values():
        machine = check.machine or truth.machines[0]
        if check.every_min is None or plant.machines[machine].line != window.line:
            continue
        pen = Pen(f"hands#k{truth.place}{check.id}{windows_part(window)}", window.day)
        draw = chance("check", truth.place, check.id, window.label)
        for start, end in due_periods([window], check.every_min, window.end):
            at = start + timedelta(seconds=round(draw.uniform(0.1, 0.8) * (end - start).total_seconds()))
            if draw.random() >= FORGOTTEN:
                value = _value(check, draw.gauss(0, 1))
                yield pen.write(machine, at, Kind.CHECK, value, unit=check.unit, reason=check.id, item=check.item)


def _value(check: Check, off: float) -> str:
    """Well within the limits, as a process is that nobody complains about."""
    if not check.is_measured:
        return "ok"
    low, high = check.low, check.high
    if low is not None and high is not None:
        return f"{(low + high) / 2 + off * (high - low) / 9:.2f}"
    if low is None and high is None:
        return f"{USUAL[0] + off * USUAL[1]:.1f}"
    edge = low if low is not None else high or 0.0
    return f"{edge * (1.1 if low is not None else 0.8) * (1 + off / 60):.2f}"
