"""How much was made: deltas and counters of one machine, each source once, nothing summed twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from dure.engine.floor.effective import Fault, Flag
from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant import Machine
from dure.engine.floor.states import rank

QUANTITIES: Final = frozenset({Kind.COUNT, Kind.COUNT_TOTAL, Kind.SCRAP, Kind.REWORK, Kind.ENERGY})
# Energy without a unit is in kWh; one in a unit that is not here is not booked.
TO_KWH: Final = {"": 1.0, "kwh": 1.0, "wh": 0.001, "mwh": 1000.0, "mj": 1 / 3.6}


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity booked by an event. For a counter: what it gained since its last reading; energy in kWh."""

    event: Event
    item: str
    number: float

    @property
    def kind(self) -> Kind:
        return self.event.kind

    @property
    def family(self) -> str:
        return self.event.family

    @property
    def at(self) -> datetime:
        return self.event.at


def amounts(events: Iterable[Event]) -> tuple[list[Amount], list[Flag]]:
    """The booked quantities of one machine from its effective events, in their order.

    An item that is not told is the one of the order that runs on the machine. A counter's first reading books
    nothing; one that goes down is re-based: it books nothing and raises a flag.
    """
    found: list[Amount] = []
    flags: list[Flag] = []
    last: dict[str, float] = {}
    running: dict[str, str] = {}
    for event in events:
        if event.kind is Kind.ORDER_START:
            # The newest order stands last; starting an order again makes it the newest.
            running.pop(event.order, None)
            running[event.order] = event.item
        elif event.kind is Kind.ORDER_END:
            running.pop(event.order, None)
        elif event.kind in QUANTITIES:
            number = _booked(event, last, flags)
            if number is not None:
                found.append(Amount(event, event.item or next(reversed(running.values()), ""), number))
    return found, flags


def _booked(event: Event, last: dict[str, float], flags: list[Flag]) -> float | None:
    """What an event books, if anything. `last`: the last reading of each counter, kept up here."""
    if event.kind is Kind.ENERGY:
        factor = TO_KWH.get(event.unit.lower())
        if factor is None:
            flags.append(Flag(Fault.NO_UNIT, event.source_id, event.source_seq, event.machine))
            return None
        return event.number * factor
    if event.kind is not Kind.COUNT_TOTAL:
        return event.number
    before = last.get(event.source_id)
    last[event.source_id] = event.number
    if before is None:
        return None
    if event.number < before:
        flags.append(Flag(Fault.REBASED, event.source_id, event.source_seq, event.machine))
        return None
    return event.number - before


@dataclass(frozen=True, slots=True)
class Made:
    """What one machine made in one window, by item; `gq` is what was good: below 0 where more was scrapped or reworked
    than the counter gained, so that sums over shifts stay right. `flags`: the sources that were not counted.
    """

    pq: dict[str, float]
    gq: dict[str, float]
    sq: dict[str, float]
    rq: dict[str, float]
    energy_kwh: float
    flags: tuple[Flag, ...] = ()


def made(machine: Machine, booked: Iterable[Amount]) -> Made:
    """Sum the amounts of one window, one family for each kind; a counter goes before deltas, never beside them."""
    by_kind: dict[Kind, dict[str, list[Amount]]] = defaultdict(lambda: defaultdict(list))
    for amount in booked:
        by_kind[amount.kind][amount.family].append(amount)
    scrap = _sums(_believed(machine, by_kind[Kind.SCRAP]))
    rework = _sums(_believed(machine, by_kind[Kind.REWORK]))
    total, delta = by_kind[Kind.COUNT_TOTAL], by_kind[Kind.COUNT]
    by_counter = bool(total) and not _prefers_delta(machine, total, delta)
    counted = _sums(_believed(machine, total if by_counter else delta))
    # In one order, so that sums of them are the same to the last digit in every process.
    items = sorted(counted.keys() | scrap.keys() | rework.keys())
    lost = {item: scrap.get(item, 0.0) + rework.get(item, 0.0) for item in items}
    if by_counter and machine.counts_all:
        pq = {item: counted.get(item, 0.0) for item in items}
        gq = {item: pq[item] - lost[item] for item in items}
    else:
        gq = {item: counted.get(item, 0.0) for item in items}
        pq = {item: gq[item] + lost[item] for item in items}
    energy = sum(amount.number for amount in _believed(machine, by_kind[Kind.ENERGY]))
    unused = by_kind.pop(Kind.COUNT if by_counter else Kind.COUNT_TOTAL)
    return Made(pq, gq, scrap, rework, energy, (*_unbelieved(machine, by_kind), *_first_of_each(unused)))


def _prefers_delta(machine: Machine, total: Iterable[str], delta: Iterable[str]) -> bool:
    """Only a family that the plant names may go before a counter."""
    best_total = min(rank(machine, family)[0] for family in total)
    best_delta = min((rank(machine, family)[0] for family in delta), default=best_total)
    return best_delta < best_total


def _believed(machine: Machine, families: dict[str, list[Amount]]) -> list[Amount]:
    best = min(families, key=lambda family: rank(machine, family), default=None)
    return [] if best is None else families[best]


def _unbelieved(machine: Machine, by_kind: dict[Kind, dict[str, list[Amount]]]) -> list[Flag]:
    """A flag for every source that told what another was believed for."""
    flags: list[Flag] = []
    for families in by_kind.values():
        best = min(families, key=lambda family: rank(machine, family), default=None)
        flags += _first_of_each({family: found for family, found in families.items() if family != best})
    return flags


def _first_of_each(families: dict[str, list[Amount]]) -> list[Flag]:
    firsts = [found[0].event for found in families.values()]
    return [Flag(Fault.TWO_SOURCES, event.source_id, event.source_seq, event.machine) for event in firsts]


def _sums(found: Iterable[Amount]) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for amount in found:
        sums[amount.item] += amount.number
    return dict(sums)
