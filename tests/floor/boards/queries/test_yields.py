"""Batches with their weights, also over night."""

import pytest
from tests.floor import scene
from tests.floor.boards.telling import at, event, tell
from tests.floor.scene import DAY, EVENING

from dure.engine.floor.events import Kind
from dure.floor.boards.queries.yields import stages_of
from dure.floor.boards.reading import days_of

pytestmark = pytest.mark.django_db


def salted(plant: scene.Floor) -> None:
    """Cabbage goes into the brine on Sunday evening and comes out on Monday morning."""
    tell(
        plant,
        event(Kind.LOT_IN, at(17, days=-1), "1000", machine="SALT1", lot="B1", item="CABBAGE", unit="kg"),
        event(Kind.LOT_IN, at(17, days=-1), "90", machine="SALT1", lot="Z1", item="SALT", unit="kg"),
        event(Kind.SCRAP, at(8), "20", machine="SALT1", reason="rot", unit="kg"),
        event(Kind.LOT_OUT, at(9), "800", machine="SALT1", lot="S1", item="SALTED", unit="kg"),
    )


def test_night_batch_belongs_to_the_day_it_came_out(floor_home):
    plant = scene.kimchi()
    salted(plant)

    (stage,) = stages_of(days_of(plant.code, DAY, DAY, EVENING))
    (batch,) = stage.batches

    assert (batch.yield_pct, batch.discards, batch.auxiliary_kg, batch.loss_kg, batch.over_midnight) == (
        80.0, {"rot": 20.0}, 90.0, 270.0, True,
    )  # fmt: skip


def test_day_before_has_no_batch(floor_home):
    plant = scene.kimchi()
    salted(plant)

    assert stages_of(days_of(plant.code, at(8, days=-1).date(), at(8, days=-1).date(), EVENING)) == []
