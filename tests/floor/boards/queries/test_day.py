"""A day as its owner asks about it."""

from datetime import timedelta

import pytest
from tests.floor.boards.telling import at, event, tell
from tests.floor.scene import DAY, EVENING, Floor

from dure.engine.floor.events import Kind
from dure.floor.boards.queries.day import owners_day, working_day
from dure.floor.boards.queries.made import Made
from dure.floor.plant.queries import plant_of

pytestmark = pytest.mark.django_db


def test_day_is_counted_once_and_by_unit(plant: Floor):
    tell(
        plant,
        event(Kind.SCRAP, at(9), "3", machine="SALT1", unit="ea", reason="rot"),
        event(Kind.COUNT, at(9), "70", machine="METAL1", unit="ea"),
    )

    found = owners_day(plant.code, DAY, EVENING).today

    assert (found.made, found.lost.scrap, found.standing.seconds) == (
        Made(70.0, "ea", 460.0),
        {"ea": 3.0, "kg": 10.0},
        3600.0,
    )


def test_unknown_time_is_that_of_telling_machines_up_to_now(plant: Floor):
    found = owners_day(plant.code, DAY, at(13, 30))

    # A person's word holds to the end of the shift, so that all 4.5 hours so far (without the break) are known.
    assert (found.today.planned_s, found.today.unknown_s) == (4.5 * 3600, 0.0)
    assert "PACK1" not in found.silent
    assert "SALT1" in found.silent


def test_day_without_records_is_not_told(plant: Floor):
    found = owners_day(plant.code, DAY, EVENING)

    assert (found.before.told, found.today.told) == (False, True)


def test_plan_counts_what_the_order_made_in_its_own_unit(plant: Floor):
    tell(plant, event(Kind.ORDER_START, at(8), "500", order="W1", item="KIMCHI", unit="kg"))

    assert owners_day(plant.code, DAY, EVENING).plan == (460.0, 500.0, "kg")


def test_day_of_a_night_shift_lasts_until_it_ends(plant: Floor):
    night = {
        "line": "*",
        "from": "2020-01-01",
        "days": ["mon"],
        "shifts": [{"name": "야간", "start": "20:00", "end": "06:00"}],
    }
    from tests.floor import scene

    other = scene.kimchi(scene.firm("야간김치"), calendar=[night])

    assert working_day(plant_of(other.code), at(2, days=1)) == DAY
    assert working_day(plant_of(other.code), at(7, days=1)) == DAY + timedelta(days=1)
