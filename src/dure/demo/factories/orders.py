"""The work orders of a plant that moulds two parts: which machine makes which, week by week."""

from collections.abc import Iterator
from datetime import date

from dure.demo.clock import SEOUL
from dure.demo.factories.pens import Pen, windows_part
from dure.demo.factories.truth import Truth
from dure.engine.floor.calendar import Window
from dure.engine.floor.events import Event, Kind

PARTS = ("PART", "CLIP")
# Planned a little below what the machine could make in the shift.
PLANNED = 0.8


def item_of(machine: str, day: date) -> str:
    """The second machine changes its mould every other week."""
    return PARTS[1] if machine == "INJ2" and day.isocalendar().week % 2 == 0 else PARTS[0]


def of_shift(truth: Truth, window: Window, machine: str, planned_s: float) -> Iterator[Event]:
    """One order a shift."""
    if truth.sector != "rubber-plastic":
        return
    part = windows_part(window)
    pen = Pen(f"hands#o{truth.place}{machine.lower()}{part}", window.day)
    order = f"{window.day:%y%m%d}-{machine}-{'D' if window.start.astimezone(SEOUL).hour < 12 else 'N'}"
    pieces = round(window.planned_s / planned_s * PLANNED / 50) * 50
    yield pen.write(
        machine, window.start, Kind.ORDER_START, str(pieces), unit="ea", item=item_of(machine, window.day), order=order
    )
    yield pen.write(machine, window.end, Kind.ORDER_END, order=order)
