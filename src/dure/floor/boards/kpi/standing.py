"""Events as they stand after corrections.

Corrections are few and told by people: they and their targets are read into the engine's own `effective`, and only the
rows it changed are taken out of the table and put back amended. Where nothing was corrected, nothing is joined.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from dure.engine.floor.effective import effective
from dure.engine.floor.events import Event, Kind
from dure.floor.boards.kpi.source import COLUMNS, events_of, rows_of

# Kinds that are followed one by one through the whole history: what runs and what belongs together.
FOLLOWED: Final = (Kind.ORDER_START, Kind.ORDER_END, Kind.LOT_IN, Kind.LOT_OUT)
_KEY: Final = pa.schema([("source_id", pa.string()), ("source_seq", pa.int64())])


@dataclass(frozen=True)
class Standing:
    """`table`: all events that stand, from the `raw` ones. `followed`: those of orders and lots, in order.

    `amended`: the events of which a correction says something else.
    """

    raw: ir.Table
    table: ir.Table
    followed: list[Event]
    amended: list[Event]


def standing(source: ir.Table) -> Standing:
    """The effective events of a table of raw ones."""
    raw = source.select(*COLUMNS)
    told = events_of(raw.filter(raw.kind.isin([Kind.CORRECTION.value, *(kind.value for kind in FOLLOWED)])))
    corrections = [event for event in told if event.kind is Kind.CORRECTION]
    if not corrections:
        return Standing(raw, raw, effective(told).events, [])
    targets = _targets(raw, corrections)
    stand = effective([*told, *targets]).events
    by_key = {event.key: event for event in stand}
    changed = [event for event in targets if event.kind is not Kind.CORRECTION and by_key.get(event.key) != event]
    amended = [by_key[event.key] for event in changed if event.key in by_key]
    followed = [event for event in stand if event.kind in FOLLOWED]
    table = _replaced(raw.filter(raw.kind != Kind.CORRECTION.value), changed, amended)
    return Standing(raw, table, followed, amended)


def _targets(raw: ir.Table, corrections: list[Event]) -> list[Event]:
    keys = _keys((event.ref_source, event.ref_seq) for event in corrections if event.ref_seq is not None)
    return events_of(raw.semi_join(ibis.memtable(keys), _KEY.names))


def _replaced(table: ir.Table, changed: list[Event], amended: list[Event]) -> ir.Table:
    if not changed:
        return table
    kept = table.anti_join(ibis.memtable(_keys(event.key for event in changed)), _KEY.names)
    return ibis.union(kept, ibis.memtable(rows_of(amended))) if amended else kept


def _keys(found: object) -> pa.Table:
    pairs = sorted(set(found))  # type: ignore[call-overload]
    return pa.Table.from_pylist([dict(zip(_KEY.names, pair, strict=True)) for pair in pairs], schema=_KEY)
