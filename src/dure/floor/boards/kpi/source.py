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
from dure.floor.boards.kpi.read import read

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

    The portable difference of instants goes through the calendar of the time zone on DuckDB and through decimals on
    PostgreSQL, which is dear for every event: each gets its own function here.
    """
    engine = events.get_backend().name
    if engine == "duckdb":
        return events.mutate(us=epoch_us(events.at))
    if engine == "postgres":
        # Seconds as a float lie within half a microsecond until 2106, and the cast rounds to the nearest whole one.
        return events.mutate(us=(date_part("epoch", events.at) * 1_000_000).cast("int64"))
    return events.mutate(us=events.at.delta(ibis.literal(EPOCH, type=_INSTANT), unit="microsecond"))


@ibis.udf.scalar.builtin(signature=((_INSTANT,), "int64"))
def epoch_us(at: ir.TimestampValue) -> int:  # type: ignore[empty-body]
    """DuckDB's name for the microseconds of an instant."""


@ibis.udf.scalar.builtin(signature=(("string", _INSTANT), "float64"))
def date_part(part: str, at: ir.TimestampValue) -> float:  # type: ignore[empty-body]
    """PostgreSQL's name for, among others, the seconds of an instant as a float; `extract` gives a decimal."""


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
    found = read(rows.select(*_EVENT_FIELDS)).to_pylist()
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
