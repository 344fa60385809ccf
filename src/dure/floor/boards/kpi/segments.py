"""States as segments of time: how long each holds, by machine and family. The twin of the engine's `states`."""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from dure.engine.floor.events import Kind
from dure.floor.boards.kpi.grid import holds
from dure.floor.boards.kpi.source import between, counted
from dure.floor.boards.kpi.standing import Standing
from dure.floor.boards.kpi.tables import SHIFT_BITS, hold_cells
from dure.floor.boards.kpi.tellers import Tellers

FAMILY: Final = ("machine_no", "family_no")
SEGMENT: Final = (*FAMILY, "calendar_no", "bits", "us", "until", "state", "reason")
NEVER: Final = 2**62


def segments(stand: Standing, by: Tellers, low: int, high: int, *, with_reason: bool = True) -> ir.Table:
    """`machine_no`, `calendar_no`, `family_no`, `bits`, `us`, `until`, `state`, `reason` of the states in the range.

    Of several at one instant the last in the order of events holds; the others last no time and are left out. What is
    the same for all machines is not carried through the sorting, which is the dearest part.
    """
    told = between(stand.table, low, high)
    told = counted(told.filter(told.kind == Kind.STATE.value)).rename(state="value")
    same = {name: ibis.literal(value, "int64") for name, value in by.constants.items()}
    if not with_reason:
        same["reason"] = ibis.literal("")
    told = told.select("machine", "source_id", "source_seq", "us", "state", *({"reason"} - same.keys()))
    if {"family_no", "source_no"} <= same.keys() and not by.has_typed_states:
        told = told.join(by.machine_table(), "machine")
    else:
        told = told.join(by.table(), ["machine", "source_id"])
    held = told.us + same.get("stale_us", told.stale_us)
    if by.has_typed_states:
        told = told.mutate(until=held)
        told = _held_by_people(told.mutate(calendar_no=same.get("calendar_no", told.calendar_no)), by, low)
        held = told.until
    in_order = ibis.window(
        group_by=[name for name in FAMILY if name not in same],
        order_by=[name for name in ("us", "source_no", "source_seq") if name not in same],
    )
    told = told.mutate(until=ibis.least(told.us.lead().over(in_order).coalesce(NEVER), held))
    carried = [name for name in SEGMENT if name not in same]
    constant = {name: value for name, value in same.items() if name in SEGMENT}
    return told.filter(told.us < told.until).select(*carried, **constant)


def _held_by_people(told: ir.Table, by: Tellers, low: int) -> ir.Table:
    """What a person told holds to the end of the shift in which it was told; outside any, as a machine's."""
    shifts = hold_cells(holds(by.grid, low)).rename(shift_calendar="calendar_no")
    held = told.join(
        shifts,
        [
            told.is_typed == 1,
            told.calendar_no == shifts.shift_calendar,
            (told.us >> SHIFT_BITS) == shifts.cell,
            told.us >= shifts.lo,
            told.us < shifts.hi,
        ],
        how="left",
    )
    return held.mutate(until=held.hi.coalesce(held.until))
