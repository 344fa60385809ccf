from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.engine.floor.plants import MONDAY, Teller, calendar, machine, plant, shift, table

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.facts import DEFINITION
from dure.engine.floor.kpi import Figures, Grain, Sums, figures, rolled_up, share, total
from dure.engine.floor.plant import Plant

HOUR = 3600.0


def row_of(sums: Sums, **changes: int) -> Figures:
    return figures(plant(**changes), sums, window="w", machine="M1", line="L1", revision=1)


def rolled(of: Plant, grain: Grain, *events: Event, last: date = MONDAY) -> list[Figures]:
    return rolled_up(of, table(of, *events, last=last).rows, grain, MONDAY, last, {("M1", "2026-01-05 day"): 3})


def worked_day() -> list[Event]:
    """Of eleven planned hours: eight running, one setting up, one jammed, one unknown; 280 made, 266 good, 90 s each."""
    tell = Teller("hands#t1")
    return [
        tell.state("08:00", "setup"), tell.state("09:00", "run"), tell.state("18:00", "down", "jam"),
        tell.state("19:00", "unknown"), tell("17:00", Kind.COUNT, "266"), tell("17:01", Kind.SCRAP, "14"),
        tell("17:02", Kind.ENERGY, "140", unit="kWh"),
    ]  # fmt: skip


def test_ratios_are_over_the_known_time() -> None:
    (row,) = rolled(plant(), Grain.SHIFT, *worked_day())
    assert (row.pbt_s, row.apt_s, row.unknown_s, row.coverage) == (11 * HOUR, 8 * HOUR, HOUR, 10 / 11)
    assert (row.availability, row.effectiveness, row.quality) == (0.8, 280 * 90 / (8 * HOUR), 266 / 280)
    assert row.oee == 266 * 90 / (10 * HOUR)
    assert row.oee == pytest.approx(0.8 * 0.875 * 0.95, abs=1e-12)
    assert (row.oee_low, row.oee_high) == (266 * 90 / (11 * HOUR), (266 * 90 + HOUR) / (11 * HOUR))
    assert (row.setup_ratio, row.scrap_ratio, row.energy_per_unit) == (1 / 9, 0.05, 0.5)
    assert (row.definition, row.revision, row.window, row.machine, row.line) == (
        DEFINITION, 3, "2026-01-05 day", "M1", "L1",
    )  # fmt: skip


def test_below_the_coverage_floor_ratios_of_time_are_refused_and_bounds_stay() -> None:
    (row,) = rolled(plant(coverage_floor_pct=91), Grain.SHIFT, *worked_day())
    assert (row.assessable, row.availability, row.effectiveness, row.oee, row.setup_ratio) == (
        False,
        None,
        None,
        None,
        None,
    )
    assert (row.quality, row.oee_low, row.oee_high) == (0.95, 266 * 90 / (11 * HOUR), (266 * 90 + HOUR) / (11 * HOUR))


def test_energy_for_one_is_refused_where_a_meter_told_in_too_few_shifts() -> None:
    (row,) = rolled(plant(), Grain.MACHINE, *worked_day(), last=MONDAY + timedelta(days=1))
    assert (row.energy_kwh, row.energy_per_unit) == (140, None)


def test_coverage_that_just_reaches_the_floor_is_enough() -> None:
    assert row_of(Sums(pbt_s=36000.0, apt_s=32400.0, unknown_s=3600.0)).assessable
    assert not row_of(Sums(pbt_s=36000.0, apt_s=32399.0, unknown_s=3601.0)).assessable


def test_nothing_planned_gives_no_ratio() -> None:
    row = row_of(Sums())
    assert (row.coverage, row.availability, row.oee, row.oee_low, row.oee_high, row.quality) == (None,) * 6


def test_too_slow_a_planned_rate_shows_as_more_than_one() -> None:
    row = row_of(Sums(pbt_s=3600.0, apt_s=1800.0, adot_s=1800.0, pq=60.0, gq=60.0, planned_s=5400.0, good_s=5400.0))
    assert (row.effectiveness, row.oee) == (3.0, 1.5)


def test_more_scrapped_than_counted_gives_no_ratio_and_the_day_s_is_right() -> None:
    of = plant(calendar=[calendar([shift("08:00", "20:00"), shift("20:00", "08:00", "night")])])
    tell = Teller()
    told = [
        tell("09:00", Kind.COUNT_TOTAL, "0"), tell("10:00", Kind.COUNT_TOTAL, "100"),
        tell("20:30", Kind.COUNT_TOTAL, "102"), tell("21:00", Kind.SCRAP, "5"),
    ]  # fmt: skip
    day, night = rolled(of, Grain.SHIFT, *told)
    assert (day.quality, night.gq, night.quality, night.oee_low, night.scrap_ratio) == (1.0, -3.0, None, None, 2.5)
    (both,) = rolled(of, Grain.DAY, *told)
    assert (both.gq, both.quality) == (97.0, 97 / 102)


def test_grains_name_what_they_cover() -> None:
    of = plant(machines=[*machine(), *machine(id="M2")])
    tuesday = date(2026, 1, 6)

    def names(grain: Grain) -> list[tuple[str | None, str | None, str]]:
        return [(row.line, row.machine, row.window) for row in rolled(of, grain, last=tuesday)]

    span = "2026-01-05/2026-01-06"
    assert names(Grain.SITE) == [(None, None, span)]
    assert names(Grain.LINE) == [("L1", None, span)]
    assert names(Grain.MACHINE) == [("L1", "M1", span), ("L1", "M2", span)]
    assert names(Grain.DAY) == [(row, machine_id, day) for row, machine_id in (("L1", "M1"), ("L1", "M2"))
                                for day in ("2026-01-05", "2026-01-06")]  # fmt: skip
    assert names(Grain.SHIFT)[0] == ("L1", "M1", "2026-01-05 day")


def test_sum_has_the_highest_revision_of_its_parts() -> None:
    assert [row.revision for row in rolled(plant(), Grain.SITE, last=date(2026, 1, 6))] == [3]
    assert [row.revision for row in rolled(plant(), Grain.DAY, last=date(2026, 1, 6))] == [3, 1]


def test_run_time_that_one_part_lacks_is_lacking_in_the_sum() -> None:
    of = plant(machines=[*machine(), *machine(id="M2", planned_run_time_s={})])
    rows = table(of).rows
    assert [sums.planned_s for sums in (total(rows), total(rows[:1]), total(rows[1:]), total([]))] == [
        None,
        0.0,
        None,
        None,
    ]


def test_yield_is_output_over_input() -> None:
    assert row_of(Sums(input_kg=1000.0, output_kg=820.5)).yield_ == 0.8205
    assert row_of(Sums(output_kg=820.5)).yield_ is None


def test_json_begins_with_the_contract_s_names_in_its_order() -> None:
    assert list(row_of(Sums()).as_json())[:17] == [
        "machine", "window", "pbt_s", "apt_s", "unknown_s", "coverage", "pq", "gq", "availability", "effectiveness",
        "quality", "oee", "oee_low", "oee_high", "yield", "definition", "revision",
    ]  # fmt: skip


def test_share_of_nothing_or_less_is_none() -> None:
    assert [share(*pair) for pair in ((1.0, 4.0), (0.0, 4.0), (-1.0, 4.0), (None, 4.0), (1.0, 0.0))] == [
        0.25, 0.0, None, None, None,
    ]  # fmt: skip
