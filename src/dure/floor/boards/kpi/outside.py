"""What was told outside every shift, from an events table. The twin of the engine's `outside`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import ibis.expr.types as ir

from dure.engine.floor.calendar import DAY
from dure.engine.floor.counts import Amount
from dure.engine.floor.events import Event, Kind, is_typed
from dure.engine.floor.lots import Batch, batches
from dure.engine.floor.outside import Outside, summed
from dure.engine.floor.plant import Plant
from dure.floor.boards.kpi.amounts import told_amounts
from dure.floor.boards.kpi.grid import Grid, grid_of
from dure.floor.boards.kpi.read import read
from dure.floor.boards.kpi.source import micros
from dure.floor.boards.kpi.standing import standing
from dure.floor.boards.kpi.tables import SHIFT_BITS, day_cells, machine_table, shift_cells
from dure.floor.boards.kpi.tellers import tellers

NOWHERE = -1


def outside_table(plant: Plant, source: ir.Table, first: date, last: date) -> list[Outside]:
    """Equal to the `outside` of the engine's `facts` over the same events, in the same order."""
    # As there: a shift of two days before may reach into the first day, and one of the day after into the last.
    grid, stand = grid_of(plant, first - 2 * DAY, last + DAY), standing(source)
    midnights = [micros(datetime.combine(day, time(), plant.timezone)) for day in _days(first, last + DAY)]
    by = tellers(grid, stand, midnights[0], midnights[-1])
    told = told_amounts(stand, by, midnights[0], midnights[-1])
    booked: dict[str, dict[date, list[Amount]]] = defaultdict(lambda: defaultdict(list))
    for row in read(_summed(told, grid, midnights)).to_pylist():
        if row["is_in"] == NOWHERE or not is_typed(row["source_id"]):
            day = first + row["day_no"] * DAY
            booked[row["machine"]][day].append(_amount(plant, day, row))
    done: dict[str, list[Batch]] = defaultdict(list)
    for batch in batches(stand.followed):
        done[batch.machine].append(batch)
    auxiliary = frozenset(item.id for item in plant.items.values() if item.auxiliary)
    return [
        each
        for name, machine in plant.machines.items()
        for each in summed(plant, machine, booked[name], done[name], days=(first, last), auxiliary=auxiliary)
    ]


def _summed(told: ir.Table, grid: Grid, midnights: list[int]) -> ir.Table:
    """`machine`, `source_id`, `kind`, `item`, `day_no`, `number`; `is_in`: 0 shortly before or after a shift."""
    told = told.join(machine_table(grid).select("machine", at_calendar="calendar_no"), "machine")
    shifts = shift_cells(grid)
    here = [
        told.at_calendar == shifts.calendar_no,
        (told.us >> SHIFT_BITS) == shifts.cell,
        told.us >= shifts.lo,
        told.us < shifts.hi,
    ]
    beside = told.join(shifts, here, how="left").select(*told.columns, "is_in")
    beside = beside.mutate(is_in=beside.is_in.coalesce(NOWHERE))
    beside = beside.filter(beside.is_in != 1)
    days = day_cells(midnights)
    on_days = beside.join(
        days, [(beside.us >> SHIFT_BITS) == days.cell, beside.us >= days.lo, beside.us < days.hi]
    )  # fmt: skip
    by = on_days.group_by("machine", "source_id", "kind", "item", "day_no", "is_in")
    return by.agg(number=on_days.number.sum())


def _amount(plant: Plant, day: date, row: dict[str, Any]) -> Amount:
    """Many amounts of one source on one day as one."""
    at = datetime.combine(day, time(), plant.timezone)
    return Amount(Event(row["source_id"], 0, row["machine"], at, Kind(row["kind"])), row["item"], row["number"])


def _days(first: date, last: date) -> Iterator[date]:
    return (first + number * DAY for number in range((last - first).days + 1))
