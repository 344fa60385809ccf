"""The newest value of each machine and kind: derived from the events, and so written a moment after them.

An event is acknowledged once it is durable; the page of a table that can be made anew from events would cost each
commit a fifth of its time. What was not written when a process dies is read again from the events after the mark.
"""

import sqlite3
import time
from collections.abc import Sequence
from typing import Final

from dure.engine.floor.events import Event, Kind
from dure.floor.events.columns import event_of, micros

# Readers see a value at the latest so long after it was acknowledged, also where commits follow each other at once.
AT_LATEST_AFTER_S: Final = 0.05
# A later instant wins; inside one, the order of events decides.
_WRITE: Final = """
INSERT INTO latest VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (machine, kind) DO UPDATE SET
at = excluded.at, source = excluded.source, seq = excluded.seq, value = excluded.value, unit = excluded.unit,
reason = excluded.reason, "order" = excluded."order", item = excluded.item
WHERE (excluded.at, excluded.source, excluded.seq) > (latest.at, latest.source, latest.seq)
"""
_FORGET: Final = "DELETE FROM latest WHERE source = ? AND seq = ?"
_MARK: Final = "INSERT INTO latest_mark VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET arrival = excluded.arrival"
_AFTER_MARK: Final = (
    'SELECT s.name, e.seq, e.machine, e.at, e.kind, e.value, e.unit, e.item, e.lot, e."order", e.reason, e.actor, '
    "e.note, e.ref_source, e.ref_seq, e.void FROM event e JOIN source s ON s.id = e.source "
    "WHERE e.arrival > (SELECT arrival FROM latest_mark) ORDER BY e.arrival"
)


class Newest:
    """What the table of newest values does not hold yet. Belongs to the one who writes the file."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._values: dict[tuple[str, Kind], Event] = {}
        self._corrected: list[tuple[str, int | None]] = []
        self._written_at = time.monotonic()
        self.recall()

    @property
    def is_waiting(self) -> bool:
        """Whether something is not in the table yet."""
        return bool(self._values or self._corrected)

    @property
    def is_late(self) -> bool:
        """Whether readers would wait too long for what is not in the table."""
        return time.monotonic() - self._written_at > AT_LATEST_AFTER_S

    def recall(self) -> None:
        """Begin anew with the events after the mark."""
        self._values.clear()
        self._corrected.clear()
        self.note([event_of(row) for row in self._db.execute(_AFTER_MARK)])

    def note(self, fresh: Sequence[Event]) -> None:
        """These were stored, in this order."""
        for event in fresh:
            if event.kind is Kind.CORRECTION:
                self._forget(event)
            elif event.machine:
                key = (event.machine, event.kind)
                known = self._values.get(key)
                if known is None or known.sort_key < event.sort_key:
                    self._values[key] = event

    def write(self, last_arrival: int) -> None:
        """Bring the table up to the event that arrived last; inside a transaction of the caller's."""
        self._db.executemany(_FORGET, self._corrected)
        self._db.executemany(_WRITE, [_row(event) for event in self._values.values()])
        self._db.execute(_MARK, (last_arrival,))
        self._values.clear()
        self._corrected.clear()
        self._written_at = time.monotonic()

    def _forget(self, correction: Event) -> None:
        """A corrected value is not the newest any more; the next one told takes its place."""
        ref = (correction.ref_source, correction.ref_seq)
        self._values = {key: event for key, event in self._values.items() if event.key != ref}
        self._corrected.append(ref)


def _row(event: Event) -> tuple[object, ...]:
    return (
        event.machine, event.kind.value, micros(event.at), event.source_id, event.source_seq, event.value, event.unit,
        event.reason, event.order, event.item,
    )  # fmt: skip
