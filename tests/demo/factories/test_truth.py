"""The simulated factories: what is measured is what is true, as far as the records let it."""

from collections import defaultdict
from datetime import date, datetime, time

import pytest

from dure.demo.clock import SEOUL, moment
from dure.demo.factories.clockwork import days_between, true_shift
from dure.demo.factories.floors import events_of_day, rich_document
from dure.demo.factories.kimchi import raw_kg, salted_kg
from dure.demo.factories.meters import HOUR, shift_energy, store_energy
from dure.demo.factories.orders import PARTS, item_of
from dure.demo.factories.telling import UNPLANNED_CYCLE_S
from dure.demo.factories.truth import CHANGED_ON, RICH
from dure.engine.floor.calendar import windows
from dure.engine.floor.effective import Fault, effective
from dure.engine.floor.energy import used
from dure.engine.floor.facts import facts
from dure.engine.floor.kpi import total
from dure.engine.floor.plant_document import read_plant

BY_SECTOR = {truth.sector: truth for truth in RICH}
QUIET = (date(2024, 10, 14), date(2024, 10, 25))


def plant_of(truth):
    return read_plant(rich_document(truth, "–"))


def measured(truth, first, last):
    plant = plant_of(truth)
    told = [event for day in days_between(first, last) for event in events_of_day(truth, plant, day)]
    return plant, facts(plant, told, first, last)


def true_shifts(truth, plant, machine, first, last):
    found = plant.machines[machine]
    planned = {
        day: found.run_time(next(iter(plant.items)), day) or UNPLANNED_CYCLE_S for day in days_between(first, last)
    }
    return [
        true_shift(truth, machine, window, planned[window.day]) for window in windows(plant, found.line, first, last)
    ]


@pytest.mark.parametrize("truth", RICH, ids=lambda truth: truth.sector)
def test_every_event_has_a_key_of_its_own_and_the_same_each_time(truth):
    plant = plant_of(truth)
    first = [event for day in days_between(*QUIET) for event in events_of_day(truth, plant, day)]
    assert first == [event for day in days_between(*QUIET) for event in events_of_day(truth, plant, day)]
    assert len({event.key for event in first}) == len(first)


@pytest.mark.parametrize("sector", ["rubber-plastic", "semiconductor"])
def test_counters_without_faults_measure_the_truth(sector):
    truth = BY_SECTOR[sector]
    plant, table = measured(truth, *QUIET)
    for machine in truth.machines:
        shifts = true_shifts(truth, plant, machine, *QUIET)
        sums = total(row for row in table.rows if row.machine == machine)
        assert sums.pq == sum(shift.pieces for shift in shifts)
        assert sums.sq == sum(shift.bad for shift in shifts)
        assert sums.apt_s == pytest.approx(sum(shift.run_s for shift in shifts))
        assert sums.unknown_s == 0


def test_counter_that_began_anew_books_less_than_was_made_and_says_so():
    truth = BY_SECTOR["rubber-plastic"]
    day = min(truth.resets)
    plant, table = measured(truth, day, day)
    assert {flag.fault for flag in table.flags} >= {Fault.REBASED}
    true = sum(shift.pieces for machine in truth.machines for shift in true_shifts(truth, plant, machine, day, day))
    counted = sum(row.pq for row in table.rows if row.machine in truth.machines)
    assert true * 0.9 < counted < true


def test_day_without_records_is_unknown_and_not_standing_still():
    truth = BY_SECTOR["automotive"]
    day = min(truth.silent)
    _, table = measured(truth, day, day)
    rows = [row for row in table.rows if row.machine in truth.machines]
    assert [(row.unknown_s, row.adot_s, row.apt_s) for row in rows] == [(row.pbt_s, 0, 0) for row in rows]


def test_wrong_figure_that_was_corrected_counts_as_corrected():
    truth = BY_SECTOR["textile"]
    day = min(truth.mistyped)
    plant, table = measured(truth, day, day)
    for machine in truth.machines:
        true = sum(shift.pieces for shift in true_shifts(truth, plant, machine, day, day))
        assert sum(row.pq for row in table.rows if row.machine == machine) == true


@pytest.mark.parametrize(("sector", "changed"), [("rubber-plastic", True), ("automotive", False)])
def test_change_after_the_mentors_is_there_only_where_it_is_true(sector, changed):
    truth = BY_SECTOR[sector]
    assert date(2024, 9, 16) == CHANGED_ON
    plant, before = measured(truth, date(2024, 7, 1), date(2024, 7, 12))
    _, after = measured(truth, date(2024, 10, 14), date(2024, 10, 25))
    shares = []
    for table in (before, after):
        sums = total(row for row in table.rows if row.machine in truth.machines)
        shares.append(sums.good_s / sums.pbt_s)
    assert (shares[1] > shares[0] + 0.05) is changed
    assert plant.sector == sector


def test_yield_of_the_salted_cabbage_is_what_was_weighed():
    truth = BY_SECTOR["food-kimchi"]
    _, table = measured(truth, date(2024, 10, 14), date(2024, 10, 18))
    # The batch of Friday comes out on Monday, that of the Friday before on this Monday.
    salted = [date(2024, 10, day) for day in (11, 14, 15, 16, 17)]
    sums = total(row for row in table.rows if row.machine == "SALT1")
    assert sums.output_kg == pytest.approx(sum(salted_kg(truth, day) for day in salted))
    assert sums.input_kg == pytest.approx(sum(raw_kg(day) for day in salted[1:]))


def metered(truth, first, last):
    plant = plant_of(truth)
    told = [event for day in days_between(first, last) for event in events_of_day(truth, plant, day)]
    return plant, used(plant, effective(told).events, first, last, moment(3, 4, 9, year=2025))


def true_energy(truth, plant, meter, first, last):
    """By item."""
    found = defaultdict(float)
    line = plant.machines[meter.machine].line
    shifts = true_shifts(truth, plant, meter.machine, first, last)
    for window, shift in zip(windows(plant, line, first, last), shifts, strict=True):
        found[item_of(meter.machine, window.day)] += shift_energy(meter, window, shift, window.end)
    return found


def test_meters_measure_the_electricity_of_each_part():
    truth = BY_SECTOR["rubber-plastic"]
    plant, rows = metered(truth, *QUIET)
    for meter in truth.meters:
        told = defaultdict(float)
        for row in rows:
            for item, kwh in row.by_item.items():
                told[item] += kwh * (row.machine == meter.machine)
        true = true_energy(truth, plant, meter, *QUIET)
        # Twenty shifts, each read to a tenth of a kWh two seconds before its end.
        assert {item: told[item] for item in true} == pytest.approx(dict(true), abs=2)
    assert {item for row in rows for item in row.by_item} == set(PARTS)
    assert sum(row.covered_s for row in rows) == pytest.approx(sum(row.planned_s for row in rows), abs=60)


def test_meter_not_heard_for_hours_leaves_them_uncovered_and_loses_nothing():
    truth = BY_SECTOR["rubber-plastic"]
    meter = truth.meters[0]
    day = min(meter.gaps)
    plant, rows = metered(truth, day, day)
    (row,) = [row for row in rows if row.machine == meter.machine]
    # Silent from 10:00 to 17:00, of which the reading at 17:00 tells of the last two hours; one hour is the break.
    assert row.covered_s == pytest.approx(row.planned_s - 4 * 3600, abs=60)
    assert row.kwh == pytest.approx(sum(true_energy(truth, plant, meter, day, day).values()), abs=0.2)


def test_meter_that_began_anew_loses_one_hour_and_says_so():
    truth = BY_SECTOR["rubber-plastic"]
    meter = truth.meters[0]
    day = min(meter.resets)
    plant, rows = metered(truth, day, day)
    (row,) = [row for row in rows if row.machine == meter.machine]
    true = sum(true_energy(truth, plant, meter, day, day).values())
    assert true - meter.run_kw - 0.2 <= row.kwh <= true - meter.down_kw
    remarks = [event.note for event in events_of_day(truth, plant, day) if event.note and event.kind == "energy"]
    assert [remark.startswith("meter went down from") for remark in remarks] == [True]


def test_cold_store_is_metered_by_day_and_night_also_on_days_without_work():
    truth = BY_SECTOR["food-kimchi"]
    first, last = date(2024, 10, 12), date(2024, 10, 14)
    _, rows = metered(truth, first, last)
    (meter,) = truth.meters
    midnights = [datetime.combine(day, time(), SEOUL) for day in days_between(first, last)]
    true = [sum(store_energy(truth, meter, midnight + n * HOUR) for n in range(1, 25)) for midnight in midnights]
    assert [row.kwh for row in rows] == pytest.approx(true)
    assert [row.outside_kwh == row.kwh for row in rows] == [True, True, False]
    assert [row.planned_s for row in rows] == [86400, 86400, 86400]
    assert min(row.covered_s for row in rows) > 86400 - 60
