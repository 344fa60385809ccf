"""One site's events in one SQLite file: append-only, unique by source and sequence, chained by commit batch.

Only the process that holds the owner's lock writes (see `owner`). Everything here is durable when it returns:
write-ahead log, synchronous FULL, one fsync a commit.
"""

import hashlib
import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from dure.engine.floor.events import Event
from dure.floor.events import held
from dure.floor.events.columns import columns_of, micros
from dure.floor.events.newest import Newest
from dure.floor.events.receipts import Receipt
from dure.floor.events.tables import EVENT_COLUMNS, SCHEMA_VERSION, TABLES

log = logging.getLogger(__name__)
AHEAD: Final = timedelta(minutes=5)
NO_CHAIN: Final = b"\0" * 32
_MARKS: Final = ", ".join("?" * len(EVENT_COLUMNS))
_ENDS: Final = (
    "SELECT min(first), max(last) FROM (SELECT min(seq) AS first, max(seq) AS last FROM known WHERE source = ? "
    "UNION ALL SELECT min(seq), max(seq) FROM quarantine WHERE source = ? AND why = 'future')"
)
_NEXT_SEQS: Final = "SELECT seq FROM known WHERE source = ? AND seq > ?"
# What is held for its time is as good as here for its sender; both parts come in order, so that reading ends early.
_NEXT_SEQS_HELD: Final = (
    f"{_NEXT_SEQS} UNION "  # noqa: S608 (our own words)
    "SELECT seq FROM quarantine WHERE source = ? AND seq > ? AND why = 'future' ORDER BY 1"
)
_INSERT_EVENT: Final = f"INSERT INTO event ({', '.join(EVENT_COLUMNS)}) VALUES ({_MARKS})"  # noqa: S608 (names only)
_INSERT_KEY: Final = "INSERT OR IGNORE INTO known VALUES (?, ?, ?)"
_INSERT_BATCH: Final = "INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?)"


class StrictRefused(Exception):
    """An all-or-nothing delivery held something that cannot be taken; nothing was written."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__("nothing was written")
        self.receipt = receipt


@dataclass(frozen=True)
class Delivery:
    """Events that arrived together, and by which way. `strict`: all of them or none."""

    events: Sequence[Event]
    origin: str
    strict: bool = False


class Store:
    """The event file of one site, opened for writing."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = path
        self._db = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        # A log of 16 MiB before it is folded in: fewer of the two extra syncs that folding costs.
        self._db.execute("PRAGMA wal_autocheckpoint = 4000")
        if self._db.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
            self._db.executescript(f"BEGIN IMMEDIATE; {TABLES} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT")
        self._newest = Newest(self._db)
        self._recall()

    def close(self) -> None:
        self._db.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """For rooms of this app that move or check what is stored."""
        return self._db

    @property
    def next_due(self) -> datetime | None:
        """When the earliest event that is held for its time happens; None where none is."""
        return self._next_due

    def has_due(self, now: datetime) -> bool:
        """Whether something is held that would be taken if it were told now."""
        return self._next_due is not None and self._next_due <= now + AHEAD

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside is written with one fsync, or nothing of it; the newest values first."""
        with self._transaction():
            self._newest.write(self._arrival - 1)
            yield self._db

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            # A failed COMMIT may have rolled back by itself.
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            self._recall()
            raise

    def take(self, deliveries: Sequence[Delivery], received_at: datetime) -> list[Receipt | StrictRefused]:
        """Write the deliveries as one commit with one fsync; an answer for each, in order.

        Duplicates are counted and dropped; the same key with other content, and times too far ahead, go to
        quarantine. A strict delivery that is not wholly taken leaves nothing. What was held for its time, and is due,
        goes before.
        """
        with self._transaction():
            if self.has_due(received_at):
                self._admit(received_at)
            answers = [self._one(delivery, received_at) for delivery in deliveries]
            if self._newest.is_late:
                self._newest.write(self._arrival - 1)
        return answers

    def keep_newest(self) -> None:
        """Let readers see the newest values of all that was taken; without a sync, since they can be made anew.

        A disk that refuses them keeps nobody from the answer that its events are stored.
        """
        if not self._newest.is_waiting:
            return
        self._db.execute("PRAGMA synchronous = NORMAL")
        try:
            with self.transaction():
                pass
        except sqlite3.Error as error:
            log.error("%s: the newest values cannot be written: %s", self.path, error)
        finally:
            self._db.execute("PRAGMA synchronous = FULL")

    def _recall(self) -> None:
        """Read anew what is known by heart; this process alone writes the file."""
        row = self._db.execute(
            "SELECT number, chain, first_arrival + events FROM batch ORDER BY number DESC LIMIT 1"
        ).fetchone()
        self._number: int = 0 if row is None else row[0]
        self._chain: bytes = NO_CHAIN if row is None else bytes(row[1])
        self._arrival: int = 1 if row is None else row[2]
        self._sources: dict[str, int] = dict(self._db.execute("SELECT name, id FROM source"))
        self._through: dict[str, int] = {}
        self._top: dict[str, int] = {}
        self._next_due = held.next_due(self._db)
        self._newest.recall()

    def _admit(self, received_at: datetime) -> None:
        """Take what was held for its time and is due now, as batches of its own."""
        for each in held.due(self._db, received_at + AHEAD):
            self._write(Delivery(each.events, each.origin), received_at)
            held.let_go(self._db, each.numbers)
        self._next_due = held.next_due(self._db)

    def _one(self, delivery: Delivery, received_at: datetime) -> Receipt | StrictRefused:
        if delivery.strict:
            self._db.execute("SAVEPOINT delivery")
        receipt = self._write(delivery, received_at)
        if not delivery.strict:
            return receipt
        if receipt.all_taken:
            self._db.execute("RELEASE delivery")
            return receipt
        self._db.execute("ROLLBACK TO delivery")
        self._db.execute("RELEASE delivery")
        self._recall()
        return StrictRefused(receipt)

    def _write(self, delivery: Delivery, received_at: datetime) -> Receipt:
        received_us, latest_at = micros(received_at), received_at + AHEAD
        digests = hashlib.sha256()
        duplicate = conflict = future = 0
        rows: list[tuple[object, ...]] = []
        fresh: list[Event] = []
        for event in delivery.events:
            digest = event.digest()
            if event.at > latest_at:
                future += 1
                self._hold_for_its_time(event, digest, delivery.origin, received_us)
                continue
            source = self._source(event.source_id)
            added = self._db.execute(_INSERT_KEY, (source, event.source_seq, digest))
            if not added.rowcount:
                if self._digest_of(source, event.source_seq) == digest:
                    duplicate += 1
                else:
                    conflict += 1
                    held.hold(self._db, event, digest, held.CONFLICT, delivery.origin, received_us)
                continue
            self._told(event.source_id, event.source_seq)
            digests.update(digest)
            rows.append((self._arrival + len(rows), self._number + 1, source, *columns_of(event)))
            fresh.append(event)
        if rows:
            self._db.executemany(_INSERT_EVENT, rows)
            self._newest.note(fresh)
            self._chain_on(len(rows), received_us, delivery.origin, digests.digest())
        return Receipt(
            read=len(delivery.events),
            accepted=len(rows),
            duplicate=duplicate,
            conflict=conflict,
            future=future,
            through={name: self._reached(name) for name in dict.fromkeys(event.source_id for event in delivery.events)},
        )

    def _chain_on(self, events: int, received_us: int, origin: str, digest: bytes) -> None:
        """Close a batch: its link holds everything before it."""
        number = self._number + 1
        link = link_of(self._chain, number, received_us, origin, events, digest)
        self._db.execute(_INSERT_BATCH, (number, received_us, origin, events, self._arrival, digest, link))
        self._number, self._chain, self._arrival = number, link, self._arrival + events

    def _hold_for_its_time(self, event: Event, digest: bytes, origin: str, received_us: int) -> None:
        held.hold(self._db, event, digest, held.FUTURE, origin, received_us)
        self._told(event.source_id, event.source_seq)
        self._next_due = event.at if self._next_due is None else min(self._next_due, event.at)

    def _source(self, name: str) -> int:
        found = self._sources.get(name)
        if found is None:
            found = self._db.execute("INSERT INTO source (name) VALUES (?)", (name,)).lastrowid or 0
            self._sources[name] = found
        return found

    def _digest_of(self, source: int, seq: int) -> bytes:
        found = self._db.execute("SELECT digest FROM known WHERE source = ? AND seq = ?", (source, seq)).fetchone()
        return bytes(found[0])

    def _told(self, name: str, seq: int) -> None:
        """A key is new here: know how far its source came without asking, where it simply goes on."""
        top = self._top.get(name)
        if top is None:
            return
        if seq == top + 1 and self._through[name] == top:
            self._through[name] = self._top[name] = seq
        elif seq > top:
            self._top[name] = seq

    def _reached(self, name: str) -> int:
        """The highest sequence of the source without a gap below it, counted from its first; held ones count."""
        if name in self._top and self._through[name] == self._top[name]:
            return self._top[name]
        source = self._source(name)
        at = self._through.get(name)
        if at is None:
            first, last = self._db.execute(_ENDS, (source, name)).fetchone()
            if first is None:
                return -1
            at, self._top[name] = int(first), int(last)
        for (seq,) in self._following(source, name, at):
            if seq != at + 1:
                break
            at = seq
        self._through[name] = at
        return at

    def _following(self, source: int, name: str, at: int) -> sqlite3.Cursor:
        if self._next_due is None:
            return self._db.execute(f"{_NEXT_SEQS} ORDER BY seq", (source, at))
        return self._db.execute(_NEXT_SEQS_HELD, (source, at, name, at))


def link_of(chain: bytes, number: int, received_us: int, origin: str, events: int, digest: bytes) -> bytes:
    """The chain's next value: whoever changes a stored event changes every link after it."""
    told = f"{number}\n{received_us}\n{origin}\n{events}\n".encode()
    return hashlib.sha256(chain + told + digest).digest()
