"""Checks that were due, done and missed."""

import pytest
from tests.floor import scene
from tests.floor.boards.telling import at, event, tell
from tests.floor.scene import DAY

from dure.engine.floor.events import Kind
from dure.floor.boards.queries.checks import checks_of
from dure.floor.boards.reading import days_of

pytestmark = pytest.mark.django_db
CHECK = {"id": "ph", "name": "pH", "low": 4, "high": 4.6, "every_min": 120, "machine": "PACK1"}


def test_period_without_a_record_is_missed_and_a_value_outside_is_told(floor_home):
    plant = scene.kimchi(checks=[CHECK], ccps=[])
    tell(
        plant,
        event(Kind.CHECK, at(8, 30), "4.2", reason="ph"),
        event(Kind.CHECK, at(14), "5", reason="ph"),
    )

    (found,) = checks_of(days_of(plant.code, DAY, DAY), at(16))

    assert (found.due, found.missed, [each.value for each in found.outside]) == (4, (at(10), at(12)), ["5"])
