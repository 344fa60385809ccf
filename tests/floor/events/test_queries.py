"""Reading what is stored."""

from dataclasses import replace

import pytest

from dure.engine.floor.events import Kind
from dure.floor.events.actions import take
from dure.floor.events.queries import recent

pytestmark = pytest.mark.django_db


def test_recent_newest_first_of_the_kinds_asked_for(floor_home, told):
    take("s1", [told(1), told(2, kind=Kind.LOT_IN, lot="A"), told(3, kind=Kind.LOT_OUT, lot="B")], origin="hands")

    assert [event.lot for event in recent("s1", (Kind.LOT_IN, Kind.LOT_OUT), most=5)] == ["B", "A"]
    assert [event.lot for event in recent("s1", (Kind.LOT_IN, Kind.LOT_OUT), most=1)] == ["B"]


def test_recent_leaves_out_what_was_taken_back(floor_home, told):
    lot = told(1, kind=Kind.LOT_IN, lot="A")
    back = replace(told(2, kind=Kind.CORRECTION, value=""), ref_source=lot.source_id, ref_seq=1, void=True)
    take("s1", [lot, back], origin="hands")

    assert recent("s1", (Kind.LOT_IN,), most=5) == []


def test_recent_empty_where_nothing_was_told(floor_home):
    assert recent("s1", (Kind.LOT_IN,), most=5) == []
