"""The events table that all queries begin with, wherever it lies, and time in it as whole microseconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from os import PathLike
from typing import Final

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from dure.engine.floor.events import Event, Kind

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_INSTANT: Final = "timestamp('UTC', 6)"
# What the queries read of an event; a stored table has more.
COLUMNS: Final = {
    "source_id": "string", "source_seq": "int64", "machine": "string", "at": _INSTANT, "kind": "string",
    "value": "string", "number": "float64", "unit": "string", "item": "string", "lot": "string", "order": "string",
    "reason": "string", "actor": "string", "note": "string", "ref_source": "string", "ref_seq": "int64",
    "void": "boolean",
}  # fmt: skip
_EVENT_FIELDS: Final = tuple(name for name in COLUMNS if name != "number")


def on_duckdb(parquet_paths: Sequence[str | PathLike[str]], live: pa.Table | None = None) -> ir.Table:
    """Sealed files and live rows as one table, in a DuckDB of its own that lives as long as the table."""
    connection = ibis.duckdb.connect()
    connection.raw_sql("SET TimeZone = 'UTC'")
    parts = [connection.read_parquet([str(path) for path in parquet_paths])] if parquet_paths else []
    if live is not None or not parts:
        connection.con.register("live", live.select(list(COLUMNS)) if live is not None else rows_of([]))
        parts.append(connection.table("live"))
    return ibis.union(*(part.select(*COLUMNS) for part in parts)) if len(parts) > 1 else parts[0].select(*COLUMNS)


def micros(at: datetime) -> int:
    """An instant as the queries count it."""
    return (at - EPOCH) // _MICROSECOND


def counted(events: ir.Table) -> ir.Table:
    """Add `us`, the instant in microseconds: whole numbers compare, subtract and shift alike on every engine.

    DuckDB's portable difference of instants goes through the calendar of the time zone, twenty times slower than its
    own function, which it gets here; the only place where engines are told apart.
    """
    if events.get_backend().name == "duckdb":
        return events.mutate(us=epoch_us(events.at))
    return events.mutate(us=events.at.delta(ibis.literal(EPOCH, type=_INSTANT), unit="microsecond"))


@ibis.udf.scalar.builtin(signature=((_INSTANT,), "int64"))
def epoch_us(at: ir.TimestampValue) -> int:  # type: ignore[empty-body]
    """DuckDB's name for the microseconds of an instant."""


def between(events: ir.Table, low: int | None, high: int | None) -> ir.Table:
    """Rows with low <= at < high, told as instants so that files and pages outside are never read."""
    kept = events
    if low is not None:
        kept = kept.filter(kept.at >= _instant(low))
    if high is not None:
        kept = kept.filter(kept.at < _instant(high))
    return kept


def _instant(us: int) -> ir.TimestampScalar:
    found: ir.TimestampScalar = ibis.literal(EPOCH + us * _MICROSECOND, type=_INSTANT)
    return found


def events_of(rows: ir.Table) -> list[Event]:
    """A few rows as the engine knows them."""
    found = rows.select(*_EVENT_FIELDS).to_pyarrow().to_pylist()
    return [Event(**{**row, "kind": Kind(row["kind"]), "at": row["at"].astimezone(UTC)}) for row in found]


def rows_of(events: Iterable[Event]) -> pa.Table:
    """Events as rows of the table."""
    found = [{name: getattr(event, name) for name in _EVENT_FIELDS} | {"number": _number(event)} for event in events]
    return pa.Table.from_pylist(found, schema=ibis.schema(COLUMNS).to_pyarrow())


def _number(event: Event) -> float | None:
    try:
        return float(event.value)
    except ValueError:
        return None
