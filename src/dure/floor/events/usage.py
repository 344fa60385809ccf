"""How much was told about which days and by whom, and the sealed files that hold it: for reports on the records."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from dure.engine.floor.events import Kind
from dure.floor.events.columns import micros
from dure.floor.events.owner import site_folder
from dure.floor.events.queries import SEALED_FOLDER, reading
from dure.floor.events.sealed_files import opened
from dure.foundation.installation.clock import shift

# Every clock in the world is a whole number of quarters away from UTC, so that a quarter lies in one local day.
QUARTER: Final = timedelta(minutes=15)
# From here on a record came too late to have been written down while it happened.
LATE: Final = timedelta(days=1)
_TIME: Final = pa.timestamp("us", tz="UTC")
_COLUMNS: Final = ("source_id", "origin", "kind", "at", "received_at")
_LIVE: Final = (
    "SELECT s.name, b.origin, e.kind, e.at, b.received_at FROM event e JOIN source s ON s.id = e.source "
    "JOIN batch b ON b.number = e.batch WHERE e.at >= ? AND e.at < ?"
)
_KEYS: Final = ("source_id", "origin", "is_correction", "is_late", "quarter")


@dataclass(frozen=True, order=True)
class Told:
    """The records of one source about one local day. `is_late`: they arrived more than a day after it happened."""

    day: date
    source_id: str
    origin: str
    is_correction: bool
    is_late: bool
    records: int
    first: datetime
    last: datetime


@dataclass(frozen=True)
class Sealed:
    """A sealed file as the store lists it."""

    name: str
    first_arrival: int
    last_arrival: int
    sha256: str


def sealed_list(site: str) -> list[Sealed]:
    """The sealed files of a site in order of arrival, each with the digest it was sealed with."""
    with reading(site) as db:
        return [] if db is None else _sealed(db)


def told_by_day(site: str, first: datetime, last: datetime, zone: ZoneInfo) -> list[Told]:
    """The raw records with first <= at < last by local day and source, in that order; corrections among them."""
    found: dict[tuple[date, str, str, bool, bool], Told] = {}
    for rows in _parts(site, first, last):
        for each in _counted(rows, zone):
            key = (each.day, each.source_id, each.origin, each.is_correction, each.is_late)
            found[key] = _together(found[key], each) if key in found else each
    return sorted(found.values())


def _together(one: Told, other: Told) -> Told:
    first, last = min(one.first, other.first), max(one.last, other.last)
    return replace(one, records=one.records + other.records, first=first, last=last)


def _parts(site: str, first: datetime, last: datetime) -> Iterator[pa.Table]:
    """The live rows, then the sealed ones piece by piece: a year of a large plant is never in memory at once."""
    with reading(site) as db:
        if db is None:
            return
        db.execute("BEGIN")
        rows = db.execute(_LIVE, (micros(first), micros(last))).fetchall()
        files = [str(site_folder(site) / SEALED_FOLDER / each.name) for each in _sealed(db)]
    columns = list(zip(*rows, strict=True)) if rows else [() for _ in _COLUMNS]
    types = (pa.string(), pa.string(), pa.string(), _TIME, _TIME)
    yield pa.table(dict(zip(_COLUMNS, map(pa.array, columns, types), strict=True)))
    if files:
        inside = (pc.field("at") >= pa.scalar(first, _TIME)) & (pc.field("at") < pa.scalar(last, _TIME))
        for batch in opened(files).to_batches(columns=list(_COLUMNS), filter=inside):
            yield pa.Table.from_batches([batch])


def _counted(rows: pa.Table, zone: ZoneInfo) -> Iterator[Told]:
    at = rows.column("at").cast(pa.int64())
    late = pc.greater(pc.subtract(rows.column("received_at").cast(pa.int64()), at), _whole(LATE - shift()))
    # When the demo's made-up records arrived says nothing; those typed into it are of its own day.
    late = pc.and_(late, pc.not_equal(rows.column("origin").cast(pa.string()), "simulator"))
    keyed = rows.append_column("is_correction", pc.equal(rows.column("kind"), Kind.CORRECTION.value))
    keyed = keyed.append_column("is_late", late).append_column("quarter", pc.divide(at, _whole(QUARTER)))
    found = keyed.group_by(list(_KEYS)).aggregate([("at", "count"), ("at", "min"), ("at", "max")])
    for row in found.to_pylist():
        day = datetime.fromtimestamp(row["quarter"] * QUARTER.total_seconds(), UTC).astimezone(zone).date()
        source, origin, is_correction, is_late = (row[name] for name in _KEYS[:-1])
        yield Told(day, source, origin, is_correction, is_late, row["at_count"], row["at_min"], row["at_max"])


def _sealed(db: sqlite3.Connection) -> list[Sealed]:
    rows = db.execute("SELECT name, first_arrival, last_arrival, sha256 FROM sealed ORDER BY number").fetchall()
    return [Sealed(*row) for row in rows]


def _whole(length: timedelta) -> int:
    return length // timedelta(microseconds=1)
