"""Which events say that a record should have been otherwise: the record itself is never touched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from dure.engine.floor.effective import AMENDABLE
from dure.engine.floor.events import Event, Kind, is_typed
from dure.floor.entry.records.standing import Record
from dure.floor.plant.names import desk_source

SAID: Final = ("value", *AMENDABLE)
HANDS: Final = "hands"
_A_MOMENT: Final = timedelta(microseconds=1)


@dataclass(frozen=True)
class Hand:
    """Who writes a correction and why. `actor` is empty unless the plant names people in its records."""

    part: str
    why: str
    at: datetime
    actor: str = ""


def mending(record: Record, wanted: Event | None, hand: Hand, anew: Record | None = None) -> list[Event]:
    """The events after which the record stands as wanted; None takes it back.

    A correction cannot say a time or that a field is empty: then the record is taken back and told anew behind it.
    `anew`: what stands in the record's place since it was last taken back so; it goes when the record comes back.
    """
    source = desk_source(record.event.family if record.typed else HANDS, hand.part)
    if wanted is None:
        return [_void(record, source, 1, hand)]
    if not fits(record.event, wanted):
        retold = replace(
            wanted, source_id=source, source_seq=2, actor=hand.actor or record.event.actor, ref_source="", ref_seq=None
        )
        return [_void(record, source, 1, hand), retold]
    found = [_amendment(record, wanted, source, hand)]
    if anew is not None and anew.now is not None:
        found.append(_void(anew, source, 2, hand))
    return found


def fits(told: Event, wanted: Event) -> bool:
    """Whether one correction of what was told can say what is wanted."""
    return told.at == wanted.at and all(getattr(wanted, name) or not getattr(told, name) for name in SAID)


def may_be_told_anew(told: Event) -> bool:
    """A machine's own record keeps its time and fields, and so does a counter: under another source it is another
    counter."""
    return is_typed(told.source_id) and told.kind is not Kind.COUNT_TOTAL


def _amendment(record: Record, wanted: Event, source: str, hand: Hand) -> Event:
    """The whole record as wanted: the last correction stands on what was told, not on those before it."""
    said = {name: getattr(wanted, name) for name in SAID}
    return replace(_bare(record, source, 1, hand), **said)


def _void(record: Record, source: str, seq: int, hand: Hand) -> Event:
    return replace(_bare(record, source, seq, hand), void=True)


def _bare(record: Record, source: str, seq: int, hand: Hand) -> Event:
    return Event(
        source_id=source, source_seq=seq, machine="", at=_later(record, hand.at), kind=Kind.CORRECTION,
        actor=hand.actor, note=hand.why, ref_source=record.event.source_id, ref_seq=record.event.source_seq,
    )  # fmt: skip


def _later(record: Record, at: datetime) -> datetime:
    """After every earlier correction of the record: the later one counts."""
    return max([at, *(step.told.event.at + _A_MOMENT for step in record.steps)])
