"""A few days and many give the same facts, though they are computed differently."""

from datetime import datetime, timedelta

import pytest
from tests.floor.boards.telling import at, event, tell
from tests.floor.scene import DAY, EVENING, Floor

from dure.engine.floor.events import Event, Kind
from dure.floor.boards.facts import FEW_DAYS, facts_of, outside_of, spelling_of
from dure.floor.boards.keeping import keep_period
from dure.floor.events.actions import seal
from dure.floor.events.kept import newest_facts
from dure.foundation.installation.actions import mark_demo

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("now", [at(9, 4, days=1), at(20, days=1)])
def test_long_span_has_the_facts_of_its_days(plant: Floor, now: datetime):
    seal(plant.code)
    tell(plant, event(Kind.COUNT, at(9, days=1), "5"), event(Kind.STATE, at(9, days=1), "down", reason="cleaning"))
    last = DAY + timedelta(days=1)

    long = facts_of(plant.code, last - timedelta(days=FEW_DAYS + 1), last, now)

    few = [spelling_of(row) for row in facts_of(plant.code, DAY, last, now)]
    assert [spelling_of(row) for row in long if row.day >= DAY] == few


def test_shift_is_kept_once_it_is_over(plant: Floor):
    mark_demo(name_ko="시험", name_en="Test", today=at(14))
    assert (keep_period(plant.code), newest_facts(plant.code)) == (0, {})

    mark_demo(name_ko="시험", name_en="Test", today=EVENING)
    assert keep_period(plant.code) > 0
    assert keep_period(plant.code) == 0


def test_long_span_has_outside_its_shifts_what_its_days_have(plant: Floor):
    tell(plant, Event("plc#1", 1, "PACK1", at(3), Kind.COUNT, "7"))
    seal(plant.code)
    tell(plant, Event("plc#1", 2, "PACK1", at(3, days=1), Kind.COUNT, "5"))
    last = DAY + timedelta(days=1)

    long = outside_of(plant.code, last - timedelta(days=FEW_DAYS + 1), last)

    assert [(each.machine, each.day, each.pq) for each in long] == [("PACK1", DAY, 7), ("PACK1", last, 5)]
    assert outside_of(plant.code, DAY, last) == long
