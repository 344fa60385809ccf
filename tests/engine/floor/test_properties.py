"""What must hold for every set of events, however wrong, late or often they come."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.engine.floor.messy import (
    MACHINES,
    SHIFTS,
    SINCE,
    UNTIL,
    messy,
    moments,
    night_plant,
    quantities,
    states_and_reasons,
)  # fmt: skip
from tests.engine.floor.oracle import seconds_by_element
from tests.engine.floor.plants import MONDAY, Teller

from dure.engine.floor.calendar import Window, windows
from dure.engine.floor.events import PEOPLE, Event, Kind
from dure.engine.floor.facts import Facts, facts
from dure.engine.floor.kpi import PLAIN, Grain, rolled_up
from dure.engine.floor.plant import Plant

TUESDAY = MONDAY + timedelta(days=1)
PLANT = night_plant()
SHORT = settings(max_examples=60)
TIMES = ("pbt_s", "apt_s", "aust_s", "adet_s", "adot_s", "unknown_s")


def rows_of(events: list[Event], of: Plant = PLANT) -> list[Facts]:
    return facts(of, events, MONDAY, TUESDAY).rows


def test_small_plant_has_the_shifts_that_the_oracle_walks_through() -> None:
    found = windows(PLANT, "L1", MONDAY, TUESDAY)
    assert [(window.start, window.end) for window in found] == [(span.start, span.end) for span in SHIFTS]
    assert [window.planned_s for window in found] == [420, 660, 600]


@SHORT
@given(messy(), st.randoms(use_true_random=False))
def test_facts_are_the_same_however_events_arrive(events: list[Event], chance: random.Random) -> None:
    arrived = events + [event for event in events if chance.random() < 0.3]
    chance.shuffle(arrived)
    assert facts(PLANT, arrived, MONDAY, TUESDAY) == facts(PLANT, events, MONDAY, TUESDAY)


@SHORT
@given(messy())
def test_times_add_up_to_the_planned_time(events: list[Event]) -> None:
    for row in rows_of(events):
        parts = (row.apt_s, row.aust_s, row.adet_s, row.adot_s, row.unknown_s)
        assert sum(parts) == row.pbt_s
        assert min(parts) >= 0


@SHORT
@given(states_and_reasons(), st.none() | moments())
def test_states_are_those_found_second_by_second(events: list[Event], now: datetime | None) -> None:
    rows = facts(PLANT, events, MONDAY, TUESDAY, now).rows
    for machine in MACHINES:
        walked = seconds_by_element(PLANT, PLANT.machines[machine], events, SHIFTS, SINCE, UNTIL, now)
        mine = [row for row in rows if row.machine == machine]
        for row, seconds in zip(mine, walked, strict=True):
            assert (row.apt_s, row.aust_s, row.adet_s, row.adot_s, row.unknown_s) == tuple(
                seconds.get(name, 0) for name in ("APT", "AUST", "ADET", "ADOT", "unknown")
            )
            assert row.pbt_s == sum(seconds.values()) - seconds.get("planned", 0)


@SHORT
@given(messy())
def test_facts_after_the_last_shift_are_those_of_whole_shifts(events: list[Event]) -> None:
    assert facts(PLANT, events, MONDAY, TUESDAY, SHIFTS[-1].end) == facts(PLANT, events, MONDAY, TUESDAY)


@SHORT
@given(messy(), moments())
def test_amounts_do_not_wait_for_the_end_of_the_shift(events: list[Event], now: datetime) -> None:
    for row, whole in zip(facts(PLANT, events, MONDAY, TUESDAY, now).rows, rows_of(events), strict=True):
        times = {name: getattr(row, name) for name in TIMES}
        assert replace(whole, **times, stops=row.stops) == row
        assert all(times[name] <= getattr(whole, name) for name in TIMES if name != "pbt_s")


@SHORT
@given(messy())
def test_shifts_roll_up_to_the_same_sums_by_day_machine_line_and_site(events: list[Event]) -> None:
    rows = rows_of(events)
    plain = {name: sum(getattr(row, name) for row in rows) for name in PLAIN}
    shown = [name for name in PLAIN if name in Facts.__slots__]
    for grain in Grain:
        figures = rolled_up(PLANT, rows, grain, MONDAY, TUESDAY, {})
        for name in shown:
            assert abs(sum(getattr(figure, name) for figure in figures) - plain[name]) < 1e-9


@SHORT
@given(messy(), st.integers(0, 100))
def test_oee_lies_between_its_bounds(events: list[Event], floor_pct: int) -> None:
    of = night_plant(floor_pct=floor_pct)
    for grain in Grain:
        for row in rolled_up(of, rows_of(events, of), grain, MONDAY, TUESDAY, {}):
            if row.oee is not None and row.oee <= 1:
                assert row.oee_low is not None
                assert row.oee_high is not None
                assert row.oee_low - 1e-12 <= row.oee <= row.oee_high + 1e-12
            if row.coverage is not None and row.coverage < floor_pct / 100 - 1e-9:
                assert (row.oee, row.availability, row.effectiveness) == (None, None, None)


@SHORT
@given(messy(), st.data())
def test_correction_then_its_void_is_as_if_the_event_had_never_been(events: list[Event], data: st.DataObject) -> None:
    plain = [event for event in events if event.kind is not Kind.CORRECTION]
    assume(plain)
    target = data.draw(st.sampled_from(plain))
    tell = Teller("zz#1")
    wrong = tell.correction("47:00", target, "9")
    void = tell.correction("47:01", target, void=True)
    rest = [
        event for event in events
        if event is not target and (event.ref_source, event.ref_seq) != (target.source_id, target.source_seq)
    ]  # fmt: skip
    assert rows_of([*events, void, wrong]) == rows_of(rest)


@SHORT
@given(states_and_reasons(reasons=False), quantities(orders=False), st.data())
def test_late_event_changes_only_the_shifts_it_touches(
    states: list[Event], counted: list[Event], data: st.DataObject
) -> None:
    events = states + counted
    assume(events)
    late = replace(data.draw(st.sampled_from(events)), source_seq=9000, at=data.draw(moments()))
    before, after = rows_of(events), rows_of([*events, late])
    changed = {(row.machine, row.label) for row, was in zip(after, before, strict=True) if row != was}
    touched = {
        (late.machine, window.label)
        for window in windows(PLANT, "L1", MONDAY, TUESDAY)
        if _touches(late, window, events)
    }
    assert changed - touched == set()


def _touches(late: Event, window: Window, events: list[Event]) -> bool:
    """A state touches what it holds in, a counter also where its next reading is booked, all else where it stands."""
    start, end = window.reach if late.family in PEOPLE else (window.start, window.end)
    if late.kind is Kind.STATE:
        stale = late.at + timedelta(seconds=PLANT.machines[late.machine].stale_s(late.family))
        return start <= late.at < end or late.at < window.start < stale
    instants = [late.at]
    if late.kind is Kind.COUNT_TOTAL:
        following = [
            event.at for event in events
            if event.kind is Kind.COUNT_TOTAL and event.source_id == late.source_id and event.machine == late.machine
            and event.sort_key > late.sort_key
        ]  # fmt: skip
        instants += sorted(following)[:1]
    return any(start <= moment < end for moment in instants)
