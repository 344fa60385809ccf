"""Which segment stands still for which reason. The twin of the engine's `_with_reasons`.

A reason goes to the whole unbroken stretch of one state that holds its instant, however many times that state was told,
and a stretch may begin long before the range and end long after it. `reach` finds how far one has to look.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from dure.engine.floor.events import Kind
from dure.floor.boards.kpi.grid import DAY, SECOND, Grid
from dure.floor.boards.kpi.read import read
from dure.floor.boards.kpi.segments import FAMILY, segments
from dure.floor.boards.kpi.source import between, counted
from dure.floor.boards.kpi.standing import Standing
from dure.floor.boards.kpi.tables import table
from dure.floor.boards.kpi.tellers import Tellers, tellers


@dataclass(frozen=True)
class Reach:
    """From when until before when states and reasons are read. `in_states`: whether some bring their reason along."""

    low: int
    high: int
    has_reasons: bool
    in_states: bool = False


def reach(grid: Grid, stand: Standing) -> Reach:
    """The range itself, with what still holds at its start; with reasons, as far as a stretch leads to one."""
    start, end = grid.start, grid.end
    stale_s = [s for machine in grid.machines for s in (machine.stale_after_s, *machine.stale_by_source.values())]
    longest = max(grid.longest, *(s * SECOND for s in stale_s))
    spans = _told_reasons(grid, stand)
    if not spans:
        return Reach(min(start - longest, grid.told_from), grid.told_until, has_reasons=False)
    low, high = start - DAY, end + DAY
    while machines := {row["machine"] for row in spans if row["first"] < low}:
        if not _is_held(grid, stand, low, start, longest, machines):
            break
        low = start - 4 * (start - low)
    while machines := {row["machine"] for row in spans if row["last"] >= high and row["kind"] == Kind.REASON}:
        if not _is_held(grid, stand, end, high, longest, machines):
            break
        high = end + 4 * (high - end)
    in_states = any(row["kind"] == Kind.STATE for row in spans)
    return Reach(low - longest, high, has_reasons=True, in_states=in_states)


def _told_reasons(grid: Grid, stand: Standing) -> list[dict[str, Any]]:
    """By machine and kind, when a reason was told first and last: on its own or along with a state."""
    told = stand.table.filter(stand.table.reason != "", stand.table.machine.isin(list(grid.plant.machines)))
    told = counted(told.filter(told.kind.isin([Kind.REASON.value, Kind.STATE.value])))
    spans = told.group_by("machine", "kind").agg(first=told.us.min(), last=told.us.max())
    found: list[dict[str, Any]] = read(spans).to_pylist()
    return found


def _is_held(grid: Grid, stand: Standing, low: int, high: int, longest: int, machines: set[str]) -> bool:
    """Whether any of the machines is in one state all the time from `low` until `high`."""
    by = tellers(grid, stand, low - longest, high)
    told = segments(stand, by, low - longest, high)
    numbers = [number for number, machine in enumerate(grid.machines) if machine.id in machines]
    here = told.filter(told.machine_no.isin(numbers), told.until > low)
    held = (ibis.least(here.until, high) - ibis.greatest(here.us, low)).sum()
    found = here.group_by(*FAMILY).agg(held=held, states=here.state.nunique())
    return read(found.filter(found.states == 1, found.held == high - low)).num_rows > 0


def with_reasons(told: ir.Table, stand: Standing, by: Tellers, where: Reach) -> ir.Table:
    """The segments with the reason of their stretch, empty where none was given."""
    if not where.has_reasons:
        return told
    stretches = _stretches(told, in_states=where.in_states)
    given = _given(stretches, _asked(stand, by, where)).rename(given_to="stretch", given="reason")
    joined = stretches.join(given, [*FAMILY, ("stretch", "given_to")], how="left")
    return joined.mutate(reason=joined.given.coalesce(joined.carried)).select(*told.columns)


def _stretches(told: ir.Table, *, in_states: bool) -> ir.Table:
    """Segments with `stretch`, the instant at which theirs began (`begun` on that one only), and `carried`.

    A stretch is one state without a gap; told again with another reason it is a new one, without any it goes on.
    """
    in_order = ibis.window(group_by=FAMILY, order_by="us")
    found = told.mutate(last_state=told.state.lag().over(in_order), last_until=told.until.lag().over(in_order))
    breaks = (found.last_until != found.us) | (found.last_state != found.state) | found.last_until.isnull()
    found = found.mutate(begun=ibis.ifelse(breaks, found.us, ibis.null("int64")), carried=ibis.literal(""))
    if in_states:
        found = _broken_by_reasons(found.drop("carried"))
    return found.mutate(stretch=found.begun.max().over(_so_far("us")))


def _broken_by_reasons(found: ir.Table) -> ir.Table:
    """`carried`: the last reason that came with a state of the unbroken run; another one begins a stretch."""
    found = found.mutate(run=found.begun.max().over(_so_far("us")))
    said = ibis.ifelse(found.reason != "", found.us, ibis.null("int64"))
    found = found.mutate(said=said.max().over(_so_far("us", of=(*FAMILY, "run"))))
    # One of a group has a reason, the others an empty one, which is the least in every order of text.
    found = found.mutate(carried=found.reason.max().over(ibis.window(group_by=(*FAMILY, "run", "said"))))
    in_run = ibis.window(group_by=(*FAMILY, "run"), order_by="us")
    found = found.mutate(last_carried=found.carried.lag().over(in_run))
    other = found.begun.isnull() & (found.reason != "") & (found.reason != found.last_carried)
    return found.mutate(begun=ibis.ifelse(other, found.us, found.begun))


def _asked(stand: Standing, by: Tellers, where: Reach) -> ir.Table:
    """Every reason beside each family that told states on its machine."""
    told = between(stand.table, where.low, where.high)
    told = counted(told.filter(told.kind == Kind.REASON.value)).join(by.table(), ["machine", "source_id"])
    families = table(
        "told_on:int64 to_family:int64",
        (
            (number, by.state_family(machine.id, family))
            for number, machine in enumerate(by.grid.machines)
            for family in sorted(by.state_families.get(machine.id, ()))
        ),
    )
    beside = told.join(families, told.machine_no == families.told_on)
    return beside.select("machine_no", "us", "source_no", "source_seq", "reason", family_no="to_family")


def _given(stretches: ir.Table, asked: ir.Table) -> ir.Table:
    """The last reason told within each stretch: an instant at which one begins lies in it, its end does not."""
    begun = stretches.select(
        *FAMILY, "us", source_no=ibis.literal(-1, "int64"), source_seq=ibis.literal(-1, "int64"),
        reason=ibis.null("string"), begun=stretches.begun, after=ibis.literal(0, "int8"),
    )  # fmt: skip
    told = asked.select(
        *FAMILY, "us", "source_no", "source_seq", "reason",
        begun=ibis.null("int64"), after=ibis.literal(1, "int8"),
    )  # fmt: skip
    both = ibis.union(begun, told)
    both = both.mutate(stretch=both.begun.max().over(_so_far("us", "after")))
    ends = stretches.group_by(*FAMILY, "stretch").agg(ended=stretches.until.max())
    within = both.filter(both.after == 1).join(ends, [*FAMILY, "stretch"])
    within = within.filter(within.us < within.ended)
    newest = ibis.window(
        group_by=(*FAMILY, "stretch"), order_by=[ibis.desc("us"), ibis.desc("source_no"), ibis.desc("source_seq")]
    )
    numbered = within.mutate(place=ibis.row_number().over(newest))
    return numbered.filter(numbered.place == 0).select(*FAMILY, "stretch", "reason")


def _so_far(*order: str, of: tuple[str, ...] = FAMILY) -> ibis.expr.builders.WindowBuilder:
    return ibis.window(group_by=of, order_by=list(order), preceding=None, following=0)
