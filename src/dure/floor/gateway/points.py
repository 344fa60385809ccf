"""One measured point of a machine: what its raw readings mean, and which of them are worth telling."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Context, Decimal, InvalidOperation
from typing import Final

from dure.engine.floor.events import Event, Kind, State, plain_decimal
from dure.engine.floor.reading import MOST_DIGITS, LineError, amended_value
from dure.floor.gateway.sink import UNNUMBERED

log = logging.getLogger(__name__)

Raw = Decimal | str
KINDS: Final = (Kind.STATE, Kind.COUNT_TOTAL, Kind.ENERGY, Kind.CHECK, Kind.CCP)
# Kinds whose `reason` says which check it is.
CODED: Final = frozenset({Kind.CHECK, Kind.CCP})
ROUNDED: Final = Context(prec=MOST_DIGITS)


@dataclass(frozen=True)
class Point:
    """What a raw reading becomes.

    `words`: raw text to a state or ok/ng. `rolls_at`: one more than the largest raw value, where that is known.
    `heartbeat_s`: an unchanged value is told again after this long, so that silence means that nothing is known.
    """

    name: str
    source: str
    machine: str
    kind: Kind
    unit: str = ""
    reason: str = ""
    item: str = ""
    scale: Decimal = Decimal(1)
    offset: Decimal = Decimal(0)
    deadband: Decimal = Decimal(0)
    heartbeat_s: float = 60
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    rolls_at: Decimal | None = None

    @property
    def mark(self) -> str:
        """The name under which a keeper remembers the last reading of a meter."""
        return f"meter/{self.source}/{self.name}"


class Watch:
    """Follows one point. Counters are told as they stand; a meter of energy is told as its gain since the last one."""

    def __init__(self, point: Point, meter: str = "") -> None:
        self.point = point
        self.meter = meter
        self._value = ""
        self._at: datetime | None = None
        self._complained = False

    def recall(self, raw: Raw, at: datetime) -> None:
        """Take up what was told before this process began, so that it can be told again while it holds."""
        if self._at is None:
            with contextlib.suppress(LineError, InvalidOperation):
                self._value, self._at = self._read(raw)[0], at

    def see(self, raw: Raw, at: datetime) -> Event | None:
        """The event of one reading; None when it says nothing new, or nothing that can be told."""
        try:
            value, note = self._read(raw)
        except (LineError, InvalidOperation) as error:
            self._complain(raw, error)
            return None
        self._complained = False
        if not self._worth_telling(value, at):
            return None
        if self.point.kind is Kind.ENERGY:
            return self._gain(value, at)
        note = note or self._fall(value)
        self._value, self._at = value, at
        return self._event(value, at, note)

    def lost(self, at: datetime) -> Event | None:
        """The source says that it cannot tell: a state becomes unknown, anything else falls silent."""
        if self.point.kind is not Kind.STATE or self._value == State.UNKNOWN:
            return None
        self._value, self._at = State.UNKNOWN.value, at
        return self._event(State.UNKNOWN.value, at, "")

    def again(self, at: datetime) -> Event | None:
        """What still holds, once more, when its heartbeat is due and the source is known to be alive.

        A counter or a meter is never told again: a reading made up for a later time could overtake a true one.
        """
        if self.point.kind in {Kind.COUNT_TOTAL, Kind.ENERGY} or self._at is None or self._value == State.UNKNOWN:
            return None
        if (at - self._at).total_seconds() < self.point.heartbeat_s:
            return None
        self._at = at
        return self._event(self._value, at, "")

    def _read(self, raw: Raw) -> tuple[str, str]:
        if self.point.words:
            word = self.point.words.get(plain_decimal(raw) if isinstance(raw, Decimal) else raw)
            if word is None and self.point.kind is Kind.STATE:
                return State.UNKNOWN.value, f"code {raw} has no meaning here"[:200]
            return amended_value(self.point.kind, word or ""), ""
        if isinstance(raw, str) and self.point.kind is Kind.STATE:
            return amended_value(self.point.kind, raw), ""
        number = ROUNDED.plus(Decimal(raw) * self.point.scale + self.point.offset)
        return amended_value(self.point.kind, str(number)), ""

    def _worth_telling(self, value: str, at: datetime) -> bool:
        if self._at is None or self._is_due(at):
            return True
        if value == self._value or not self._value:
            return value != self._value
        if self.point.kind is Kind.STATE or "ok" in {value, self._value} or "ng" in {value, self._value}:
            return True
        return abs(Decimal(value) - Decimal(self._value)) > self.point.deadband

    def _is_due(self, at: datetime) -> bool:
        """Also when the clock was set back: an unchanged value must not stay untold until it has caught up."""
        return self._at is None or at < self._at or (at - self._at).total_seconds() >= self.point.heartbeat_s

    def _gain(self, value: str, at: datetime) -> Event | None:
        """A first reading books nothing; nor does one that went down, but that is told: what was used is not known."""
        before, self.meter = self.meter, value
        self._value, self._at = value, at
        if not before or value == before:
            return None
        gained = Decimal(value) - Decimal(before)
        if gained < 0:
            return self._event("0", at, f"meter went down from {before} to {value}: reset")
        return self._event(plain_decimal(gained), at, "")

    def _fall(self, value: str) -> str:
        """Why a counter may have gone down. The engine books nothing either way; a person may want to know."""
        if self.point.kind is not Kind.COUNT_TOTAL or not self._value or Decimal(value) >= Decimal(self._value):
            return ""
        largest = self.point.rolls_at and self.point.rolls_at * self.point.scale
        rolled = largest and Decimal(self._value) >= largest * 9 / 10 and Decimal(value) <= largest / 10
        return f"counter went down from {self._value} to {value}: {'rollover' if rolled else 'reset'}"

    def _event(self, value: str, at: datetime, note: str) -> Event:
        point = self.point
        return Event(
            point.source, UNNUMBERED, point.machine, at, point.kind, value,
            unit=point.unit, item=point.item, reason=point.reason, note=note,
        )  # fmt: skip

    def _complain(self, raw: Raw, error: Exception) -> None:
        """Once until it reads well again: a point that is read every second would fill the journal."""
        if not self._complained:
            self._complained = True
            log.warning("%s %s reads %s: not told: %s", self.point.source, self.point.name, raw, error)
