"""Orders: what was planned and what was made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dure.engine.floor.counts import Amount, amounts
from dure.engine.floor.events import Event, Kind
from dure.engine.floor.lots import TO_KG, Batch
from dure.floor.boards.reading import Days


@dataclass(frozen=True)
class PlannedOrder:
    """An order on one machine. `planned` is what its start told as a number, None where it told none.

    `made`: good pieces counted while it ran; where the order is told by weight, what its batch gave.
    """

    order: str
    machine: str
    item: str
    started_at: datetime
    ended_at: datetime | None
    planned: float | None
    made: float
    unit: str

    @property
    def done_pct(self) -> float | None:
        return None if not self.planned else 100 * self.made / self.planned

    @property
    def is_running(self) -> bool:
        return self.ended_at is None


def orders_of(days: Days) -> list[PlannedOrder]:
    """The orders begun on the days, in order of their start."""
    by_machine: dict[str, list[Event]] = {}
    for event in days.standing:
        by_machine.setdefault(event.machine, []).append(event)
    batches = {(batch.machine, batch.order): batch for batch in days.batches if batch.order}
    return [
        _order(days, start, by_machine[start.machine], batches.get((start.machine, start.order)))
        for start in days.within(Kind.ORDER_START)
    ]


def _order(days: Days, start: Event, told: list[Event], batch: Batch | None) -> PlannedOrder:
    later = [event for event in told if event.at >= start.at]
    end = next((e.at for e in later if e.kind is Kind.ORDER_END and e.order == start.order), None)
    following = next((e.at for e in later if e.kind is Kind.ORDER_START and e.at > start.at), None)
    item = days.plant.items.get(start.item)
    unit = start.unit or (item.unit if item else "ea")
    by_weight = unit.lower() in TO_KG
    weighed = batch.output_kg() / TO_KG[unit.lower()] if by_weight and batch is not None else 0.0
    return PlannedOrder(
        order=start.order,
        machine=start.machine,
        item=start.item,
        started_at=start.at,
        ended_at=end or following,
        planned=planned_of(start),
        made=weighed if by_weight else _good(told, start.at, end or following),
        unit=unit,
    )


def planned_of(start: Event) -> float | None:
    """A number told with the start of an order is what is planned."""
    try:
        return float(start.value)
    except ValueError:
        return None


def _good(told: list[Event], start: datetime, end: datetime | None) -> float:
    booked, _flags = amounts(told)
    inside = [amount for amount in booked if start <= amount.at and (end is None or amount.at < end)]
    counted = _sum(inside, Kind.COUNT_TOTAL) - _sum(inside, Kind.SCRAP) - _sum(inside, Kind.REWORK)
    return max(counted, 0.0) if any(a.kind is Kind.COUNT_TOTAL for a in inside) else _sum(inside, Kind.COUNT)


def _sum(inside: list[Amount], kind: Kind) -> float:
    return sum(amount.number for amount in inside if amount.kind is kind)
