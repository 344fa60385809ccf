"""What was made in each shift, by item. The twin of the engine's `counts`."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from dure.engine.floor.counts import QUANTITIES, TO_KWH
from dure.engine.floor.events import Event, Kind
from dure.floor.boards.kpi.grid import DAY, Grid
from dure.floor.boards.kpi.read import read
from dure.floor.boards.kpi.source import between, counted, micros
from dure.floor.boards.kpi.standing import Standing
from dure.floor.boards.kpi.tables import ORDER_BITS, SHIFT_BITS, item_cells, machine_table, shift_cells
from dure.floor.boards.kpi.tellers import Tellers

_DELTAS: Final = [kind.value for kind in sorted(QUANTITIES - {Kind.COUNT_TOTAL})]
_TOLD: Final = ("machine", "kind", "source_id", "item", "us", "number")


def amounts(stand: Standing, grid: Grid, by: Tellers) -> ir.Table:
    """`machine`, `window_no`, `is_in`, `kind`, `source_id`, `item`, `number`: summed by shift.

    `is_in` is 0 for what was told in the while before and after the shift, in which only people's words belong to it.
    """
    told = told_amounts(stand, by, grid.told_from, grid.told_until)
    shifts = shift_cells(grid)
    here = [(told.us >> SHIFT_BITS) == shifts.cell, told.us >= shifts.lo, told.us < shifts.hi]
    if len(grid.calendars()) > 1:
        # With one calendar machines need not be joined before the sums, which planners do in an order that costs.
        told = told.join(machine_table(grid).select("machine", at_calendar="calendar_no"), "machine")
        here.append(told.at_calendar == shifts.calendar_no)
    inside = told.join(shifts, here)
    summed = inside.group_by("machine", "window_no", "is_in", "kind", "source_id", "item")
    return summed.agg(number=inside.number.sum())


def told_amounts(stand: Standing, by: Tellers, low: int, high: int) -> ir.Table:
    """What was booked with low <= at < high, one row an event, each with its item."""
    told = _told(stand, by, low, high)
    runs = _runs(stand.followed, low, high)
    return _with_items(told, runs) if runs else told


def told_by(found: pa.Table) -> set[tuple[str, str, str]]:
    """Kind, machine and source of all amounts."""
    names = ("kind", "machine", "source_id")
    rows = found.group_by(list(names)).aggregate([])
    return set(zip(*(rows.column(name).to_pylist() for name in names), strict=True))


def _told(stand: Standing, by: Tellers, low: int, high: int) -> ir.Table:
    here = counted(between(stand.table, low, high))
    here = here.mutate(number=here.number.coalesce(0.0))
    deltas = here.filter(here.kind.isin(_DELTAS))
    if by.of(Kind.ENERGY):
        deltas = _in_kwh(deltas)
    deltas = deltas.select(*_TOLD)
    counters = by.of(Kind.COUNT_TOTAL)
    if not counters:
        return deltas
    gained = _gained(stand, low, here.filter(here.kind == Kind.COUNT_TOTAL.value), counters)
    return ibis.union(deltas, gained.select(*_TOLD))


def _in_kwh(told: ir.Table) -> ir.Table:
    """Energy by its unit; in a unit that is not known it is not booked."""
    factor = told.unit.lower().cases(*TO_KWH.items(), else_=ibis.null("float64"))
    factor = ibis.ifelse(told.kind == Kind.ENERGY.value, factor, 1.0)
    found = told.mutate(number=told.number * factor)
    return found.filter(found.number.notnull())


def _gained(stand: Standing, low: int, here: ir.Table, counters: dict[str, set[str]]) -> ir.Table:
    """What each counter gained since its last reading: nothing at its first one, nothing where it went down."""
    readings = ibis.union(here.select(*_TOLD, "source_seq"), _last_readings(stand, low, counters))
    in_order = ibis.window(group_by=["machine", "source_id"], order_by=["us", "source_seq"])
    beside = readings.mutate(before=readings.number.lag().over(in_order))
    rising = beside.filter(beside.us >= low, beside.before.notnull(), beside.number >= beside.before)
    return rising.mutate(number=rising.number - rising.before)


def _last_readings(stand: Standing, start: int, counters: dict[str, set[str]]) -> ir.Table:
    """The last reading of each counter before the range: nearby where it is, else from all that was ever told."""
    near = _newest(stand, start - 2 * DAY, start, sorted(set().union(*counters.values())))
    seen = {(row["machine"], row["source_id"]) for row in near.to_pylist()}
    pairs = {(machine, source) for machine, sources in counters.items() for source in sources}
    if pairs <= seen:
        return ibis.memtable(near)
    far = _newest(stand, None, start - 2 * DAY, sorted({source for _, source in pairs - seen}))
    # A source may be near on one machine and far on another.
    rows = [row for row in far.to_pylist() if (row["machine"], row["source_id"]) not in seen]
    return ibis.memtable(pa.Table.from_pylist([*near.to_pylist(), *rows], schema=near.schema))


def _newest(stand: Standing, low: int | None, high: int, sources: list[str]) -> pa.Table:
    told = between(stand.table, low, high)
    told = counted(told.filter(told.kind == Kind.COUNT_TOTAL.value, told.source_id.isin(sources)))
    newest = ibis.window(group_by=["machine", "source_id"], order_by=[ibis.desc("us"), ibis.desc("source_seq")])
    numbered = told.mutate(place=ibis.row_number().over(newest), number=told.number.coalesce(0.0))
    return read(numbered.filter(numbered.place == 0).select(*_TOLD, "source_seq"))


def _with_items(told: ir.Table, runs: list[tuple[str, int, int, str]]) -> ir.Table:
    """Where no item was told, that of the order which runs on the machine."""
    orders = item_cells(runs).rename(run_machine="machine")
    beside = told.join(
        orders,
        [
            told.item == "",
            told.machine == orders.run_machine,
            (told.us >> ORDER_BITS) == orders.cell,
            told.us >= orders.lo,
            told.us < orders.hi,
        ],
        how="left",
    )
    return beside.mutate(item=beside.running.coalesce(beside.item)).select(*told.columns)


def _runs(followed: list[Event], low: int, high: int) -> list[tuple[str, int, int, str]]:
    """Machine, from, until before, item: that of the newest order which is still open, within the range.

    An order begins after what was counted at its very instant: quantities stand before orders in the order of events.
    """
    running: dict[str, dict[str, str]] = defaultdict(dict)
    since: dict[str, int] = {}
    found: list[tuple[str, int, int, str]] = []
    for event in followed:
        if event.kind not in {Kind.ORDER_START, Kind.ORDER_END}:
            continue
        orders, at = running[event.machine], micros(event.at) + 1
        found.append((event.machine, since.get(event.machine, at), at, next(reversed(orders.values()), "")))
        since[event.machine] = at
        orders.pop(event.order, None)
        if event.kind is Kind.ORDER_START:
            orders[event.order] = event.item
    found += [(name, since[name], high, next(reversed(orders.values()), "")) for name, orders in running.items()]
    clipped = ((name, max(begin, low), min(until, high), item) for name, begin, until, item in found)
    return [run for run in clipped if run[1] < run[2] and run[3]]
