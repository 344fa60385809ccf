"""Reading a span of a site's events with what its figures need of the past, without reading all of the past."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from dure.engine.floor.events import Event, Kind
from dure.floor.events.columns import event_of, micros
from dure.floor.events.owner import site_folder
from dure.floor.events.queries import SEALED_FOLDER, reading
from dure.floor.events.sealed_files import opened

if TYPE_CHECKING:
    from pyarrow.dataset import Dataset

# Few, mostly told by people, and followed through the whole history.
FOLLOWED: Final = (Kind.CORRECTION, Kind.ORDER_START, Kind.ORDER_END, Kind.LOT_IN, Kind.LOT_OUT, Kind.REASON)
_NAMES: Final = (
    "source_id", "source_seq", "machine", "at", "kind", "value", "unit", "item", "lot", "order", "reason", "actor",
    "note", "ref_source", "ref_seq", "void",
)  # fmt: skip
_COLUMNS: Final = (
    "s.name, e.seq, e.machine, e.at, e.kind, e.value, e.unit, e.item, e.lot, e.\"order\", e.reason, e.actor, e.note, "
    "e.ref_source, e.ref_seq, e.void"
)  # fmt: skip
_EVENTS: Final = f"SELECT {_COLUMNS} FROM event e JOIN source s ON s.id = e.source WHERE "  # noqa: S608
_BY_KIND: Final = "e.kind IN (SELECT value FROM json_each(?))"
_IS_TARGET: Final = "(s.name || char(10) || e.seq) IN (SELECT value FROM json_each(?))"
_LAST_READINGS: Final = (
    f"SELECT {_COLUMNS}, row_number() OVER "  # noqa: S608
    "(PARTITION BY e.source, e.machine ORDER BY e.at DESC, e.seq DESC) AS place "
    "FROM event e JOIN source s ON s.id = e.source "
    f"WHERE e.kind = 'count_total' AND e.at < ? AND NOT {_IS_TARGET}"
)


def around(site: str, first: datetime, last: datetime, *, all_states: bool = False) -> list[Event]:
    """Raw events with first <= at < last, and everything before or after that may change what they come to.

    That is: all corrections, orders, lots and reasons; of each counter the last reading before the span, and those
    before it that were corrected. `all_states` adds every state ever told.
    """
    kinds = (*FOLLOWED, Kind.STATE) if all_states else FOLLOWED
    with reading(site) as db:
        if db is None:
            return []
        db.execute("BEGIN")
        sealed = _sealed(site, db)
        found = _keyed(_live_span(db, first, last, kinds))
        found |= _keyed(_sealed_span(sealed, first, last, kinds))
        targets = {_spelled(e.ref_source, e.ref_seq) for e in found.values() if e.kind is Kind.CORRECTION}
        found |= _keyed(_live_readings(db, first, targets))
    return list((found | _keyed(_sealed_readings(sealed, first, targets))).values())


def between(site: str, first: datetime, last: datetime) -> list[Event]:
    """Raw events with first <= at < last alone, in order of time."""
    with reading(site) as db:
        if db is None:
            return []
        db.execute("BEGIN")
        found = [*_live_span(db, first, last, ()), *_sealed_span(_sealed(site, db), first, last, ())]
    return sorted(found, key=lambda event: event.sort_key)


def of_kinds(site: str, kinds: Collection[Kind]) -> list[Event]:
    """All raw events of some kinds, whenever they were told."""
    with reading(site) as db:
        if db is None:
            return []
        db.execute("BEGIN")
        told = db.execute(_EVENTS + _BY_KIND, (json.dumps(list(kinds)),))
        found = [event_of(row) for row in told]
        sealed = _sealed(site, db)
    if sealed is not None:
        found += _events(sealed.to_table(columns=list(_NAMES), filter=pc.field("kind").isin(list(kinds))))
    return found


def of_keys(site: str, keys: Collection[tuple[str, int]]) -> list[Event]:
    """The raw events of these keys, whenever they were told; those nobody told are left out."""
    with reading(site) as db:
        if db is None:
            return []
        db.execute("BEGIN")
        found = [event_of(row) for key in keys for row in db.execute(f"{_EVENTS}s.name = ? AND e.seq = ?", key)]
        sealed = _sealed(site, db)
    missing = set(keys) - {event.key for event in found}
    if sealed is not None and missing:
        wanted = pc.field("source_seq").isin(sorted({seq for _source, seq in missing}))
        found += [e for e in _events(sealed.to_table(columns=list(_NAMES), filter=wanted)) if e.key in missing]
    return found


def of_source(site: str, source_id: str) -> list[Event]:
    """All raw events that one source told."""
    with reading(site) as db:
        if db is None:
            return []
        db.execute("BEGIN")
        found = [event_of(row) for row in db.execute(f"{_EVENTS}s.name = ?", (source_id,))]
        sealed = _sealed(site, db)
    if sealed is not None:
        found += _events(sealed.to_table(columns=list(_NAMES), filter=pc.field("source_id") == source_id))
    return found


def sources_like(site: str, beginning: str) -> list[str]:
    """The sources ever heard whose name begins so."""
    with reading(site) as db:
        if db is None:
            return []
        told = db.execute(
            "SELECT name FROM source WHERE substr(name, 1, ?) = ? ORDER BY name", (len(beginning), beginning)
        )
        return [name for (name,) in told]


def _live_span(db: sqlite3.Connection, first: datetime, last: datetime, kinds: Collection[Kind]) -> Iterator[Event]:
    rows = db.execute(
        f"{_EVENTS}((e.at >= ? AND e.at < ?) OR {_BY_KIND})", (micros(first), micros(last), json.dumps(list(kinds)))
    )
    return (event_of(row) for row in rows)


def _sealed_span(sealed: "Dataset | None", first: datetime, last: datetime, kinds: Collection[Kind]) -> Iterable[Event]:
    if sealed is None:
        return []
    inside = (pc.field("at") >= _instant(first)) & (pc.field("at") < _instant(last))
    wanted = inside | pc.field("kind").isin(list(kinds)) if kinds else inside
    return _events(sealed.to_table(columns=list(_NAMES), filter=wanted))


def _live_readings(db: sqlite3.Connection, before: datetime, targets: set[str]) -> list[Event]:
    keys = json.dumps(sorted(targets))
    last = db.execute(f"SELECT * FROM ({_LAST_READINGS}) WHERE place = 1", (micros(before), keys))  # noqa: S608
    found = [event_of(row[:-1]) for row in last]
    corrected = db.execute(f"{_EVENTS}e.kind = 'count_total' AND e.at < ? AND {_IS_TARGET}", (micros(before), keys))
    return found + [event_of(row) for row in corrected]


def _sealed_readings(sealed: "Dataset | None", before: datetime, targets: set[str]) -> list[Event]:
    if sealed is None:
        return []
    wanted = (pc.field("kind") == Kind.COUNT_TOTAL.value) & (pc.field("at") < _instant(before))
    keys = sealed.to_table(columns=["source_id", "source_seq", "machine", "at"], filter=wanted)
    if not keys.num_rows:
        return []
    kept: dict[tuple[str, str], tuple[datetime, int]] = {}
    corrected: set[tuple[str, int]] = set()
    for source, seq, machine, at in zip(*(keys.column(name).to_pylist() for name in keys.column_names), strict=True):
        if _spelled(source, seq) in targets:
            corrected.add((source, seq))
        elif kept.get((source, machine), (at, -1)) <= (at, seq):
            kept[(source, machine)] = (at, seq)
    wanted_seqs = sorted({seq for _at, seq in kept.values()} | {seq for _source, seq in corrected})
    rows = _events(sealed.to_table(columns=list(_NAMES), filter=wanted & pc.field("source_seq").isin(wanted_seqs)))
    return [e for e in rows if e.key in corrected or kept.get((e.source_id, e.machine)) == (e.at, e.source_seq)]


def _sealed(site: str, db: sqlite3.Connection) -> "Dataset | None":
    names = [name for (name,) in db.execute("SELECT name FROM sealed ORDER BY number")]
    folder = site_folder(site) / SEALED_FOLDER
    return opened(folder / name for name in names) if names else None


def _events(found: pa.Table) -> list[Event]:
    columns = [found.column(name).to_pylist() for name in _NAMES]
    return [event_of((*row[:3], micros(row[3]), *row[4:])) for row in zip(*columns, strict=True)]


def _keyed(found: Iterable[Event]) -> dict[tuple[str, int], Event]:
    return {event.key: event for event in found}


def _spelled(source: str, seq: int | None) -> str:
    return f"{source}\n{seq}"


def _instant(at: datetime) -> pa.Scalar:
    return pa.scalar(at, pa.timestamp("us", tz="UTC"))
