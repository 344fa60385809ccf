"""Facts of a kimchi plant made up for tests that need no records."""

from datetime import date
from typing import Any

from dure.engine.floor.facts import Facts
from dure.engine.floor.plant_document import read_plant
from dure.floor.boards.queries.reckoned import Known, Tellers
from dure.floor.plant.sectors import document


def facts_of_a_shift(day: date, **told: Any) -> Facts:
    """Eight hours of the packing machine that ran well, all of it known."""
    plain = {
        "machine": "PACK1", "line": "L1", "day": day, "shift": "D", "pbt_s": 28_800.0, "apt_s": 25_000.0,
        "aust_s": 0.0, "adet_s": 0.0, "adot_s": 0.0, "unknown_s": 0.0, "pq": 100.0, "gq": 90.0, "sq": 10.0, "rq": 0.0,
        "planned_s": None, "good_s": None, "energy_kwh": 0.0, "input_kg": 0.0, "output_kg": 0.0,
    }  # fmt: skip
    return Facts(**plain | told)


def known(rows: list[Facts]) -> Known:
    """The plant of these facts, which packs by piece."""
    plant = read_plant(document("food-kimchi", name="진안김치"))
    packing = frozenset({"PACK1"})
    tellers = Tellers({"ea": packing}, None, frozenset({"PACK1", "MIX1"}), packing, frozenset(), frozenset())
    return Known(plant, tellers, None, None, rows)
