"""Events as they came in: by which way, in which batch, when; and the corrections that speak of them."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from dure.engine.floor.events import Event, Kind
from dure.floor.events.columns import event_of, instant, micros
from dure.floor.events.owner import site_folder
from dure.floor.events.queries import SEALED_FOLDER, reading
from dure.floor.events.sealed_files import opened
from dure.floor.events.store import NO_CHAIN

if TYPE_CHECKING:
    from pyarrow.dataset import Dataset

Key = tuple[str, int]
_NAMES: Final = (
    "arrival", "batch", "received_at", "origin", "source_id", "source_seq", "machine", "at", "kind", "value", "unit",
    "item", "lot", "order", "reason", "actor", "note", "ref_source", "ref_seq", "void",
)  # fmt: skip
_LIVE: Final = (
    "SELECT e.arrival, e.batch, b.received_at, b.origin, s.name, e.seq, e.machine, e.at, e.kind, e.value, e.unit, "
    'e.item, e.lot, e."order", e.reason, e.actor, e.note, e.ref_source, e.ref_seq, e.void '
    "FROM event e JOIN source s ON s.id = e.source JOIN batch b ON b.number = e.batch WHERE "
)
_CORRECTIONS: Final = pc.field("kind") == Kind.CORRECTION.value


@dataclass(frozen=True)
class Told:
    """An event with how it arrived. `arrival` counts the site's events, `batch` its commits."""

    event: Event
    arrival: int
    batch: int
    received_at: datetime
    origin: str

    @property
    def key(self) -> Key:
        return self.event.key

    @property
    def is_simulated(self) -> bool:
        """Whether the demo made it up: when it arrived says nothing then."""
        return self.origin == "simulator"


@dataclass(frozen=True)
class Link:
    """A batch in the chain: `chain` is its link, `before` that of the batch before it, in hexadecimal."""

    number: int
    received_at: datetime
    origin: str
    events: int
    digest: str
    chain: str
    before: str


def told_between(site: str, first: datetime, last: datetime) -> list[Told]:
    """What was told of first <= at < last, in order of time; and all corrections, whenever they were made."""
    with reading(site) as db:
        if db is None:
            return []
        db.execute("BEGIN")
        rows = db.execute(
            _LIVE + "((e.at >= ? AND e.at < ?) OR e.kind = 'correction')", (micros(first), micros(last))
        ).fetchall()
        sealed = _sealed(site, db)
    inside = (pc.field("at") >= _instant(first)) & (pc.field("at") < _instant(last))
    found = [*_of_rows(rows), *_of_sealed(sealed, inside | _CORRECTIONS)]
    return sorted(found, key=lambda told: told.event.sort_key)


def told_of(site: str, keys: Collection[Key]) -> dict[Key, Told]:
    """What was told under these keys, whenever it was; keys that nobody told are left out."""
    if not keys:
        return {}
    with reading(site) as db:
        if db is None:
            return {}
        db.execute("BEGIN")
        rows = [row for key in keys for row in db.execute(_LIVE + "s.name = ? AND e.seq = ?", key)]
        sealed = _sealed(site, db)
    found = {told.key: told for told in _of_rows(rows)}
    missing = set(keys) - set(found)
    if missing:
        wanted = pc.field("source_seq").isin(sorted({seq for _source, seq in missing}))
        found |= {told.key: told for told in _of_sealed(sealed, wanted) if told.key in missing}
    return found


def corrections_of(site: str, key: Key) -> list[Told]:
    """The corrections that name one event, in the order in which they count."""
    with reading(site) as db:
        if db is None:
            return []
        db.execute("BEGIN")
        rows = db.execute(_LIVE + "e.kind = 'correction' AND e.ref_source = ? AND e.ref_seq = ?", key).fetchall()
        sealed = _sealed(site, db)
    named = (pc.field("ref_source") == key[0]) & (pc.field("ref_seq") == key[1])
    found = [*_of_rows(rows), *_of_sealed(sealed, _CORRECTIONS & named)]
    return sorted(found, key=lambda told: told.event.sort_key)


def newest_at(site: str) -> datetime | None:
    """When the newest record happened, corrections left out as far as they are not sealed; None where none is."""
    with reading(site) as db:
        if db is None:
            return None
        (found,) = db.execute(
            "SELECT max(last) FROM (SELECT max(at) AS last FROM event WHERE kind <> 'correction' "
            "UNION ALL SELECT max(last_at) FROM sealed)"
        ).fetchone()
    return None if found is None else instant(found)


def link_at(site: str, batch: int) -> Link | None:
    """One batch's place in the chain."""
    with reading(site) as db:
        if db is None:
            return None
        rows = db.execute(
            "SELECT number, received_at, origin, events, digest, chain FROM batch WHERE number IN (?, ?) "
            "ORDER BY number DESC",
            (batch, batch - 1),
        ).fetchall()
    if not rows or rows[0][0] != batch:
        return None
    number, received, origin, events, digest, chain = rows[0]
    before = rows[1][5] if len(rows) > 1 else NO_CHAIN
    return Link(number, instant(received), origin, events, digest.hex(), chain.hex(), before.hex())


def _of_rows(rows: Iterable[sqlite3.Row | tuple[object, ...]]) -> list[Told]:
    return [
        Told(event_of(row[4:]), int(row[0]), int(row[1]), instant(int(row[2])), str(row[3]))  # type: ignore[arg-type, call-overload]
        for row in rows
    ]


def _of_sealed(sealed: "Dataset | None", wanted: pc.Expression) -> list[Told]:
    if sealed is None:
        return []
    found = sealed.to_table(columns=list(_NAMES), filter=wanted)
    columns = [found.column(name).to_pylist() for name in _NAMES]
    return [
        Told(event_of((*row[4:7], micros(row[7]), *row[8:])), row[0], row[1], row[2], row[3])
        for row in zip(*columns, strict=True)
    ]


def _sealed(site: str, db: sqlite3.Connection) -> "Dataset | None":
    names = [name for (name,) in db.execute("SELECT name FROM sealed ORDER BY number")]
    folder = site_folder(site) / SEALED_FOLDER
    return opened(folder / name for name in names) if names else None


def _instant(at: datetime) -> pa.Scalar:
    return pa.scalar(at, pa.timestamp("us", tz="UTC"))
