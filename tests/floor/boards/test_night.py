"""Once a day the worker keeps figures and the chain's head of every plant, and once a month it seals."""

from datetime import datetime, timedelta

import pytest
from tests import world as w
from tests.floor import scene
from tests.floor.scene import Floor

from dure.engine.floor.events import Event, Kind
from dure.floor.boards.night import keep_next
from dure.floor.events.actions import seal, take
from dure.floor.events.heads import heads_of
from dure.floor.events.kept import newest_facts
from dure.floor.events.queries import sealed_files, volume

pytestmark = pytest.mark.django_db
NIGHT = datetime(2025, 3, 4, 2, 30, tzinfo=w.SEOUL)
LATE = Event("hands#0001", 8, "PACK1", scene.MORNING + timedelta(hours=5), Kind.COUNT, "30", item="KIMCHI")


def test_each_plant_is_kept_once_a_day(plant: Floor):
    other = scene.with_a_day(scene.kimchi(scene.firm("무주식품")))
    scene.kimchi(scene.firm("장수식품"))

    found = {keep_next(NIGHT), keep_next(NIGHT)}

    assert (found, keep_next(NIGHT)) == ({plant.site, other.site}, None)
    assert heads_of(plant.site) == {"2025-03-04": volume(plant.code).head}
    assert keep_next(NIGHT + timedelta(days=1)) is not None


def test_before_the_night_nothing_is_kept(plant: Floor):
    assert (keep_next(NIGHT - timedelta(hours=1)), heads_of(plant.site)) == (None, {})


def test_what_comes_late_is_a_revision_of_the_next_night(plant: Floor):
    keep_next(NIGHT)
    first = {fact.revision for fact in newest_facts(plant.code).values()}
    take(plant.code, [LATE], origin="hands")
    keep_next(NIGHT + timedelta(days=1))

    assert (first, {key[0] for key, fact in newest_facts(plant.code).items() if fact.revision > 1}) == ({1}, {"PACK1"})


def test_records_of_an_ended_month_are_sealed(plant: Floor):
    keep_next(NIGHT)
    before = sealed_files(plant.code)
    keep_next(datetime(2025, 4, 1, 2, 30, tzinfo=w.SEOUL))

    assert ([path.name for path in before], [path.name for path in sealed_files(plant.code)]) == (
        [],
        ["events-000001.parquet"],
    )


def test_month_with_a_sealed_file_waits_for_the_next(plant: Floor):
    seal(plant.code)
    take(plant.code, [LATE], origin="hands")
    keep_next(NIGHT)

    assert len(sealed_files(plant.code)) == 1
