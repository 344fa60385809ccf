"""The plants of the demo: their tablets could have told what their people's records say."""

from datetime import date

import pytest

from dure.demo.factories.clockwork import days_between
from dure.demo.factories.floors import events_of_day, light_document, rich_document
from dure.demo.factories.truth import RICH, light
from dure.engine.floor.events import Kind, is_typed
from dure.engine.floor.plant_document import read_plant
from dure.floor.plant.sectors import CODES

WEEK = (date(2025, 2, 24), date(2025, 2, 28))
PIECES = {Kind.COUNT: ("count",), Kind.STATE: ("count", "stops"), Kind.REASON: ("count", "stops")}
BATCHES = {Kind.LOT_IN: ("batch", "lots"), Kind.LOT_OUT: ("batch", "lots")}
LIGHT = [(light(9, code, ("–",)), light_document(code, "–")) for code in CODES if code != "food-kimchi"]
FACTORIES = [
    *((truth, rich_document(truth, "–")) for truth in RICH),
    *((light(9, truth.sector, (found["machines"][0]["id"],)), found) for truth, found in LIGHT),
]


@pytest.mark.parametrize(("truth", "found"), FACTORIES, ids=lambda each: getattr(each, "sector", ""))
def test_tablet_has_a_key_for_all_that_people_told(truth, found):
    plant = read_plant(found)
    told = [e for day in days_between(*WEEK) for e in events_of_day(truth, plant, day) if is_typed(e.source_id)]

    kinds = {event.kind for event in told}
    without = {kind for kind, keys in (PIECES | BATCHES).items() if kind in kinds and not {*keys} & {*plant.modules}}
    units = {(e.unit, plant.items[e.item].unit) for e in told if e.kind is Kind.COUNT}
    unnamed = {e.reason for e in told if e.kind is Kind.REASON} - set(plant.reasons)
    assert (bool(told), without, unnamed) == (True, set(), set())
    assert [pair for pair in units if pair[0] != pair[1]] == []
