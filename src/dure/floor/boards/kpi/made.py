"""From summed amounts to pieces: which family is believed for each kind, and what their planned run time is."""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir

from dure.engine.floor.events import Kind, is_typed
from dure.engine.floor.plant import ANY
from dure.floor.boards.kpi.booked import SHIFT
from dure.floor.boards.kpi.grid import Grid
from dure.floor.boards.kpi.tables import machine_table, rate_table, shift_table
from dure.floor.boards.kpi.tellers import Tellers

_TELLER: Final = ("machine", "source_id")


def made(found: ir.Table, grid: Grid, by: Tellers) -> ir.Table:
    """Pieces, energy and planned run times, one row a machine and shift.

    `lacks_pq` and `lacks_gq` count the items that were made, or made well, for which nobody planned a run time.
    """
    believed = _believed(_belonging(found, by), by)
    by_item = _by_item(believed, grid)
    timed = _with_rates(by_item, grid)
    return timed.group_by(*SHIFT).agg(
        pq=timed.pq.sum(),
        gq=timed.gq.sum(),
        sq=timed.sq.sum(),
        rq=timed.rq.sum(),
        energy_kwh=timed.energy_kwh.sum(),
        planned_s=(timed.pq * timed.seconds).sum().coalesce(0.0),
        good_s=(timed.gq * timed.seconds).sum().coalesce(0.0),
        lacks_pq=(timed.seconds.isnull() & (timed.pq != 0)).sum(),
        lacks_gq=(timed.seconds.isnull() & (timed.gq != 0)).sum(),
    )


def _belonging(found: ir.Table, by: Tellers) -> ir.Table:
    """What people typed shortly before or after a shift belongs to it; what a machine told only within it."""
    typed = sorted(source for source in by.sources if is_typed(source))
    is_by_people = found.source_id.isin(typed) if typed else ibis.literal(False)
    return found.filter(is_by_people | (found.is_in == 1))


def _believed(found: ir.Table, by: Tellers) -> ir.Table:
    """Of each kind only the family that goes first, with whether the machine's counter goes before its deltas."""
    if not by.has_rivals:
        numbered = found.join(machine_table(by.grid).select("machine", "machine_no"), "machine")
        if not by.of(Kind.COUNT_TOTAL):
            return numbered.mutate(by_counter=ibis.literal(False))
        is_total = numbered.kind == Kind.COUNT_TOTAL.value
        return numbered.mutate(by_counter=is_total.any().over(ibis.window(group_by=SHIFT)))
    ranked = found.join(by.table().select("machine", "source_id", "machine_no", "family_no", "place"), _TELLER)
    ranked = ranked.mutate(first=ranked.family_no.min().over(ibis.window(group_by=[*SHIFT, "kind"])))
    ranked = ranked.filter(ranked.family_no == ranked.first)
    in_shift = ibis.window(group_by=SHIFT)
    ranked = ranked.mutate(
        total_place=ranked.place.min(where=ranked.kind == Kind.COUNT_TOTAL.value).over(in_shift),
        delta_place=ranked.place.min(where=ranked.kind == Kind.COUNT.value).over(in_shift),
    )
    # Only a family that the plant names may go before a counter.
    by_counter = ranked.total_place.notnull() & ~(ranked.delta_place < ranked.total_place).fill_null(False)
    return ranked.mutate(by_counter=by_counter)


def _by_item(believed: ir.Table, grid: Grid) -> ir.Table:
    def number(kind: Kind) -> ir.FloatingScalar:
        return believed.number.sum(where=believed.kind == kind.value).coalesce(0.0)

    found = believed.group_by(*SHIFT, "item", "by_counter").agg(
        delta=number(Kind.COUNT),
        total=number(Kind.COUNT_TOTAL),
        sq=number(Kind.SCRAP),
        rq=number(Kind.REWORK),
        energy_kwh=number(Kind.ENERGY),
    )
    found = found.join(machine_table(grid).select("machine_no", "counts_all", "has_rates"), "machine_no")
    told = ibis.ifelse(found.by_counter, found.total, found.delta)
    lost = found.sq + found.rq
    is_all = found.by_counter & (found.counts_all == 1)
    return found.mutate(pq=ibis.ifelse(is_all, told, told + lost), gq=ibis.ifelse(is_all, told - lost, told))


def _with_rates(by_item: ir.Table, grid: Grid) -> ir.Table:
    """`seconds` of one piece: the item's own on the day, else the machine's for any item, else none."""
    days = shift_table(grid).select("window_no", "day_no")
    found = by_item.join(days, "window_no")
    rates = rate_table(grid)
    own = _on_the_day(found, rates, found.item, "own_s")
    of_any = _on_the_day(own, rates.filter(rates.planned_item == ANY), ibis.literal(ANY), "any_s")
    return of_any.mutate(seconds=of_any.own_s.coalesce(of_any.any_s))


def _on_the_day(found: ir.Table, rates: ir.Table, item: ir.StringValue, name: str) -> ir.Table:
    named = rates.rename({"rate_machine": "machine_no", name: "seconds"})
    beside = found.join(
        named,
        [
            found.machine_no == named.rate_machine,
            item == named.planned_item,
            found.day_no >= named.from_day,
            found.day_no < named.to_day,
        ],
        how="left",
    )
    return beside.select(*found.columns, name)
