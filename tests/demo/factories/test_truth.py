"""The simulated factories: what is measured is what is true, as far as the records let it."""

from datetime import date

import pytest

from dure.demo.factories.clockwork import days_between, true_shift
from dure.demo.factories.floors import events_of_day
from dure.demo.factories.kimchi import raw_kg, salted_kg
from dure.demo.factories.telling import UNPLANNED_CYCLE_S
from dure.demo.factories.truth import CHANGED_ON, RICH
from dure.engine.floor.calendar import windows
from dure.engine.floor.effective import Fault
from dure.engine.floor.facts import facts
from dure.engine.floor.kpi import total
from dure.engine.floor.plant_document import read_plant
from dure.floor.plant.sectors import document

BY_SECTOR = {truth.sector: truth for truth in RICH}
QUIET = (date(2024, 10, 14), date(2024, 10, 25))


def plant_of(truth):
    return read_plant(document(truth.sector, name="–"))


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
