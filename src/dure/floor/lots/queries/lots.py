"""Lots of a site, each with what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dure.engine.floor.events import Event, Kind, is_typed
from dure.engine.floor.lots import Link, batches, links, trace
from dure.engine.floor.plant import Plant
from dure.floor.lots.queries.tracing import told_of


@dataclass(frozen=True)
class LotFacts:
    """One lot. `made` and `used` by unit: what came out under its code, what of it went in elsewhere.

    A lot that never came out of a machine was bought (or begun before the records). `expires_on`: the day made plus
    the item's shelf life (소비기한); None where it was bought or the item has none.
    """

    code: str
    item: str
    made: tuple[tuple[float, str], ...]
    used: tuple[tuple[float, str], ...]
    first_at: datetime
    produced_at: datetime | None
    machine: str
    orders: tuple[str, ...]
    origin: str
    expires_on: date | None
    allergens: tuple[str, ...]
    typed: bool

    @property
    def left(self) -> tuple[tuple[float, str], ...]:
        """What was made and not used in the plant: in stock or sold."""
        used = {unit: number for number, unit in self.used}
        return tuple((max(number - used.get(unit, 0.0), 0.0), unit) for number, unit in self.made)

    @property
    def is_bought(self) -> bool:
        return self.produced_at is None


@dataclass(frozen=True)
class Step:
    """A link on the way from or to a lot; `depth` counts from 1 beside the lot."""

    link: Link
    depth: int


def lots_of(site: str, plant: Plant) -> list[LotFacts]:
    """Every lot that was ever told, the newest first."""
    by_lot: dict[str, list[Event]] = {}
    for event in told_of(site):
        if event.lot and event.kind in {Kind.LOT_IN, Kind.LOT_OUT}:
            by_lot.setdefault(event.lot, []).append(event)
    return sorted((_facts(plant, lot, told) for lot, told in by_lot.items()), key=_newest, reverse=True)


def lot_facts(site: str, plant: Plant, lot: str) -> LotFacts | None:
    """One lot; None where nobody ever told of it."""
    told = [e for e in told_of(site) if e.lot == lot and e.kind in {Kind.LOT_IN, Kind.LOT_OUT}]
    return _facts(plant, lot, told) if told else None


def steps_of(site: str, lot: str, *, forward: bool) -> list[Step]:
    """The way back or forward from a lot as a tree: each link below the lot it leads on from, each lot's once."""
    found = trace(links(batches(told_of(site))), lot, forward=forward)
    by_end: dict[str, list[Link]] = {}
    for link in found:
        by_end.setdefault(link.source if forward else link.target, []).append(link)
    steps: list[Step] = []
    seen = {lot}
    stack = [(link, 1) for link in reversed(by_end.get(lot, []))]
    while stack:
        link, depth = stack.pop()
        steps.append(Step(link, depth))
        end = link.target if forward else link.source
        if end not in seen:
            seen.add(end)
            stack += [(each, depth + 1) for each in reversed(by_end.get(end, []))]
    return steps


def _facts(plant: Plant, lot: str, told: list[Event]) -> LotFacts:
    outs = [event for event in told if event.kind is Kind.LOT_OUT]
    code = next((event.item for event in (*outs, *told) if event.item), "")
    item = plant.items.get(code)
    produced = max((event.at for event in outs), default=None)
    days = item.shelf_life_days if item is not None else None
    made_on = produced.astimezone(plant.timezone).date() if produced else None
    return LotFacts(
        code=lot,
        item=code,
        made=_by_unit(outs),
        used=_by_unit([event for event in told if event.kind is Kind.LOT_IN]),
        first_at=told[0].at,
        produced_at=produced,
        machine=(outs or told)[-1].machine,
        orders=tuple(dict.fromkeys(event.order for event in told if event.order)),
        origin=item.origin if item is not None else "",
        expires_on=made_on + timedelta(days=days) if made_on and days else None,
        allergens=item.allergens if item is not None else (),
        typed=any(is_typed(event.source_id) for event in told),
    )


def _by_unit(told: list[Event]) -> tuple[tuple[float, str], ...]:
    sums: dict[str, float] = {}
    for event in told:
        sums[event.unit] = sums.get(event.unit, 0.0) + event.number
    return tuple((number, unit) for unit, number in sums.items())


def _newest(found: LotFacts) -> tuple[datetime, str]:
    return (found.produced_at or found.first_at, found.code)
