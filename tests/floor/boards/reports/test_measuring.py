"""What is divided by what, and when no value is given."""

from dataclasses import replace
from datetime import date

import pytest

from dure.engine.floor.facts import Facts
from dure.engine.floor.plant_document import read_plant
from dure.floor.boards.reports.indicators import Refusal
from dure.floor.boards.reports.measuring import Measured, measured
from dure.floor.boards.reports.shape import Shape

PLANT = read_plant(
    {
        "name": "시험",
        "timezone": "Asia/Seoul",
        "machines": [{"id": "M1", "line": "L1", "planned_run_time_s": {"*": 60}}, {"id": "M2", "line": "L1"}],
        "calendar": [
            {"line": "L1", "from": "2026-01-01", "days": ["mon"], "shifts": [{"name": "d", "start": "08:00", "end": "18:00"}]}
        ],
    }
)  # fmt: skip
SHAPE = Shape(
    telling=frozenset({"M1"}), ends={"ea": frozenset({"M1"})}, counting={"ea": frozenset({"M1"})}, weighs=None, stages=(), rated=frozenset({"M1"}),
    has_energy=False,
)  # fmt: skip
DAY = Facts(
    "M1", "L1", date(2026, 1, 5), "d", pbt_s=36000, apt_s=27000, aust_s=900, adet_s=5400, adot_s=0, unknown_s=2700,
    pq=400, gq=390, sq=10, rq=0, planned_s=24000, good_s=23400, energy_kwh=50, input_kg=200, output_kg=150,
)  # fmt: skip


def one(key: str, *rows: Facts, shape: Shape = SHAPE, unit: str = "") -> Measured:
    found = [e for e in measured(PLANT, rows, shape) if e.indicator.key == key and unit in {"", e.unit}]
    return found[0]


def test_output_per_known_planned_hour():
    found = one("throughput_per_hour", DAY)

    assert (found.value, found.unit, found.denominator, found.shifts) == (390 / 9.25, "ea/h", 9.25, 1)


@pytest.mark.parametrize(("unit", "value"), [("%", 2.5), ("PPM", 25_000)])
def test_defects_in_both_units(unit: str, value: float):
    assert one("defect_rate", DAY, unit=unit).value == pytest.approx(value, abs=1e-9)


def test_months_add_up_and_are_not_averaged():
    other = replace(DAY, pq=1600, sq=0, gq=1600)

    assert one("defect_rate", DAY, other, unit="%").value == pytest.approx(0.5)


def test_too_little_known_gives_no_value_and_says_so():
    found = one("equipment_utilisation", replace(DAY, unknown_s=3601))

    assert (found.value, found.why, found.numerator) == (None, Refusal.COVERAGE, 7.5)


def test_floor_itself_is_enough():
    assert one("equipment_utilisation", replace(DAY, unknown_s=3600)).why is None


def test_oee_has_bounds_even_where_refused():
    found = one("oee", replace(DAY, unknown_s=9000))

    assert (found.value, found.low, found.high) == (None, 65.0, 90.0)


def test_oee_of_something_without_a_rate_is_refused():
    assert one("oee", replace(DAY, planned_s=None, good_s=None)).why is Refusal.NO_RATE


def test_plant_without_rates_has_no_oee():
    shape = replace(SHAPE, rated=frozenset())

    assert [e for e in measured(PLANT, [DAY], shape) if e.indicator.key == "oee"] == []


def test_yield_of_a_stage_and_energy_by_weight():
    shape = replace(SHAPE, weighs="M1", stages=("M1",), has_energy=True)

    assert (one("yield", DAY, shape=shape).value, one("energy_per_unit", DAY, shape=shape).value) == (75.0, 50 / 150)


def test_counted_in_some_shifts_only_is_refused():
    silent = replace(DAY, apt_s=0, aust_s=0, adet_s=0, unknown_s=36000, pq=0, gq=0, sq=0, energy_kwh=0, input_kg=0, output_kg=0)  # fmt: skip

    found = one("defect_rate", DAY, silent)

    assert (found.value, found.why, found.coverage, found.shifts) == (None, Refusal.COVERAGE, 0.5, 1)


def test_more_scrapped_than_counted_is_refused():
    assert one("throughput_per_hour", replace(DAY, gq=-3)).why is Refusal.CONTRADICTORY


def test_machine_that_never_tells_does_not_hide_the_others():
    silent = replace(DAY, machine="M2", apt_s=0, aust_s=0, adet_s=0, unknown_s=36000)

    found = one("equipment_utilisation", DAY, silent)

    assert (found.machines, found.coverage) == (("M1",), 0.925)


def test_no_shift_planned_is_said():
    assert one("equipment_utilisation").why is Refusal.NO_SHIFT
