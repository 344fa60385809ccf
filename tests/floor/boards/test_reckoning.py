"""What is kept of plants that share is what their events come to, and goes when nobody sees it any more."""

from datetime import timedelta

import pytest
from tests.floor import scene
from tests.floor.programme import Supported, supported

from dure.engine.floor.events import Event, Kind
from dure.floor.boards.facts import facts_of
from dure.floor.boards.models import Reckoned, ReckonedDay
from dure.floor.boards.queries.reckoned import FIGURES, holds, kept_of, known_of
from dure.floor.boards.reckoning import reckon, reckon_shared
from dure.floor.events.actions import take
from dure.floor.plant.actions import end_sharing

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None, floor_home: object) -> Supported:
    return supported()


def test_kept_facts_are_those_of_the_events(here: Supported):
    site = here.floor.site
    reckon(site, scene.EVENING)

    kept = kept_of([site.pk], scene.DAY, scene.DAY)[site.pk]

    def plain(rows):
        return sorted((row.machine, row.label, *(getattr(row, name) for name in FIGURES)) for row in rows)

    assert plain(kept.rows) == plain(facts_of(site.code, scene.DAY, scene.DAY, scene.EVENING))
    assert (kept.as_of, holds(site)) == (scene.EVENING, True)


def test_plant_that_told_more_is_reckoned_anew(here: Supported):
    site = here.floor.site
    reckon(site, scene.EVENING)
    late = Event("hands#0001", 99, "PACK1", scene.MORNING + timedelta(hours=5), Kind.COUNT, "10", item="KIMCHI")
    take(site.code, [late], origin="hands")

    assert holds(site) is False
    assert sum(row.gq for row in known_of(site, scene.DAY, scene.DAY, scene.EVENING).rows) == 100
    here.share()
    assert (reckon_shared(scene.EVENING), reckon_shared(scene.EVENING), holds(site)) == (1, 0, True)


def test_plant_whose_shift_still_runs_is_reckoned_anew(here: Supported):
    site = here.floor.site
    reckon(site, scene.MORNING + timedelta(hours=1, minutes=4))

    kept = {row.machine: row for row in kept_of([site.pk], scene.DAY, scene.DAY)[site.pk].rows}

    assert (kept["PACK1"].pbt_s, kept["PACK1"].apt_s, holds(site)) == (64 * 60, 64 * 60, False)


def test_what_nobody_sees_any_more_is_thrown_away(here: Supported):
    row = here.share()
    reckon_shared(scene.EVENING)
    before = ReckonedDay.objects.count()
    end_sharing(sharing=row, by=here.floor.owner, at=scene.EVENING)

    assert (before > 0, reckon_shared(scene.EVENING)) == (True, 0)
    assert (Reckoned.objects.count(), ReckonedDay.objects.count()) == (0, 0)
