"""The records of several days at once."""

from datetime import timedelta

import pytest
from tests.floor import scene
from tests.floor.boards.telling import at, event, tell
from tests.floor.scene import DAY

from dure.engine.floor.events import Event, Kind
from dure.floor.events.spans import around
from dure.floor.plant.queries import plant_of
from dure.floor.quality.queries import checks_on, points_on, records_on

pytestmark = pytest.mark.django_db
CHECK = {"id": "ph", "name": "pH", "low": 4, "high": 4.6, "every_min": 120, "machine": "PACK1"}


def told_of(plant: scene.Floor) -> list[Event]:
    return around(plant.code, at(0, days=-1), at(0, days=3))


def test_period_without_a_record_is_missed_and_a_value_outside_is_told(floor_home: object) -> None:
    plant = scene.kimchi(checks=[CHECK], ccps=[])
    tell(
        plant,
        event(Kind.CHECK, at(8, 30), "4.2", reason="ph"),
        event(Kind.CHECK, at(14), "5", reason="ph"),
    )

    (found,) = records_on(plant_of(plant.code), [DAY], told_of(plant), at(16))[DAY]

    assert (found.due, found.missed, [each.value for each in found.outside]) == (4, (at(10), at(12)), ["5"])


def test_each_day_is_as_it_is_read_alone(floor_home: object) -> None:
    plant = scene.with_a_day(scene.kimchi())
    wrong = event(Kind.CHECK, at(9, days=1), "9", reason="ph")
    tell(
        plant,
        wrong,
        event(Kind.CORRECTION, at(10, days=1), "4.1", ref_source=wrong.source_id, ref_seq=wrong.source_seq),
    )
    of, days, now = plant_of(plant.code), [DAY, DAY + timedelta(days=1)], at(18, days=1)

    found = records_on(of, days, told_of(plant), now)

    alone = {
        day: [
            *(point.today for point in points_on(plant.site, of, day, now)),
            *checks_on(plant.site, of, day, now),
        ]
        for day in days
    }
    assert found == alone
    assert [(r.event.value, r.first_told) for each in found[days[1]] for r in each.records] == [("4.1", "9")]
