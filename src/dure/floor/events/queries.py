"""Reading a site's events: live ones from its SQLite file, sealed ones from its Parquet files."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import pyarrow as pa

from dure.engine.floor.events import Event, Kind
from dure.floor.events import held
from dure.floor.events.columns import event_of, instant, micros
from dure.floor.events.owner import event_file, site_folder
from dure.floor.events.sealed_files import opened

SEALED_FOLDER: Final = "sealed"
# How far back a look at what came last goes.
RECENT_ARRIVALS: Final = 20_000
_TIME: Final = pa.timestamp("us", tz="UTC")
SCHEMA: Final = pa.schema(
    [
        ("arrival", pa.int64()), ("batch", pa.int64()), ("received_at", _TIME), ("origin", pa.string()),
        ("source_id", pa.string()), ("source_seq", pa.int64()), ("machine", pa.string()), ("at", _TIME),
        ("kind", pa.string()), ("value", pa.string()), ("number", pa.float64()), ("unit", pa.string()),
        ("item", pa.string()), ("lot", pa.string()), ("order", pa.string()), ("reason", pa.string()),
        ("actor", pa.string()), ("note", pa.string()), ("ref_source", pa.string()), ("ref_seq", pa.int64()),
        ("void", pa.bool_()),
    ]
)  # fmt: skip
_EVENT_NAMES: Final = [
    name for name in SCHEMA.names if name not in {"arrival", "batch", "received_at", "origin", "number"}
]
_LIVE: Final = (
    "SELECT e.arrival, e.batch, b.received_at, b.origin, s.name, e.seq, e.machine, e.at, e.kind, e.value, "
    'e.unit, e.item, e.lot, e."order", e.reason, e.actor, e.note, e.ref_source, e.ref_seq, e.void '
    "FROM event e JOIN source s ON s.id = e.source JOIN batch b ON b.number = e.batch"
)


@dataclass(frozen=True)
class Latest:
    """The newest value of one kind on one machine."""

    machine: str
    kind: Kind
    at: datetime
    source_id: str
    value: str
    unit: str
    reason: str
    order: str
    item: str


@dataclass(frozen=True)
class Held:
    """An event in quarantine: `why` is `conflict` or `future`; `content` is what was sent."""

    number: int
    received_at: datetime
    origin: str
    why: str
    source_id: str
    source_seq: int
    content: str


@dataclass(frozen=True)
class Volume:
    """How much a site has told, and when last."""

    events: int
    batches: int
    quarantined: int
    last_received_at: datetime | None
    head: str


def has_events(site: str) -> bool:
    """Whether anything was ever stored."""
    return event_file(site).exists()


def sealed_files(site: str) -> list[Path]:
    """The Parquet files of a site in order of arrival."""
    with reading(site) as db:
        if db is None:
            return []
        names = [name for (name,) in db.execute("SELECT name FROM sealed ORDER BY number")]
    return [site_folder(site) / SEALED_FOLDER / name for name in names]


def live(site: str) -> pa.Table:
    """The events that are not sealed yet, with the columns of `SCHEMA`."""
    with reading(site) as db:
        rows = [] if db is None else db.execute(_LIVE + " ORDER BY e.arrival").fetchall()
    return table_of(rows)


def parts(site: str) -> tuple[list[Path], pa.Table]:
    """The sealed files and the live rows of one and the same moment: nothing is sealed in between unseen."""
    with reading(site) as db:
        if db is None:
            return [], SCHEMA.empty_table()
        db.execute("BEGIN")
        names = [name for (name,) in db.execute("SELECT name FROM sealed ORDER BY number")]
        rows = db.execute(_LIVE + " ORDER BY e.arrival").fetchall()
    return [site_folder(site) / SEALED_FOLDER / name for name in names], table_of(rows)


def arrow(site: str) -> pa.Table:
    """All events of a site, sealed and live, with the columns of `SCHEMA`, in order of arrival."""
    files, rows = parts(site)
    sealed = [opened([path]).to_table() for path in files]
    return pa.concat_tables([*(part.select(SCHEMA.names).cast(SCHEMA) for part in sealed), rows])


def events(site: str, first: datetime | None = None, last: datetime | None = None) -> Iterator[Event]:
    """Raw events with `first` <= at < `last` in order of arrival, corrections among them."""
    found = arrow(site)
    for batch in found.to_batches():
        columns = [batch.column(name).to_pylist() for name in _EVENT_NAMES]
        for row in zip(*columns, strict=True):
            at = row[3]
            if (first is None or at >= first) and (last is None or at < last):
                yield event_of((*row[:3], micros(at), *row[4:]))


def recent(site: str, kinds: Sequence[Kind], *, most: int) -> list[Event]:
    """The events of some kinds that arrived last, newest first, of those not sealed; taken-back ones left out."""
    with reading(site) as db:
        if db is None:
            return []
        rows = db.execute(
            'SELECT s.name, e.seq, e.machine, e.at, e.kind, e.value, e.unit, e.item, e.lot, e."order", e.reason, '
            "e.actor, e.note, e.ref_source, e.ref_seq, e.void FROM event e JOIN source s ON s.id = e.source "
            "WHERE e.arrival > (SELECT coalesce(max(arrival), 0) FROM event) - ? "
            "AND e.kind IN (SELECT value FROM json_each(?)) ORDER BY e.arrival DESC",
            (RECENT_ARRIVALS, json.dumps([*kinds, Kind.CORRECTION])),
        ).fetchall()
    found = [event_of(row) for row in rows]
    voided = {(event.ref_source, event.ref_seq) for event in found if event.void}
    return [event for event in found if event.kind in kinds and event.key not in voided][:most]


def span_of(site: str) -> tuple[datetime, datetime] | None:
    """The earliest and the latest instant any event tells of; None where none is stored."""
    with reading(site) as db:
        if db is None:
            return None
        ends = db.execute(
            "SELECT min(first), max(last) FROM (SELECT min(at) AS first, max(at) AS last FROM event "
            "UNION ALL SELECT min(first_at), max(last_at) FROM sealed)"
        ).fetchone()
    return None if ends[0] is None else (instant(ends[0]), instant(ends[1]))


def latest(site: str) -> list[Latest]:
    """The newest values of all machines, by machine and kind; from a table that the ingest keeps, not by searching."""
    with reading(site) as db:
        if db is None:
            return []
        rows = db.execute(
            'SELECT machine, kind, at, source, value, unit, reason, "order", item FROM latest ORDER BY machine, kind'
        ).fetchall()
    return [Latest(row[0], Kind(row[1]), instant(row[2]), *row[3:]) for row in rows]


def quarantined(site: str) -> list[Held]:
    """What was not taken because it contradicts what is stored, or lies in the future; newest first."""
    with reading(site) as db:
        if db is None:
            return []
        rows = db.execute(
            "SELECT id, received_at, origin, why, source, seq, content FROM quarantine ORDER BY id DESC"
        ).fetchall()
    return [Held(row[0], instant(row[1]), *row[2:]) for row in rows]


def next_due(site: str) -> datetime | None:
    """When the earliest event happens that is held for its time; None where none is."""
    with reading(site) as db:
        return None if db is None else held.next_due(db)


def volume(site: str) -> Volume:
    """Totals of a site's store."""
    with reading(site) as db:
        if db is None:
            return Volume(0, 0, 0, None, "")
        row = db.execute("SELECT number, received_at, chain FROM batch ORDER BY number DESC LIMIT 1").fetchone()
        count = db.execute("SELECT coalesce(sum(events), 0) FROM batch").fetchone()[0]
        held = db.execute("SELECT count(*) FROM quarantine").fetchone()[0]
    if row is None:
        return Volume(0, 0, held, None, "")
    return Volume(count, row[0], held, instant(row[1]), row[2].hex())


def table_of(rows: list[tuple[object, ...]]) -> pa.Table:
    """Rows as `_LIVE` gives them, as an Arrow table of `SCHEMA`."""
    columns = list(zip(*rows, strict=True)) if rows else [() for _ in range(20)]
    arrays: dict[str, object] = dict(zip([n for n in SCHEMA.names if n != "number"], columns, strict=True))
    arrays["number"] = [_number(str(value)) for value in columns[9]]
    arrays["void"] = [bool(value) for value in columns[19]]
    return pa.table([pa.array(arrays[field.name], field.type) for field in SCHEMA], schema=SCHEMA)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


@contextmanager
def reading(site: str) -> Iterator[sqlite3.Connection | None]:
    """The site's file opened for reading only; None where nothing was ever stored."""
    path = event_file(site)
    if not path.exists():
        yield None
        return
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None, timeout=30)) as db:
        # The file stands a moment before its tables do.
        yield db if db.execute("PRAGMA user_version").fetchone()[0] else None
