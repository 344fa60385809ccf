"""The facts of a range from an events table. The fast twin of the engine's `facts`, held to it to 1e-9.

Written once in Ibis without anything of one engine: DuckDB by default, PostgreSQL the same, others can follow. What
is few (corrections, orders, lots) is followed by the engine's own functions and joined; weights of batches are such.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

import ibis
import ibis.expr.types as ir

from dure.engine.floor.facts import Facts
from dure.engine.floor.lots import batches
from dure.engine.floor.plant import Plant
from dure.floor.boards.kpi.amounts import amounts, told_by
from dure.floor.boards.kpi.booked import SHIFT, booked, stops, times
from dure.floor.boards.kpi.grid import SECOND, Grid, grid_of
from dure.floor.boards.kpi.made import made
from dure.floor.boards.kpi.read import read
from dure.floor.boards.kpi.reasons import reach, with_reasons
from dure.floor.boards.kpi.segments import segments
from dure.floor.boards.kpi.source import micros
from dure.floor.boards.kpi.standing import Standing, standing
from dure.floor.boards.kpi.tables import machine_table, shift_table, table
from dure.floor.boards.kpi.tellers import tellers

TIMES = ("apt_s", "aust_s", "adet_s", "adot_s")
SUMS = ("pq", "gq", "sq", "rq", "energy_kwh")
WEIGHTS = ("input_kg", "output_kg")


@dataclass(frozen=True)
class Queries:
    """`facts`: a row each machine and shift with the figures of `Facts`, numbered as in `grid`. `stops`: by reason."""

    grid: Grid
    facts: ir.Table
    stops: ir.Table


def fact_table(plant: Plant, source: ir.Table, first: date, last: date, until: datetime | None = None) -> list[Facts]:
    """Equal to the rows of the engine's `facts` over the same events, in the same order."""
    found = queries(plant, source, first, last, until)
    return [] if found is None else list(_rows(found))


def queries(plant: Plant, source: ir.Table, first: date, last: date, until: datetime | None = None) -> Queries | None:
    """The queries behind the facts; None where no shift starts on these days.

    What decides their shape is read at once: corrections, orders, lots, who told what, and how far reasons reach.
    """
    grid = grid_of(plant, first, last, until)
    if not grid.turns:
        return None
    stand = standing(source)
    where = reach(grid, stand)
    by = tellers(grid, stand, where.low, where.high)
    told = segments(stand, by, where.low, where.high, with_reason=where.has_reasons)
    # A few rows for each machine and shift, kept: facts and stops both need what is held, who told amounts is seen from
    # them, and planners do worse with all of it at once.
    told = with_reasons(told, stand, by, where)
    held = ibis.memtable(read(booked(told, grid, by, with_reason=where.has_reasons)))
    told_amounts = read(amounts(stand, grid, by))
    pieces = made(ibis.memtable(told_amounts), grid, by.with_more(told_by(told_amounts)))
    return Queries(grid, _joined(grid, times(held, plant), pieces, _weights(grid, stand)), stops(held))


def _joined(grid: Grid, known: ir.Table, pieces: ir.Table, weights: ir.Table) -> ir.Table:
    every = machine_table(grid).join(shift_table(grid), "calendar_no")
    found = every.left_join(known, SHIFT).drop("machine_no_right", "window_no_right")
    found = found.left_join(pieces, SHIFT).drop("machine_no_right", "window_no_right")
    found = found.left_join(weights, SHIFT).drop("machine_no_right", "window_no_right")
    planned_down_s = found.planned_down_s.coalesce(0.0)
    zeros = {name: found[name].coalesce(0.0) for name in (*TIMES, *SUMS, *WEIGHTS)}
    return found.select(
        *SHIFT,
        **zeros,
        pbt_s=found.busy_us / SECOND - planned_down_s,
        unknown_s=(found.busy_us - found.told_us.coalesce(0.0)) / SECOND,
        planned_s=_or_none(found, found.planned_s, found.lacks_pq),
        good_s=_or_none(found, found.good_s, found.lacks_gq),
    ).order_by(*SHIFT)


def _or_none(found: ir.Table, seconds: ir.FloatingValue, lacks: ir.IntegerValue) -> ir.FloatingValue:
    """A run time is lacking where the machine has no rates, or where something was made that has none."""
    is_whole = (found.has_rates == 1) & (lacks.coalesce(0) == 0)
    kept: ir.FloatingValue = ibis.ifelse(is_whole, seconds.coalesce(0.0), ibis.null("float64"))
    return kept


def _weights(grid: Grid, stand: Standing) -> ir.Table:
    """Batches stand in the shift in which their last output was told, whenever they went in."""
    auxiliary = frozenset(item.id for item in grid.plant.items.values() if item.auxiliary)
    numbers = {machine.id: number for number, machine in enumerate(grid.machines)}
    sums: dict[tuple[int, int], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for batch in batches(stand.followed):
        if batch.done_at is None or batch.machine not in numbers:
            continue
        calendar = grid.calendar_of[grid.plant.machines[batch.machine].line]
        for window_no in _holding(grid, calendar, micros(batch.done_at)):
            found = sums[numbers[batch.machine], window_no]
            found[0] += batch.input_kg(auxiliary)
            found[1] += batch.output_kg()
    return table(
        "machine_no:int64 window_no:int64 input_kg:float64 output_kg:float64",
        ((*place, *weights) for place, weights in sums.items()),
    )


def _holding(grid: Grid, calendar: int, at: int) -> Iterator[int]:
    """The shift of a calendar in whose reach an instant lies: none or one."""
    turns = [turn for turn in grid.turns if turn.calendar == calendar]
    place = bisect_right(turns, at, key=lambda turn: turn.told_from) - 1
    return (turn.number for turn in turns[max(place, 0) : place + 1] if at < turn.told_until)


def _rows(found: Queries) -> Iterator[Facts]:
    stopped: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
    for machine_no, window_no, reason, seconds in _tuples(found.stops, (*SHIFT, "reason", "seconds")):
        stopped[machine_no, window_no][reason] = seconds
    turns, machines = found.grid.turns, found.grid.machines
    names = ("pbt_s", "unknown_s", "planned_s", "good_s", *TIMES, *SUMS, *WEIGHTS)
    for machine_no, window_no, *values in _tuples(found.facts, (*SHIFT, *names)):
        machine, window = machines[machine_no], turns[window_no].window
        yield Facts(
            machine=machine.id,
            line=machine.line,
            day=window.day,
            shift=window.shift,
            stops=dict(sorted(stopped.get((machine_no, window_no), {}).items())),
            **dict(zip(names, values, strict=True)),
        )


def _tuples(rows: ir.Table, names: Iterable[str]) -> Iterator[tuple]:
    found = read(rows)
    return zip(*(found.column(name).to_pylist() for name in names), strict=True)
