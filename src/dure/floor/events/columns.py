"""An event as a row of its site's file, and back."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from dure.engine.floor.events import Event, Kind

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """Microseconds since 1970 in UTC: exact, unlike a float timestamp."""
    return (at - EPOCH) // MICROSECOND


def instant(at_us: int) -> datetime:
    return EPOCH + at_us * MICROSECOND


def columns_of(event: Event) -> tuple[object, ...]:
    """What is stored of an event, as `EVENT_COLUMNS` from seq on."""
    return (
        event.source_seq, event.machine, micros(event.at), event.kind.value, event.value, event.unit, event.item,
        event.lot, event.order, event.reason, event.actor, event.note, event.ref_source, event.ref_seq,
        int(event.void),
    )  # fmt: skip


def event_of(row: Sequence[object]) -> Event:
    """An event from its stored columns: source name, then as `EVENT_COLUMNS` from seq on."""
    (name, seq, machine, at, kind, value, unit, item, lot, order, reason, actor, note, ref_source, ref_seq, void) = row
    return Event(
        str(name), int(seq), str(machine), instant(int(at)), Kind(str(kind)), str(value), str(unit), str(item),  # type: ignore[call-overload]
        str(lot), str(order), str(reason), str(actor), str(note), str(ref_source),
        None if ref_seq is None else int(ref_seq), bool(void),  # type: ignore[call-overload]
    )  # fmt: skip
