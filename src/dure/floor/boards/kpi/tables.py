"""Small tables of the plant that events are joined with, their spans cut into cells of time.

Events meet spans by equality of a cell (an instant without its last bits) and then by comparison, which every engine
does fast; a join by comparison alone, or as of an instant, is slow on most.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from dure.engine.floor.plant import Machine
from dure.floor.boards.kpi.grid import Grid, Hold, parts

# Cells of 1.2 hours: fine enough for a shift, few enough for a year.
SHIFT_BITS: Final = 32
# Cells of 38 hours: an order runs for days, and a plant has a few a day.
ORDER_BITS: Final = 37
_TYPES: Final = {"int64": pa.int64(), "int32": pa.int32(), "float64": pa.float64(), "string": pa.string()}


def table(columns: str, rows: Iterable[Sequence[object]]) -> ir.Table:
    """An in-memory table; `columns` names them with their types: "machine:string machine_no:int64"."""
    names, types = zip(*(column.split(":") for column in columns.split()), strict=True)
    found = list(zip(*rows, strict=True)) or [()] * len(names)
    arrays = [pa.array(values, _TYPES[kind]) for values, kind in zip(found, types, strict=True)]
    return ibis.memtable(pa.table(arrays, names=list(names)))


def machine_table(grid: Grid) -> ir.Table:
    """One row a machine, numbered as the plant lists them."""
    return table(
        "machine:string machine_no:int64 calendar_no:int64 counts_all:int64 has_rates:int64",
        (
            (machine.id, number, grid.calendar_of[machine.line], int(machine.counts_all), int(bool(machine.rates)))
            for number, machine in enumerate(grid.machines)
        ),
    )


def shift_table(grid: Grid) -> ir.Table:
    """One row a shift. `day_no` is the day of the common era."""
    return table(
        "calendar_no:int64 window_no:int64 day_no:int64 busy_us:int64",
        (
            (turn.calendar, turn.number, turn.window.day.toordinal(), sum(high - low for low, high in turn.busy))
            for turn in grid.turns
        ),
    )


def shift_cells(grid: Grid) -> ir.Table:
    """Where the shift of an instant is looked up: the shift itself, and the while before and after it (`is_in` 0)."""
    return table(
        "calendar_no:int64 window_no:int64 is_in:int64 lo:int64 hi:int64 cell:int64",
        (
            (turn.calendar, turn.number, is_in, low, high, cell)
            for turn in grid.turns
            for is_in, low, high in (
                (0, turn.told_from, turn.start),
                (1, turn.start, turn.end),
                (0, turn.end, turn.told_until),
            )
            for cell in _cells(low, high, SHIFT_BITS)
        ),
    )


def span_cells(grid: Grid, bits: Iterable[int], *, breaks: bool) -> ir.Table:
    """The planned spans of shifts, and their breaks where asked.

    Looked up by the cell in which a state begins that lasts no longer than a cell: it ends in the next at the latest.
    """
    return table(
        "calendar_no:int64 window_no:int64 is_busy:int64 lo:int64 hi:int64 bits:int32 cell:int64",
        (
            (turn.calendar, turn.number, busy, low, high, size, cell)
            for size in sorted(set(bits))
            for turn in grid.turns
            for low, high, busy in parts(turn)
            if busy or breaks
            for cell in _cells(low, high, size, before=1)
        ),
    )


def hold_cells(holds: Iterable[Hold]) -> ir.Table:
    return table(
        "calendar_no:int64 lo:int64 hi:int64 cell:int64",
        (
            (hold.calendar, hold.told_from, hold.end, cell)
            for hold in holds
            for cell in _cells(hold.told_from, hold.end, SHIFT_BITS)
        ),
    )


def day_cells(midnights: Sequence[int]) -> ir.Table:
    """Days numbered from 0: each from a midnight until before the next."""
    return table(
        "day_no:int64 lo:int64 hi:int64 cell:int64",
        (
            (number, low, high, cell)
            for number, (low, high) in enumerate(pairwise(midnights))
            for cell in _cells(low, high, SHIFT_BITS)
        ),
    )


def item_cells(runs: Iterable[tuple[str, int, int, str]]) -> ir.Table:
    """Which item ran on a machine: from, until before, item."""
    return table(
        "machine:string lo:int64 hi:int64 running:string cell:int64",
        ((*run, cell) for run in runs for cell in _cells(run[1], run[2], ORDER_BITS)),
    )


def rate_table(grid: Grid) -> ir.Table:
    """Planned seconds of one piece from a day on until before another."""
    return table(
        "machine_no:int64 planned_item:string from_day:int64 to_day:int64 seconds:float64",
        (
            (number, item, low, high, seconds)
            for number, machine in enumerate(grid.machines)
            for item, low, high, seconds in _rates(machine)
        ),
    )


def _rates(machine: Machine) -> Iterable[tuple[str, int, int, float]]:
    for item, rates in machine.rates.items():
        days = [*(rate.valid_from.toordinal() for rate in rates), date.max.toordinal() + 1]
        for rate, low, high in zip(rates, days, days[1:], strict=False):
            yield item, low, high, rate.seconds


def _cells(low: int, high: int, bits: int, before: int = 0) -> range:
    """The cells that low <= instant < high touches, and as many before them."""
    return range((low >> bits) - before, (high - 1 >> bits) + 1)
