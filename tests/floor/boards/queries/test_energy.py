"""What electricity comes to for one."""

from dataclasses import replace

import pytest
from tests.floor.boards.telling import at, event, tell
from tests.floor.scene import DAY, EVENING, Floor

from dure.engine.floor.events import Kind
from dure.floor.boards.queries.energy import Energy, energy_of
from dure.floor.boards.reading import days_of

pytestmark = pytest.mark.django_db


def found(plant: Floor, *hours: int, machine: str = "RIPEN1") -> Energy:
    told = [event(Kind.ENERGY, at(hour, 55), "5", machine=machine, unit="kWh") for hour in hours]
    tell(plant, *(replace(each, source_id="meter#1") for each in told))
    energy = energy_of(days_of(plant.code, DAY, DAY, EVENING), EVENING)
    assert energy is not None
    return energy


def test_plant_without_a_meter_has_none(plant: Floor):
    assert energy_of(days_of(plant.code, DAY, DAY, EVENING), EVENING) is None


def test_cold_store_is_reckoned_for_one_of_what_the_plant_made(plant: Floor):
    energy = found(plant, *range(8, 17))
    (store,), (day,), (item,) = energy.by_machine, energy.by_day, energy.by_item

    assert (store.of, store.kwh, store.made, store.unit, store.per_unit) == ("RIPEN1", 45, 460, "kg", 45 / 460)
    assert (day.of, day.per_unit, energy.total.per_unit) == (DAY, 45 / 460, 45 / 460)
    # No order ran, but only kimchi was made.
    assert (item.of, item.kwh, item.per_unit) == ("KIMCHI", 45, 45 / 460)


def test_too_little_told_is_refused(plant: Floor):
    energy = found(plant, 8, 9, 10)

    assert (energy.total.kwh, energy.total.per_unit, energy.total.is_refused) == (15, None, True)


def test_meter_that_began_anew_is_named(plant: Floor):
    fell = event(Kind.ENERGY, at(9), "0", machine="RIPEN1", unit="kWh", note="meter went down from 9 to 1: reset")
    tell(plant, replace(fell, source_id="meter#1"))

    assert [each.machine for each in found(plant, 10).resets] == ["RIPEN1"]
