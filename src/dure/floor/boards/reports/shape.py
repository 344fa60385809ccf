"""What of a plant can be measured at all, so that every month of a report has the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dure.engine.floor.events import Kind
from dure.engine.floor.facts import Facts
from dure.engine.floor.lots import TO_KG
from dure.engine.floor.plant import Plant
from dure.floor.boards.queries.made import batch_machine, end_machines
from dure.floor.events.queries import latest

PIECES = "ea"


@dataclass(frozen=True)
class Shape:
    """Machines by what they tell. `ends` and `counting`: by unit, so that pieces and kilograms are never added.

    `telling`: those of which anything is known whether they run; the others cannot be measured in time.
    """

    telling: frozenset[str]
    ends: dict[str, frozenset[str]]
    counting: dict[str, frozenset[str]]
    weighs: str | None
    stages: tuple[str, ...]
    rated: frozenset[str]
    has_energy: bool


def shape_of(site: str, plant: Plant, rows: Sequence[Facts]) -> Shape:
    """From all the facts of a report."""
    units = units_of(site, plant)
    weighs = batch_machine(plant, rows)
    ends = _by_unit(end_machines(plant, rows), units)
    if weighs is not None:
        # What was weighed by batch and counted in kilograms as well is the same stuff.
        ends = {unit: machines for unit, machines in ends.items() if unit.lower() not in TO_KG}
    return Shape(
        telling=frozenset(row.machine for row in rows if row.unknown_s < row.pbt_s),
        ends=ends,
        counting=_by_unit({row.machine for row in rows if row.pq}, units),
        weighs=weighs,
        stages=tuple(m for m in plant.machines if any(row.input_kg for row in rows if row.machine == m)),
        rated=frozenset(machine.id for machine in plant.machines.values() if machine.rates),
        has_energy=any(row.energy_kwh for row in rows),
    )


def _by_unit(machines: set[str], units: dict[str, str]) -> dict[str, frozenset[str]]:
    found = {unit: frozenset(m for m in machines if units.get(m, PIECES) == unit) for unit in _used(machines, units)}
    return dict(sorted(found.items()))


def _used(machines: set[str], units: dict[str, str]) -> set[str]:
    return {units.get(machine, PIECES) for machine in machines}


def units_of(site: str, plant: Plant) -> dict[str, str]:
    """In what each machine counted last."""
    found: dict[str, str] = {}
    for each in latest(site):
        if each.kind in {Kind.COUNT, Kind.COUNT_TOTAL}:
            item = plant.items.get(each.item)
            found[each.machine] = each.unit or (item.unit if item else PIECES)
    return found
