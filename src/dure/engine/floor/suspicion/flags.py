"""What a flag is. A flag asks a question; it never decides anything, and nothing may be refused because of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dure.engine.floor.events import Event, Kind

# Kinds that carry an amount; of a check, only those whose value is a number.
AMOUNTS: Final = frozenset(
    {Kind.COUNT, Kind.SCRAP, Kind.REWORK, Kind.CHECK, Kind.CCP, Kind.LOT_IN, Kind.LOT_OUT, Kind.ENERGY}
)
# How often honest records as a whole may be flagged by one of the tests that reckon with chance.
FALSE_ALARM: Final = 0.001


class Sign(StrEnum):
    REGULAR_INTERVALS = "regular_intervals"
    LAST_DIGITS = "last_digits"
    COPIED_DAYS = "copied_days"
    OFF_HOURS = "off_hours"


@dataclass(frozen=True, order=True)
class Stream:
    """Records of one kind, of one source family, on one machine; `code` is the check or the defect, `unit` its unit."""

    family: str
    machine: str
    kind: Kind
    code: str
    unit: str

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.machine, self.code or self.kind.value) if part)


@dataclass(frozen=True)
class Figure:
    name: str
    value: float | str


@dataclass(frozen=True)
class Flag:
    """`ko` and `en` say what was seen and how it could come about honestly; `figures` are what they rest on."""

    sign: Sign
    stream: Stream
    figures: tuple[Figure, ...]
    ko: str
    en: str


def stream_of(event: Event) -> Stream:
    return Stream(event.family, event.machine, event.kind, event.reason, event.unit)


def is_number(text: str) -> bool:
    """Canonical values are decimals, states, or ok/ng."""
    return text[-1:].isdigit()


def by_stream(events: Sequence[Event]) -> dict[Stream, list[Event]]:
    """In the order of streams; within each, the events in theirs."""
    found: dict[Stream, list[Event]] = {}
    for event in sorted(events, key=lambda event: event.sort_key):
        found.setdefault(stream_of(event), []).append(event)
    return dict(sorted(found.items()))
