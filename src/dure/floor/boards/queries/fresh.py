"""What is so now: the newest values of the machines, and when each source last told anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dure.engine.floor.calendar import windows
from dure.engine.floor.events import Kind, State, family_of, is_typed
from dure.engine.floor.plant import Machine, Plant
from dure.floor.boards.reading import Days
from dure.floor.events.queries import Latest, latest


@dataclass(frozen=True)
class MachineNow:
    """One machine as it last told. A state older than the machine's limit is not known any more."""

    machine: Machine
    state: State
    since: datetime | None
    reason: str
    told_at: datetime | None
    source_id: str
    item: str


def machines_now(site: str, plant: Plant, now: datetime) -> list[MachineNow]:
    """All machines of the plant from the table of newest values alone."""
    newest: dict[str, dict[Kind, Latest]] = {}
    for each in latest(site):
        newest.setdefault(each.machine, {})[each.kind] = each
    return [_now(plant, machine, newest.get(machine.id, {}), now) for machine in plant.machines.values()]


def _holds(plant: Plant, machine: Machine, state: Latest, now: datetime) -> bool:
    """A machine's word holds for its limit, a person's to the end of the shift."""
    if is_typed(state.source_id):
        day = state.at.astimezone(plant.timezone).date()
        for window in windows(plant, machine.line, day - timedelta(days=1), day):
            if window.start <= state.at < window.end:
                return now < window.end
    return now - state.at <= timedelta(seconds=machine.stale_s(family_of(state.source_id)))


def _now(plant: Plant, machine: Machine, told: dict[Kind, Latest], now: datetime) -> MachineNow:
    state = told.get(Kind.STATE)
    order, reason = told.get(Kind.ORDER_START), told.get(Kind.REASON)
    ended = told.get(Kind.ORDER_END)
    runs = order is not None and (ended is None or ended.at < order.at)
    newest = max(told.values(), key=lambda each: each.at, default=None)
    is_known = state is not None and _holds(plant, machine, state, now)
    why = state.reason if state is not None else ""
    if state is not None and reason is not None and reason.at >= state.at:
        why = reason.reason or reason.value
    return MachineNow(
        machine=machine,
        state=State(state.value) if state is not None and is_known else State.UNKNOWN,
        since=state.at if state is not None and is_known else None,
        reason=why if is_known and state is not None and state.value != State.RUN else "",
        told_at=newest.at if newest is not None else None,
        source_id=newest.source_id if newest is not None else "",
        item=order.item if runs and order is not None else "",
    )


@dataclass(frozen=True)
class SourceFresh:
    """When a source of the last days last told anything."""

    family: str
    machine: str
    told_at: datetime


def sources_of(days: Days) -> list[SourceFresh]:
    """Each source of the days with its machine, the one that told longest ago first."""
    newest: dict[tuple[str, str], datetime] = {}
    start, _end = days.span
    for event in days.told:
        key = (family_of(event.source_id), event.machine)
        if event.at >= start and event.at > newest.get(key, start):
            newest[key] = event.at
    return sorted((SourceFresh(*key, at) for key, at in newest.items()), key=lambda each: (each.told_at, each.family))
