"""The queries against the slow plain reference."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.floor.messy import messy, moments, night_plant
from tests.engine.floor.plants import MONDAY, Teller, machine, plant
from tests.floor.boards.kpi.crowd import BEGIN, FIRST, assert_same, assert_same_outside, crowd, crowded_plant

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.facts import facts
from dure.engine.floor.plant import Plant
from dure.floor.boards.kpi.facts import fact_table
from dure.floor.boards.kpi.source import on_duckdb, rows_of

TUESDAY = MONDAY + timedelta(days=1)
PLANT = plant()


def same(
    events: list[Event],
    first: date = MONDAY,
    last: date = MONDAY,
    of: Plant = PLANT,
    until: datetime | None = None,
) -> None:
    assert_same(of, events, on_duckdb([], rows_of(events)), first, last, until)


@settings(max_examples=12)
@given(messy(), st.none() | moments())
def test_facts_are_the_reference_for_any_events(events: list[Event], until: datetime | None) -> None:
    same(events, MONDAY, TUESDAY, night_plant(), until)
    assert_same_outside(night_plant(), events, on_duckdb([], rows_of(events)), MONDAY, TUESDAY)


@pytest.mark.parametrize(("seed", "events"), [(1, 40), (2, 400), (3, 400), (4, 1500), (5, 1500)])
def test_facts_are_the_reference_for_crowds_of_events(seed: int, events: int) -> None:
    first = FIRST + timedelta(days=seed % 4)
    same(crowd(seed, events), first, first + timedelta(days=seed % 3), crowded_plant())


@pytest.mark.parametrize("hours", [30, 44.5, 100])
def test_facts_of_a_running_shift_are_the_reference(hours: float) -> None:
    same(crowd(2, 400), FIRST, FIRST + timedelta(days=2), crowded_plant(), BEGIN + timedelta(hours=hours))


def test_facts_are_the_reference_for_a_large_crowd() -> None:
    same(crowd(11, 30_000, days=40), FIRST + timedelta(days=4), FIRST + timedelta(days=30), crowded_plant())


@pytest.mark.parametrize(("seed", "events"), [(2, 400), (5, 1500), (12, 6000)])
def test_what_is_outside_every_shift_is_the_reference_for_crowds(seed: int, events: int) -> None:
    told, last = crowd(seed, events), FIRST + timedelta(days=3)
    assert facts(crowded_plant(), told, FIRST, last).outside
    assert_same_outside(crowded_plant(), told, on_duckdb([], rows_of(told)), FIRST, last)


def test_plant_without_a_calendar_has_everything_outside() -> None:
    told = [Teller()("10:00", Kind.COUNT, "5"), Teller("hands")("11:00", Kind.SCRAP, "2")]
    assert_same_outside(plant(calendar=[]), told, on_duckdb([], rows_of(told)), MONDAY, MONDAY)


def test_facts_of_nothing_are_all_unknown() -> None:
    same([])
    (row,) = fact_table(plant(), on_duckdb([]), MONDAY, MONDAY)
    assert (row.unknown_s, row.planned_s) == (39600, 0)


def test_facts_of_days_without_shifts_are_none() -> None:
    assert fact_table(plant(calendar=[]), on_duckdb([]), MONDAY, MONDAY) == []


def test_state_holds_as_long_as_its_source_s_limit() -> None:
    limits = {"plc": {"stale_after_s": 10}, "gateway": {"stale_after_s": 600}}
    two = plant(machines=[*machine(sources=limits), *machine(id="M2", sources=limits)])
    fast, slow = Teller("plc#1"), Teller("gateway")
    one_each = [fast.state("09:00", "run"), slow("09:00", Kind.STATE, "run", machine="M2")]
    same(one_each, of=two)
    assert [row.apt_s for row in facts(two, one_each, MONDAY, MONDAY).rows] == [10, 600]
    both = [*one_each, fast("10:00", Kind.STATE, "down", machine="M2"), slow("15:00", Kind.STATE, "idle")]
    same(both, of=two)


def test_counter_gains_since_a_reading_of_long_ago() -> None:
    tell = Teller()
    events = [
        tell(tell_at, Kind.COUNT_TOTAL, value)
        for tell_at, value in (("-2000:00", "100"), ("-1999:00", "40"), ("09:00", "90"), ("10:00", "20"))
    ]
    same(events)
    assert facts(plant(), events, MONDAY, MONDAY).rows[0].pq == 50


def test_counter_of_a_machine_gains_since_its_own_last_reading() -> None:
    """One source that told of another machine yesterday and of this one long ago."""
    two = plant(machines=[*machine(), *machine(id="M2")])
    tell = Teller()
    events = [
        tell("-500:00", Kind.COUNT_TOTAL, "10"),
        tell("-10:00", Kind.COUNT_TOTAL, "70", machine="M2"),
        tell("09:00", Kind.COUNT_TOTAL, "90"),
        tell("09:30", Kind.COUNT_TOTAL, "95", machine="M2"),
    ]
    same(events, of=two)
    assert [row.pq for row in facts(two, events, MONDAY, MONDAY).rows] == [80, 25]


def test_reason_told_days_before_holds_while_the_state_goes_on() -> None:
    tell = Teller()
    hourly = [tell.state(f"{hour}:00", "down") for hour in range(-120, 40)]
    events = [*hourly, tell("-118:30", Kind.REASON, reason="change")]
    same(events)
    assert facts(plant(), events, MONDAY, MONDAY).rows[0].stops == {"change": 39600}


def test_reason_that_came_with_a_state_days_before_goes_on() -> None:
    tell = Teller()
    events = [tell.state("-120:00", "down", "jam"), *(tell.state(f"{hour}:00", "down") for hour in range(-119, 40))]
    same(events)
    assert facts(plant(), events, MONDAY, MONDAY).rows[0].stops == {"jam": 39600}


def test_reason_told_days_later_holds_for_the_state_that_went_on() -> None:
    tell = Teller()
    hourly = [tell.state(f"{hour}:00", "down") for hour in range(9, 200)]
    events = [*hourly, tell("199:30", Kind.REASON, reason="cleaning")]
    same(events)
    assert facts(plant(), events, MONDAY, MONDAY).rows[0].pbt_s == 3600


def test_reason_does_not_cross_a_gap() -> None:
    tell = Teller()
    before, after = range(-120, -60), range(-50, 40)
    events = [tell.state(f"{hour}:00", "down") for hour in (*before, *after)]
    events.append(tell("-118:30", Kind.REASON, reason="change"))
    same(events)
    assert facts(plant(), events, MONDAY, MONDAY).rows[0].stops == {"": 39600}


def test_order_of_last_month_gives_counts_their_item() -> None:
    two_rates = plant(machines=machine(planned_run_time_s={"*": 90, "kimchi": 30}))
    tell = Teller()
    events = [
        tell("-700:00", Kind.ORDER_START, order="W1", item="kimchi"),
        tell("09:00", Kind.COUNT, "10"),
        tell("10:00", Kind.ORDER_START, order="W2", item="radish"),
        tell("10:00", Kind.COUNT, "1"),
        tell("11:00", Kind.COUNT, "1"),
        tell("12:00", Kind.ORDER_END, order="W2"),
        tell("12:30", Kind.COUNT, "2"),
    ]
    same(events, of=two_rates)
    assert facts(two_rates, events, MONDAY, MONDAY).rows[0].planned_s == 13 * 30 + 90


def test_sealed_and_live_rows_are_one_table(tmp_path: Path) -> None:
    events = crowd(7, 600)
    pq.write_table(rows_of(events[:250]), tmp_path / "1.parquet")
    pq.write_table(rows_of(events[250:400]), tmp_path / "2.parquet")
    source = on_duckdb([tmp_path / "1.parquet", tmp_path / "2.parquet"], rows_of(events[400:]))
    assert_same(crowded_plant(), events, source, FIRST, FIRST + timedelta(days=3))
    sealed = on_duckdb([tmp_path / "1.parquet"])
    assert_same(crowded_plant(), events[:250], sealed, FIRST, FIRST + timedelta(days=3))
