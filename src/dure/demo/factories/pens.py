"""Pens that number what the sources of a simulated factory tell."""

from datetime import date, datetime

from dure.demo.factories.truth import BEGAN_ON
from dure.engine.floor.calendar import Window
from dure.engine.floor.events import Event, Kind
from dure.engine.floor.reading import amended_value

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


def windows_part(window: Window) -> str:
    """Which shift of the day, as part of a source's epoch: each shift numbers its own events."""
    return window.shift.encode().hex()
