"""One site's events in one SQLite file: append-only, unique by source and sequence, chained by commit batch.

Only the process that holds the owner's lock writes (see `owner`). Everything here is durable when it returns:
write-ahead log, synchronous FULL, one fsync a commit.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from dure.engine.floor.events import Event, Kind
from dure.floor.events import held
from dure.floor.events.receipts import Receipt
from dure.floor.events.tables import EVENT_COLUMNS, SCHEMA_VERSION, TABLES

AHEAD: Final = timedelta(minutes=5)
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
NO_CHAIN: Final = b"\0" * 32
_MARKS: Final = ", ".join("?" * len(EVENT_COLUMNS))
_FIRST_SEQ: Final = (
    "SELECT min(seq) FROM (SELECT min(seq) AS seq FROM known WHERE source = ? "
    "UNION ALL SELECT min(seq) FROM quarantine WHERE source = ? AND why = 'future')"
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
# A later instant wins; inside one, the order of events decides.
_KEEP_LATEST: Final = """
INSERT INTO latest VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (machine, kind) DO UPDATE SET
at = excluded.at, source = excluded.source, seq = excluded.seq, value = excluded.value, unit = excluded.unit,
reason = excluded.reason, "order" = excluded."order", item = excluded.item
WHERE (excluded.at, excluded.source, excluded.seq) > (latest.at, latest.source, latest.seq)
"""


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


def micros(at: datetime) -> int:
    """Microseconds since 1970 in UTC: exact, unlike a float timestamp."""
    return (at - EPOCH) // MICROSECOND


def instant(at_us: int) -> datetime:
    return EPOCH + at_us * MICROSECOND


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
        """Everything inside is written with one fsync, or nothing of it."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
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
        with self.transaction():
            if self.has_due(received_at):
                self._admit(received_at)
            return [self._one(delivery, received_at) for delivery in deliveries]

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
        self._next_due = held.next_due(self._db)

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
            digests.update(digest)
            rows.append((self._arrival + len(rows), self._number + 1, source, *_columns(event)))
            fresh.append(event)
        if rows:
            self._db.executemany(_INSERT_EVENT, rows)
            self._keep_latest(fresh)
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

    def _keep_latest(self, fresh: Sequence[Event]) -> None:
        newest: dict[tuple[str, Kind], Event] = {}
        for event in fresh:
            if event.kind is Kind.CORRECTION:
                self._forget_latest(event)
                continue
            key = (event.machine, event.kind)
            if key not in newest or newest[key].sort_key < event.sort_key:
                newest[key] = event
        self._db.executemany(
            _KEEP_LATEST,
            [
                (
                    machine, kind.value, micros(event.at), event.source_id, event.source_seq, event.value, event.unit,
                    event.reason, event.order, event.item,
                )
                for (machine, kind), event in newest.items()
                if machine
            ],
        )  # fmt: skip

    def _forget_latest(self, correction: Event) -> None:
        """A corrected value is not the latest any more; the next one told takes its place."""
        self._db.execute("DELETE FROM latest WHERE source = ? AND seq = ?", (correction.ref_source, correction.ref_seq))

    def _reached(self, name: str) -> int:
        """The highest sequence of the source without a gap below it, counted from its first; held ones count."""
        source = self._source(name)
        at = self._through.get(name)
        if at is None:
            first = self._db.execute(_FIRST_SEQ, (source, name)).fetchone()[0]
            if first is None:
                return -1
            at = int(first)
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


def _columns(event: Event) -> tuple[object, ...]:
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
