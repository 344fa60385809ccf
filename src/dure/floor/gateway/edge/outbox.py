"""The gateway's own store: what was read waits here until the server has it.

An event gets its sequence number when it is first offered, in the transaction that records the offer. What had to be
dropped before that leaves no hole in the numbers, so the server's "everything up to" goes on counting; the loss is
told by an event of its own. What was offered keeps its key, however often it is offered again.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from dure.engine.floor.events import EPOCH_MARK, Event, Kind, family_of, stamp
from dure.floor.gateway.edge.lines import body, keyed
from dure.floor.gateway.edge.tables import bytes_used, open_file
from dure.floor.gateway.sink import UNNUMBERED

DROPPED: Final = "gateway-dropped"
REFUSED: Final = "gateway-refused"
FIRST_SEQ: Final = 1
DROP_ROWS: Final = 500
# Dropping goes on to this part of the cap, so that it is not the business of every new event.
DROP_TO: Final = 0.95
REFUSED_NOTE: Final = 1900


@dataclass(frozen=True, slots=True)
class Offer:
    """One event with its final key, as it is sent."""

    place: int
    source_id: str
    source_seq: int
    body: str

    @property
    def family(self) -> str:
        return family_of(self.source_id)

    @property
    def line(self) -> str:
        return keyed(self.source_id, self.source_seq, self.body)


class Outbox:
    """One file, one owner, one thread at a time."""

    def __init__(self, path: Path, *, gateway: str, cap_bytes: int) -> None:
        self.gateway = gateway
        self.cap_bytes = cap_bytes
        self._db = open_file(path)

    def close(self) -> None:
        self._db.close()

    def keep(self, events: Sequence[Event], marks: Mapping[str, str]) -> None:
        """Durable when it returns: the events, what the reader wants remembered, and what was dropped for them."""
        rows = [(_family(event), stamp(event.at), body(event)) for event in events]
        with self._transaction():
            self._db.executemany("INSERT INTO waiting (family, at, body) VALUES (?, ?, ?)", rows)
            self._db.executemany("INSERT OR REPLACE INTO mark VALUES (?, ?)", list(marks.items()))
            if bytes_used(self._db) > self.cap_bytes:
                self._drop()

    def mark(self, name: str) -> str:
        row = self._db.execute("SELECT told FROM mark WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def waiting(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM waiting").fetchone()[0])

    def offer(self, most: int, most_bytes: int, now: datetime, parked: Collection[str] = ()) -> list[Offer]:
        """The next lines to send: what is still open of an earlier offer, or else the oldest, numbered now.

        `parked`: families that are left alone for the time being.
        """
        without = json.dumps(sorted(parked))
        with self._transaction():
            found = self._open_offers(most, without)
            if not found:
                self._tell_losses(now)
                self._number(most, most_bytes, without)
                found = self._open_offers(most, without)
        return found

    def trim(self, through: Mapping[str, int], refused: Sequence[Offer]) -> set[str]:
        """Forget what the server has without a gap; of which families something was forgotten.

        The server counts from the first it took of a source: one that it refused may lie before that.
        """
        stay = {offer.place for offer in refused}
        with self._transaction():
            covered = {
                place: family_of(source_id)
                for source_id, seq in through.items()
                for (place,) in self._db.execute(
                    "SELECT place FROM waiting WHERE family = ? AND epoch = ? AND seq IS NOT NULL AND seq <= ?",
                    (*source_id.rpartition(EPOCH_MARK)[::2], seq),
                )
                if place not in stay
            }
            self._db.executemany("DELETE FROM waiting WHERE place = ?", [(place,) for place in covered])
        return set(covered.values())

    def replace_refused(self, refused: Sequence[tuple[Offer, str]], now: datetime) -> int:
        """Put an event that tells of it under the key of each line the server will never take.

        The line itself stays here for a person. One that stands for a refused line already is left as it is: then
        the server refuses the source itself, and a person must look.
        """
        changed = 0
        with self._transaction():
            for line, why in refused:
                kept = "INSERT OR IGNORE INTO refused VALUES (?, ?, ?, ?)"
                fresh = self._db.execute(kept, (line.source_id, line.source_seq, why, line.body)).rowcount
                if fresh:
                    told = self._own(REFUSED, "1", f"{why} | {line.body}"[:REFUSED_NOTE], now)
                    self._db.execute("UPDATE waiting SET body = ? WHERE place = ?", (body(told), line.place))
                    changed += 1
        return changed

    def is_behind(self, through: Mapping[str, int]) -> bool:
        """Whether the server knows numbers that this file has not given: it is an older copy of itself."""
        known = {f"{family}{EPOCH_MARK}{epoch}": seq for family, epoch, seq in self._sources()}
        return any(seq >= known.get(source_id, seq + 1) for source_id, seq in through.items())

    def begin_epoch(self) -> None:
        """Number everything that is not yet offered under new random parts, so that no key can mean two things."""
        with self._transaction():
            self._db.execute("DELETE FROM source")

    def tell(self, reason: str, value: str, note: str, now: datetime) -> None:
        """An event of the gateway's own."""
        self.keep([self._own(reason, value, note, now)], {})

    def _own(self, reason: str, value: str, note: str, now: datetime) -> Event:
        return Event(self.gateway, UNNUMBERED, "", now, Kind.CHECK, value, reason=reason, note=note)

    def _sources(self) -> list[tuple[str, str, int]]:
        return self._db.execute("SELECT family, epoch, next_seq FROM source").fetchall()

    def _open_offers(self, most: int, without: str) -> list[Offer]:
        rows = self._db.execute(
            "SELECT place, family, epoch, seq, body FROM waiting WHERE seq IS NOT NULL "
            "AND family NOT IN (SELECT value FROM json_each(?)) ORDER BY place LIMIT ?",
            (without, most),
        )
        return [Offer(place, f"{family}{EPOCH_MARK}{epoch}", seq, told) for place, family, epoch, seq, told in rows]

    def _number(self, most: int, most_bytes: int, without: str) -> None:
        sources = {family: (epoch, seq) for family, epoch, seq in self._sources()}
        size = 0
        rows = self._db.execute(
            "SELECT place, family, body FROM waiting WHERE seq IS NULL "
            "AND family NOT IN (SELECT value FROM json_each(?)) ORDER BY place LIMIT ?",
            (without, most),
        ).fetchall()
        for count, (place, family, told) in enumerate(rows):
            size += len(told.encode())
            if count and size > most_bytes:
                break
            epoch, seq = sources.get(family) or (secrets.token_hex(4), FIRST_SEQ)
            sources[family] = (epoch, seq + 1)
            self._db.execute("UPDATE waiting SET epoch = ?, seq = ? WHERE place = ?", (epoch, seq, place))
        self._db.executemany(
            "INSERT OR REPLACE INTO source VALUES (?, ?, ?)", [(name, *last) for name, last in sources.items()]
        )

    def _drop(self) -> None:
        """The oldest that were never offered; what was offered may be at the server already."""
        while bytes_used(self._db) > self.cap_bytes * DROP_TO:
            rows = self._db.execute(
                "SELECT place, family, at FROM waiting WHERE seq IS NULL ORDER BY place LIMIT ?", (DROP_ROWS,)
            ).fetchall()
            if not rows:
                return
            self._db.executemany("DELETE FROM waiting WHERE place = ?", [(place,) for place, _, _ in rows])
            self._db.executemany(
                "INSERT INTO pending_loss VALUES (?, 1, ?, ?) ON CONFLICT (family) DO UPDATE SET number = number + 1, "
                "first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)",
                [(family, at, at) for _, family, at in rows],
            )

    def _tell_losses(self, now: datetime) -> None:
        """One event a source that lost something, before everything that came after it."""
        losses = self._db.execute("SELECT family, number, first_at, last_at FROM pending_loss").fetchall()
        (front,) = self._db.execute("SELECT coalesce(min(place), 1) FROM waiting").fetchone()
        for offset, (family, number, first_at, last_at) in enumerate(losses, start=1):
            told = self._own(DROPPED, str(number), f"{family} {first_at}/{last_at}", now)
            row = (front - offset, told.source_id, stamp(now), body(told))
            self._db.execute("INSERT INTO waiting (place, family, at, body) VALUES (?, ?, ?, ?)", row)
        self._db.execute("DELETE FROM pending_loss")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise


def _family(event: Event) -> str:
    if event.source_seq != UNNUMBERED or EPOCH_MARK in event.source_id:
        raise ValueError(f"{event.source_id} has numbers of its own; the outbox gives them")
    return event.source_id
