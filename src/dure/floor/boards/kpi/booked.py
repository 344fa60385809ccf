"""Seconds by time element in each shift: segments cut to the planned spans, one family a shift."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from dure.engine.floor.events import State
from dure.engine.floor.facts import BOOKED_AS
from dure.engine.floor.plant import Plant, TimeElement
from dure.floor.boards.kpi.grid import SECOND, Grid
from dure.floor.boards.kpi.tables import span_cells
from dure.floor.boards.kpi.tellers import Tellers

SHIFT = ("machine_no", "window_no")


def booked(told: ir.Table, grid: Grid, by: Tellers, *, with_reason: bool = True) -> ir.Table:
    """`machine_no`, `window_no`, `state`, `reason`, `held_us` of the family that is believed in the shift."""
    several = any(len(families) > 1 for families in by.state_families.values())
    # A family that spoke only in the break is heard too: then the breaks are needed to know who was there.
    spans = span_cells(grid, {by.bits(machine) for machine in by.state_families}, breaks=several)
    told = told.filter(told.state != State.UNKNOWN.value)
    inside = told.join(
        spans.rename(span_calendar="calendar_no", span_bits="bits"),
        [
            told.calendar_no == spans.calendar_no,
            told.bits == spans.bits,
            (told.us >> told.bits) == spans.cell,
            told.us < spans.hi,
            told.until > spans.lo,
        ],
    )
    held = ibis.least(inside.until, inside.hi) - ibis.greatest(inside.us, inside.lo)
    # A sum of whole numbers is no longer one of 64 bits on every engine; a float holds microseconds of 285 years.
    held_us = (held * inside.is_busy if several else held).cast("float64").sum()
    keys = [*(["family_no"] if several else []), "state", *(["reason"] if with_reason else [])]
    found = inside.group_by(*SHIFT, *keys).agg(held_us=held_us)
    if several:
        found = found.mutate(believed=found.family_no.min().over(ibis.window(group_by=SHIFT)))
        found = found.filter(found.family_no == found.believed)
    found = found.filter(found.held_us > 0)
    return found.select(*SHIFT, "state", "held_us", reason=found.reason if with_reason else ibis.literal(""))


def times(found: ir.Table, plant: Plant) -> ir.Table:
    """Seconds by element, one row a machine and shift. `told_s` is all that is known."""
    is_run = found.state == State.RUN.value
    marked = found.mutate(element=_element(found, plant), is_run=is_run)
    stands = ~marked.is_run

    def seconds(where: ir.BooleanValue | None) -> ir.FloatingScalar:
        return marked.held_us.sum(where=where).coalesce(0.0) / SECOND

    return marked.group_by(*SHIFT).agg(
        apt_s=seconds(marked.is_run),
        aust_s=seconds(stands & (marked.element == TimeElement.SETUP.value)),
        adet_s=seconds(stands & (marked.element == TimeElement.DELAY.value)),
        adot_s=seconds(stands & (marked.element == TimeElement.DOWN.value)),
        planned_down_s=seconds(stands & (marked.element == TimeElement.PLANNED.value)),
        told_us=marked.held_us.sum(),
    )


def stops(found: ir.Table) -> ir.Table:
    """Seconds of standing still by reason."""
    still = found.filter(found.state != State.RUN.value)
    return still.group_by(*SHIFT, "reason").agg(seconds=still.held_us.sum() / SECOND)


def _element(found: ir.Table, plant: Plant) -> ir.StringValue:
    """As the reason says, else as the state does."""
    by_state = found.state.cases(*((state.value, element.value) for state, element in BOOKED_AS.items()), else_="")
    if not plant.reasons:
        return by_state
    return found.reason.cases(*((one.id, one.element.value) for one in plant.reasons.values()), else_=by_state)
