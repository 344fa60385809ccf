"""Lots and the way between them."""

from datetime import date, timedelta

import pytest
from tests.floor.boards.telling import at, event, tell
from tests.floor.scene import DAY, Floor

from dure.engine.floor.events import Kind
from dure.floor.lots.queries import found_by, lot_facts, lots_of, steps_of
from dure.floor.plant.queries import plant_of

pytestmark = pytest.mark.django_db


def salted(plant: Floor) -> None:
    """The lot that was packed came from a batch salted on the day before."""
    tell(
        plant,
        event(Kind.LOT_IN, at(16, days=-1), "700", machine="SALT1", lot="B-0302", item="CABBAGE", unit="kg"),
        event(Kind.LOT_OUT, at(7), "500", machine="SALT1", lot="S-0302", item="SALTED", unit="kg"),
    )


def test_lot_has_its_use_by_day_and_origin(plant: Floor):
    found = lot_facts(plant.code, plant_of(plant.code), "K-0303")

    assert found is not None
    assert (found.item, found.made, found.expires_on, found.origin, found.is_bought, found.typed) == (
        "KIMCHI", ((460.0, "kg"),), DAY + timedelta(days=30), "국내산", False, True,
    )  # fmt: skip


def test_bought_lot_has_no_use_by_day(plant: Floor):
    found = lot_facts(plant.code, plant_of(plant.code), "S-0302")

    assert found is not None
    assert (found.is_bought, found.expires_on) == (True, None)


def test_unknown_lot_is_none(plant: Floor):
    assert lot_facts(plant.code, plant_of(plant.code), "X") is None


def test_newest_lot_comes_first(plant: Floor):
    salted(plant)

    assert [each.code for each in lots_of(plant.code, plant_of(plant.code))] == ["K-0303", "S-0302", "B-0302"]


def test_way_back_is_a_tree(plant: Floor):
    salted(plant)

    steps = steps_of(plant.code, "K-0303", forward=False)

    assert [(step.link.source, step.depth) for step in steps] == [("S-0302", 1), ("B-0302", 2)]


def test_recall_counts_what_was_made_of_the_lot(plant: Floor):
    salted(plant)

    found = found_by(plant.code, plant_of(plant.code), "S-0302")

    assert found is not None
    assert ([each.code for each in found.forward], [each.code for each in found.back], found.kg, found.lots) == (
        ["K-0303"], ["B-0302"], 460.0, 3,
    )  # fmt: skip


def test_lot_keeps_its_day_over_corrections(plant: Floor):
    tell(plant, event(Kind.CORRECTION, at(20), "450", machine="", ref_source="hands#0001", ref_seq=7))

    found = lot_facts(plant.code, plant_of(plant.code), "K-0303")

    assert found is not None
    assert (found.made, found.expires_on) == (((450.0, "kg"),), date(2025, 4, 2))
