"""Which lot came from which: what went in and out together, and the trace forward and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from dure.engine.floor.events import Event, Kind

TO_KG: Final = {"kg": 1.0, "g": 0.001, "t": 1000.0}


@dataclass
class Batch:
    """What was made together. `order` is empty where nobody named one; then the machine's own sequence tells."""

    machine: str
    order: str
    inputs: list[Event] = field(default_factory=list)
    outputs: list[Event] = field(default_factory=list)
    started_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def done_at(self) -> datetime | None:
        """When its yield is known: its last output, once there is one."""
        return max((event.at for event in self.outputs), default=None)

    def input_kg(self, auxiliary: frozenset[str] = frozenset()) -> float:
        """What went in by weight; salt, water and other auxiliary items are not counted."""
        return sum(_kg(event) for event in self.inputs if event.item not in auxiliary)

    def output_kg(self) -> float:
        return sum(_kg(event) for event in self.outputs)


@dataclass(frozen=True, slots=True)
class Link:
    """A lot that became (part of) another, where and when it went in."""

    source: str
    target: str
    machine: str
    order: str
    at: datetime
    value: str
    unit: str


def batches(events: Iterable[Event]) -> list[Batch]:
    """The batches of a site from its effective events in order.

    What belongs together: the same order on the same machine; else the order that runs on the machine; else, on the
    machine, everything that went in since the last group of outputs. Where an order's inputs were told at one machine
    and its outputs at another, they belong together too.
    """
    found: list[Batch] = []
    by_order: dict[tuple[str, str], Batch] = {}
    running: dict[str, str] = {}
    unnamed: dict[str, Batch] = {}
    for event in events:
        if event.kind is Kind.ORDER_START:
            running[event.machine] = event.order
            batch = _of_order(found, by_order, event.machine, event.order)
            batch.started_at = batch.started_at or event.at
        elif event.kind is Kind.ORDER_END:
            if running.get(event.machine) == event.order:
                del running[event.machine]
            _of_order(found, by_order, event.machine, event.order).ended_at = event.at
        elif event.kind in {Kind.LOT_IN, Kind.LOT_OUT}:
            order = event.order or running.get(event.machine, "")
            batch = _of_order(found, by_order, event.machine, order) if order else _unnamed(found, unnamed, event)
            (batch.inputs if event.kind is Kind.LOT_IN else batch.outputs).append(event)
    return _closed_up([batch for batch in found if batch.inputs or batch.outputs])


def _closed_up(found: list[Batch]) -> list[Batch]:
    """Join the halves of an order: inputs told at one machine, outputs at another."""
    open_ended: dict[str, Batch] = {}
    kept: list[Batch] = []
    for batch in found:
        if not batch.order or (batch.inputs and batch.outputs):
            kept.append(batch)
            continue
        other = open_ended.get(batch.order)
        if other is None:
            open_ended[batch.order] = batch
            kept.append(batch)
        else:
            other.inputs += batch.inputs
            other.outputs += batch.outputs
            other.machine = batch.machine if batch.outputs else other.machine
            ends = [at for at in (other.ended_at, batch.ended_at) if at is not None]
            other.ended_at = max(ends, default=None)
    return kept


def links(found: Iterable[Batch]) -> list[Link]:
    """Every input of a batch leads to every output."""
    return [
        Link(one.lot, other.lot, one.machine or other.machine, batch.order, one.at, one.value, one.unit)
        for batch in found
        for one in batch.inputs
        for other in {event.lot: event for event in batch.outputs}.values()
        if one.lot != other.lot
    ]


def trace(found: Iterable[Link], lot: str, *, forward: bool) -> list[Link]:
    """All links that lead on from the lot (or back to where it came from), nearest first, each once."""
    by_end: dict[str, list[Link]] = defaultdict(list)
    for link in found:
        by_end[link.source if forward else link.target].append(link)
    return list(_walk(by_end, lot, forward=forward))


def _walk(by_end: dict[str, list[Link]], lot: str, *, forward: bool) -> Iterator[Link]:
    seen, queue = {lot}, [lot]
    while queue:
        here = queue.pop(0)
        for link in by_end[here]:
            yield link
            following = link.target if forward else link.source
            if following not in seen:
                seen.add(following)
                queue.append(following)


def _of_order(found: list[Batch], by_order: dict[tuple[str, str], Batch], machine: str, order: str) -> Batch:
    """An order at one machine is one batch; at another machine it is the next stage."""
    key = (machine, order)
    if key not in by_order:
        by_order[key] = Batch(machine, order)
        found.append(by_order[key])
    return by_order[key]


def _unnamed(found: list[Batch], unnamed: dict[str, Batch], event: Event) -> Batch:
    batch = unnamed.get(event.machine)
    # An input after outputs begins the next batch.
    if batch is None or (event.kind is Kind.LOT_IN and batch.outputs):
        batch = Batch(event.machine, "")
        unnamed[event.machine] = batch
        found.append(batch)
    return batch


def _kg(event: Event) -> float:
    return event.number * TO_KG.get(event.unit.lower(), 0.0)
