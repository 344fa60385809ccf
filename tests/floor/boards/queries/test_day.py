"""A day as its owner asks about it."""

from datetime import timedelta

import pytest
from tests.floor.boards.telling import at, event, tell
from tests.floor.scene import DAY, EVENING, Floor

from dure.engine.floor.events import Event, Kind
from dure.floor.boards.outside import outside_words
from dure.floor.boards.queries.day import owners_day, working_day
from dure.floor.boards.queries.made import Made
from dure.floor.boards.queries.report import report_of
from dure.floor.plant.queries import plant_of
from dure.floor.quality import queries as quality

pytestmark = pytest.mark.django_db


def test_day_is_counted_once_and_by_unit(plant: Floor):
    tell(
        plant,
        event(Kind.SCRAP, at(9), "3", machine="SALT1", unit="ea", reason="rot"),
        event(Kind.COUNT, at(9), "70", machine="METAL1", unit="ea"),
    )

    found = owners_day(plant.site, DAY, EVENING).today

    assert (found.made, found.lost.scrap, found.standing.seconds) == (
        Made(70.0, "ea", 460.0),
        {"ea": 3.0, "kg": 10.0},
        3600.0,
    )


def test_unknown_time_is_that_of_telling_machines_up_to_now(plant: Floor):
    found = owners_day(plant.site, DAY, at(13, 30))

    # A person's word holds to the end of the shift, so that all 4.5 hours so far (without the break) are known.
    assert (found.today.planned_s, found.today.unknown_s) == (4.5 * 3600, 0.0)
    assert "PACK1" not in found.silent
    assert "SALT1" in found.silent


def test_unknown_time_is_the_same_in_the_daily_report_after_a_day_of_silence(plant: Floor):
    next_day = DAY + timedelta(days=1)

    found = owners_day(plant.site, next_day, at(20, days=1)).today

    assert found.unknown_s > 0
    assert report_of(plant.code, next_day, at(20, days=1)).unknown_s == found.unknown_s


def test_nothing_made_is_nothing_in_weight_where_batches_are_weighed(plant: Floor):
    assert owners_day(plant.site, DAY, EVENING).before.made.text == "0kg"


def test_day_without_records_is_not_told(plant: Floor):
    found = owners_day(plant.site, DAY, EVENING)

    assert (found.before.told, found.today.told) == (False, True)


def test_plan_counts_what_the_order_made_in_its_own_unit(plant: Floor):
    tell(plant, event(Kind.ORDER_START, at(8), "500", order="W1", item="KIMCHI", unit="kg"))

    assert owners_day(plant.site, DAY, EVENING).plan == (460.0, 500.0, "kg")


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


def test_count_outside_every_shift_is_told_and_in_no_figure(plant: Floor):
    before = owners_day(plant.site, DAY, EVENING).today
    late = Event("plc#1", 1, "PACK1", at(3), Kind.COUNT, "1240", unit="ea")
    tell(plant, late, Event("meter", 1, "SALT1", at(2), Kind.ENERGY, "3", unit="kWh"), origin="http")

    found = owners_day(plant.site, DAY, EVENING)

    assert (found.today.made, found.today.lost) == (before.made, before.lost)
    assert {each.machine: (each.pq, each.energy_kwh) for each in found.outside_shifts} == {
        "SALT1": (0, 3), "PACK1": (1240, 0),
    }  # fmt: skip
    assert outside_words(found.outside_shifts, {"PACK1": "ea"}) == (
        "근무 시간 밖에 세어진 수량: 1,240개. 어느 근무의 수치에도 들어 있지 않습니다. 근무 시간 설정이 맞는지 확인하십시오."
    )
    assert outside_words([each for each in found.outside_shifts if each.machine == "SALT1"], {}) == ""


@pytest.mark.django_db(transaction=True)
def test_deviation_waits_once_among_the_papers_until_it_is_decided(plant: Floor):
    tell(plant, event(Kind.CCP, at(9), "2", machine="WASH1", reason="CCP-1B"))

    found = owners_day(plant.site, DAY, EVENING)

    assert ([each.task for each in found.waiting], found.outside) == ([quality.Task.CORRECT], 0)
    assert found.papers == found.checks_missed + 1
