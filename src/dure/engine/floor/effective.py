"""Events as they stand after corrections: a pure function of the set, whatever order it arrived in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.reading import LineError, amended_value

Key = tuple[str, int]
# What a correction may say anew; an empty field leaves what the target said.
AMENDABLE = ("machine", "unit", "item", "lot", "order", "reason")


class Fault(StrEnum):
    """Why something that was told has no effect, shown beside the figures."""

    NO_TARGET = "correction_without_target"
    NESTED = "correction_of_a_correction"
    UNREADABLE = "correction_unreadable"
    REBASED = "counter_went_down"
    TWO_SOURCES = "second_source_not_counted"
    NO_MACHINE = "machine_not_in_plant"
    NO_UNIT = "energy_unit_unknown"


@dataclass(frozen=True, slots=True)
class Flag:
    """A fault with the event that raised it."""

    fault: Fault
    source_id: str
    source_seq: int
    machine: str


@dataclass(frozen=True)
class History:
    """The effective events in their order, and what was raised on the way."""

    events: list[Event]
    flags: list[Flag]


def effective(events: Iterable[Event]) -> History:
    """Apply corrections: the last one by the order of events wins over earlier ones, and stands on the original."""
    told = {event.key: event for event in events}
    winners: dict[Key, Event] = {}
    flags: list[Flag] = []
    for event in sorted((e for e in told.values() if e.kind is Kind.CORRECTION), key=lambda e: e.sort_key):
        target = told.get(_target(event))
        if target is None:
            flags.append(_flag(Fault.NO_TARGET, event))
        elif target.kind is Kind.CORRECTION:
            flags.append(_flag(Fault.NESTED, event))
        else:
            winners[target.key] = event
    standing: list[Event] = []
    for event in told.values():
        if event.kind is Kind.CORRECTION:
            continue
        correction = winners.get(event.key)
        if correction is None:
            standing.append(event)
        elif not correction.void:
            standing.append(_amended(event, correction, flags))
    standing.sort(key=lambda event: event.sort_key)
    flags.sort(key=lambda flag: (flag.source_id, flag.source_seq))
    return History(standing, flags)


def _target(correction: Event) -> Key:
    return (correction.ref_source, -1 if correction.ref_seq is None else correction.ref_seq)


def _amended(event: Event, correction: Event, flags: list[Flag]) -> Event:
    changes: dict[str, Any] = {name: told for name in AMENDABLE if (told := getattr(correction, name))}
    if correction.value and event.kind is Kind.REASON:
        # As for the event itself, the code may stand where other kinds have their value.
        changes.setdefault("reason", correction.value)
    elif correction.value:
        try:
            changes["value"] = amended_value(event.kind, correction.value)
        except LineError:
            flags.append(_flag(Fault.UNREADABLE, correction))
            return event
    return replace(event, **changes)


def _flag(fault: Fault, event: Event) -> Flag:
    return Flag(fault, event.source_id, event.source_seq, event.machine)
