"""How much a plant made, counted once: what leaves the end of each line, not every step on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.facts import Facts
from dure.engine.floor.lots import TO_KG
from dure.engine.floor.plant import Plant
from dure.floor.boards.reading import Days
from dure.floor.plant.names import quantity

COUNTED: Final = (Kind.COUNT, Kind.COUNT_TOTAL, Kind.SCRAP, Kind.REWORK)


@dataclass(frozen=True)
class Made:
    """What left the end of the lines: pieces (or another unit that is counted) and weight of batches."""

    pieces: float
    unit: str
    kg: float

    @property
    def text(self) -> str:
        return " · ".join(self.parts)

    @property
    def parts(self) -> list[str]:
        found = [quantity(self.pieces, self.unit)] if self.pieces or not self.kg else []
        return [*found, quantity(self.kg, "kg")] if self.kg else found

    @property
    def main(self) -> tuple[float, str]:
        """The one amount that days are compared by: weight where batches are weighed."""
        return (self.kg, "kg") if self.kg else (self.pieces, self.unit)


def end_machines(plant: Plant, rows: Iterable[Facts]) -> set[str]:
    """Those that counted anything and of which the plant says that it leaves the line; of a line that says nothing, the
    last that counted: pieces made before it are the same pieces.
    """
    said = {machine.line for machine in plant.machines.values() if machine.gives_output}
    counted = {row.machine for row in rows if row.pq or row.gq}
    found = [machine for machine in plant.machines.values() if machine.id in counted]
    last = {machine.line: machine.id for machine in found if machine.line not in said}
    return {machine.id for machine in found if machine.gives_output} | set(last.values())


def batch_machine(plant: Plant, rows: Iterable[Facts]) -> str | None:
    """Where the last stage's batches come out: by the stages' order, else the last machine with any."""
    weighed = {row.machine for row in rows if row.output_kg}
    staged = [stage.machine for stage in plant.stages.values() if stage.machine in weighed]
    listed = [machine for machine in plant.machines if machine in weighed]
    found = staged or listed
    return found[-1] if found else None


def made_of(days: Days, rows: list[Facts]) -> Made:
    """What some of the days' facts come to. Counted in kilograms it is weight, unless batches were weighed as well.

    Nothing made is nothing in weight where the plant weighs its batches and counts nothing.
    """
    ends, weighs = end_machines(days.plant, days.rows), batch_machine(days.plant, days.rows)
    pieces, unit = sum(row.gq for row in rows if row.machine in ends), unit_of(days, ends)
    kg = sum(row.output_kg for row in rows if row.machine == weighs)
    if not ends and days.plant.stages:
        return Made(0.0, "kg", kg)
    if unit.lower() not in TO_KG:
        return Made(pieces, unit, kg)
    return Made(0.0, "kg", kg if weighs is not None else pieces * TO_KG[unit.lower()])


def by_day(days: Days) -> dict[date, list[Facts]]:
    """The facts of each of the days, also of those without any."""
    found: dict[date, list[Facts]] = {day: [] for day in every_day(days.first, days.last)}
    for row in days.rows:
        found[row.day].append(row)
    return found


def every_day(first: date, last: date) -> list[date]:
    return [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]


def unit_of(days: Days, machines: Iterable[str], kinds: Collection[Kind] = COUNTED) -> str:
    """The unit most of their counts were told in, or that of the items counted; pieces where nobody said."""
    wanted = set(machines)
    told = Counter(unit_told(days.plant, e) for e in days.standing if e.machine in wanted and e.kind in kinds)
    return max(sorted(told), key=lambda unit: told[unit], default="ea")


def units_of(days: Days, machines: Iterable[str]) -> dict[str, str]:
    """The same of each machine by itself."""
    return {machine: unit_of(days, {machine}) for machine in machines}


def unit_told(plant: Plant, event: Event) -> str:
    """The unit of one record: its own, that of the item it names, else pieces."""
    item = plant.items.get(event.item)
    return event.unit or (item.unit if item else "ea")
