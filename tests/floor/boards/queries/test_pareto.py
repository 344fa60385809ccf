"""What stops most and what spoils most."""

import pytest
from tests.floor.boards.telling import at, event, tell
from tests.floor.scene import DAY, EVENING, Floor

from dure.engine.floor.events import Kind
from dure.floor.boards.queries.pareto import Share, defects_by_code, ranked, stops_by_reason
from dure.floor.boards.reading import days_of

pytestmark = pytest.mark.django_db


def test_parts_are_ranked_and_add_up():
    assert ranked({"a": 1.0, "b": 3.0, "c": 0.0}) == [Share("b", 3.0, 75.0, 75.0), Share("a", 1.0, 25.0, 100.0)]


def test_stops_and_defects_of_the_days(plant: Floor):
    tell(plant, event(Kind.SCRAP, at(10), "30", reason="weight"))
    days = days_of(plant.code, DAY, DAY, EVENING)

    assert [(each.code, each.amount) for each in stops_by_reason(days)] == [("breakdown", 3600.0)]
    assert {unit: [(each.code, each.amount) for each in shares] for unit, shares in defects_by_code(days).items()} == {
        "ea": [("weight", 30.0)],
        "kg": [("seal", 10.0)],
    }


def test_taken_back_defect_is_not_counted(plant: Floor):
    tell(plant, event(Kind.CORRECTION, at(15), machine="", ref_source="hands#0001", ref_seq=6, void=True))

    assert defects_by_code(days_of(plant.code, DAY, DAY, EVENING)) == {}
