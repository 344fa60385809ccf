from __future__ import annotations

import gzip
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from tests.engine.floor.plants import calendar, plant, shift

from dure.engine.floor.counts import amounts
from dure.engine.floor.effective import effective
from dure.engine.floor.events import Event, Kind, State
from dure.engine.floor.facts import Facts, facts
from dure.engine.floor.mtconnect import HourReading, read_log, read_mtconnect
from dure.engine.floor.mtconnect_items import read_devices
from dure.engine.floor.plant import Machine, Plant
from dure.engine.floor.states import Interval, intervals
from dure.engine.strict_json import InputError

DATA = Path(__file__).parents[2] / "data" / "floor"
NIST = DATA / "nist-smstestbed"
MAY_2, MAY_18, JUNE_10 = "Hurco01-20170502-20170503", "Hurco01-20170518-20170519", "GFAgie01-20160610-20160611"
NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


def nist(name: str) -> bytes:
    return (NIST / f"{name}.txt.gz").read_bytes()


def log_of(*lines: tuple[int, str]) -> bytes:
    """Lines at so many seconds after noon."""
    return "\n".join(f"{(NOON + timedelta(seconds=after)).isoformat()}|{line}" for after, line in lines).encode()


def told(data: bytes) -> list[tuple[int, str, str]]:
    """Seconds after noon, kind and value of each event in order of time."""
    events = sorted((event for _, event in read_mtconnect(data, "M1").events), key=lambda event: event.sort_key)
    return [(int((event.at - NOON).total_seconds()), event.kind, event.value) for event in events]


def events_of(*files: bytes, machine: str | None = None) -> list[Event]:
    return effective(event for data in files for _, event in read_mtconnect(data, machine).events).events


def known(events: list[Event], stale_after_s: int = 7200) -> list[Interval]:
    machine = Machine(events[0].machine, "L1", stale_after_s=stale_after_s)
    return intervals(machine, events, [])["mtconnect"]


def test_execution_becomes_states_and_a_part_count_a_counter() -> None:
    values = [
        "READY", "ACTIVE", "FEED_HOLD", "INTERRUPTED", "STOPPED", "WAIT", "OPTIONAL_STOP", "PROGRAM_STOPPED",
        "PROGRAM_COMPLETED", "UNAVAILABLE", "SOMETHING_NEW",
    ]  # fmt: skip
    lines = [(place, f"execution|{value}|PartCount|{place}") for place, value in enumerate(values)]
    found = told(log_of(*lines))
    assert [value for _, kind, value in found if kind == "state"] == [
        "idle", "run", "down", "idle", "idle", "idle", "idle", "idle", "idle", "unknown", "unknown",
    ]  # fmt: skip
    assert [value for _, kind, value in found if kind == "count_total"] == [str(place) for place in range(11)]


def test_unavailable_machine_is_unknown_and_its_counter_says_nothing() -> None:
    found = told(log_of((0, "execution|ACTIVE|PartCount|5"), (9, "avail|UNAVAILABLE"), (9, "PartCount|UNAVAILABLE")))
    assert found == [(0, "state", "run"), (0, "count_total", "5"), (9, "state", "unknown")]


def test_state_is_told_again_each_minute_while_the_machine_is_heard_and_not_in_silence() -> None:
    heard = [(after, f"Xposition|{after}") for after in (10, 50, 70, 75, 130, 7000, 7010)]
    found = told(log_of((0, "execution|ACTIVE"), *heard, (7090, "execution|READY"), (7100, "Xposition|UNAVAILABLE")))
    assert found == [
        (0, "state", "run"), (70, "state", "run"), (130, "state", "run"), (7000, "state", "run"), (7090, "state", "idle"),
    ]  # fmt: skip


def test_nothing_is_told_again_before_a_state_or_after_it_is_lost() -> None:
    assert told(log_of((0, "Xposition|1"), (100, "execution|UNAVAILABLE"), (200, "Xposition|2"))) == [
        (100, "state", "unknown")
    ]


def test_of_two_values_of_one_key_at_one_instant_the_last_holds() -> None:
    found = told(log_of((0, "PartCount|5"), (60, "execution|ACTIVE|PartCount|7"), (60, "PartCount|6|execution|READY")))
    assert found == [(0, "count_total", "5"), (60, "state", "idle"), (60, "count_total", "6")]


def test_lines_out_of_order_are_put_in_order() -> None:
    lines = [(0, "execution|ACTIVE"), (30, "execution|READY"), (90, "Xposition|1"), (150, "execution|ACTIVE")]
    assert told(log_of(*reversed(lines))) == told(log_of(*lines))


def test_counter_with_a_reset_mark_and_one_that_is_no_number() -> None:
    reading = read_mtconnect(log_of((0, "PartCount|0:DAY"), (1, "PartCount|many")), "M1")
    assert [event.value for _, event in reading.events] == ["0"]
    assert [(bad.number, str(bad.error)) for bad in reading.bad] == [(2, "value: “many” is not a number")]


def test_each_key_is_a_source_of_its_own_in_one_family() -> None:
    reading = read_mtconnect(log_of((0, "execution|ACTIVE|PartCount|5")), "M#1")
    assert [(event.source_id, event.family, event.machine) for _, event in reading.events] == [
        ("mtconnect#M_1.execution", "mtconnect", "M#1"), ("mtconnect#M_1.PartCount", "mtconnect", "M#1"),
    ]  # fmt: skip


def test_machine_is_named_by_the_lines_the_agent_or_the_caller() -> None:
    def machines(data: bytes, machine: str | None = None) -> set[str]:
        return {event.machine for _, event in read_mtconnect(data, machine).events}

    two = log_of((0, "A:execution|ACTIVE"), (1, "B:execution|READY"))
    assert (machines(two), machines(two, "B")) == ({"A", "B"}, {"B"})
    assert machines(log_of((0, "A:execution|ACTIVE")), "M1") == {"M1"}
    assert machines(nist(JUNE_10)) == {"GFAgie01"}
    with pytest.raises(InputError, match="the log is of A, B"):
        machines(two, "C")
    with pytest.raises(InputError, match="does not say which machine"):
        machines(log_of((0, "execution|ACTIVE")))


@pytest.mark.parametrize("data", [b"", b"\n\n", b"source_id,source_seq\na,1\n", log_of((0, "Xposition|1"))])
def test_file_without_anything_to_read_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read_mtconnect(data, "M1")


def test_scenario_of_the_standard_s_agent_played_as_its_simulator_plays_it() -> None:
    """The scenario's first field is seconds to wait; the simulator puts the time of sending in its place."""
    scenario = (DATA / "mtconnect-samples" / "simple_scenario_1.txt").read_text().splitlines()
    lines = [(2 * place, line.partition("|")[2]) for place, line in enumerate(scenario, start=1)]
    assert told(log_of(*lines)) == [
        (2, "state", "idle"), (6, "state", "run"), (8, "state", "idle"), (10, "state", "idle"), (14, "state", "run"),
        (16, "state", "idle"), (20, "state", "run"), (24, "state", "idle"),
    ]  # fmt: skip
    assert len(scenario) == 12


def test_asset_lines_of_the_standard_s_agent_hold_no_event() -> None:
    tools = (DATA / "mtconnect-samples" / "cuttingtool_scenario.txt").read_text().splitlines()
    lines = [(place, line.partition("|")[2]) for place, line in enumerate(tools)]
    assert told(log_of(*lines, (9, "execution|READY"))) == [(9, "state", "idle")]


# ---------------------------------------------------------------- the NIST test bed's machines


@pytest.mark.parametrize(("name", "events"), [(JUNE_10, 66), (MAY_2, 44), (MAY_18, 49)])
def test_real_files_read_without_a_bad_line_with_and_without_their_device_model(name: str, events: int) -> None:
    log = read_log(nist(name))
    assert (len(log.reading.events), log.reading.bad) == (events, [])
    assert read_log(nist(name), None, read_devices((NIST / "Devices.xml").read_bytes())) == log
    assert read_log(gzip.decompress(nist(name))) == log


def test_states_of_a_milling_machine_s_day() -> None:
    found = known(events_of(nist(JUNE_10)))
    assert [(one.start.strftime("%H:%M:%S"), one.end.strftime("%H:%M:%S"), one.state) for one in found] == [
        ("05:00:00", "07:00:00", "unknown"), ("18:40:45", "18:50:49", "idle"), ("18:50:49", "18:50:50", "run"),
        ("18:50:50", "18:50:58", "idle"), ("18:50:58", "18:57:24", "run"), ("18:57:24", "19:36:16", "idle"),
        ("19:36:16", "19:36:23", "run"), ("19:36:23", "19:37:43", "idle"), ("19:37:43", "21:37:43", "unknown"),
    ]  # fmt: skip


def test_pieces_of_two_files_two_weeks_apart_are_the_counter_s_gain_and_the_gap_is_unknown() -> None:
    events = events_of(nist(MAY_18), nist(MAY_2))
    booked, flags = amounts(events)
    assert ([(one.at.day, one.number) for one in booked], flags) == ([(2, 1.0), (2, 1.0), (18, 189.0)], [])
    told_states = [one for one in known(events, 300) if one.state is not State.UNKNOWN]
    days = {one.start.date() for one in told_states}
    assert days == {date(2017, 5, 2), date(2017, 5, 18)}


def hurco(stale_after_s: int = 300) -> Plant:
    return plant(
        timezone="UTC",
        machines=[{"id": "Hurco01", "line": "L1", "planned_run_time_s": {"*": 60}, "stale_after_s": stale_after_s}],
        calendar=[calendar([shift("09:00", "10:00")], since="2017-01-01")],
    )


def rows(*files: bytes) -> list[Facts]:
    return facts(hurco(), events_of(*files), date(2017, 5, 2), date(2017, 5, 18)).rows


def test_hour_without_a_log_is_unknown_never_stopped() -> None:
    by_day = {row.day.day: row for row in rows(nist(MAY_2), nist(MAY_18))}
    assert len(by_day) == 17
    assert {day for day, row in by_day.items() if row.unknown_s == 3600} == set(range(3, 18))
    second = by_day[2]
    # Heard from 09:02:35 until 09:30:57; ran in 32.6 + 56.8 + 47.5 s and between five short holds.
    assert round(second.unknown_s + second.apt_s + second.adet_s + second.adot_s, 6) == 3600
    assert (round(second.unknown_s, 1), round(second.apt_s, 1), round(second.adet_s, 1)) == (1897.5, 139.0, 2.5)


def day_files(data: bytes, at_line: int) -> tuple[bytes, bytes]:
    """One log cut in two as the test bed cuts days: the second begins with what each key last said, and when."""
    lines = gzip.decompress(data).decode().splitlines()
    last = {line.split("|")[1]: line for line in lines[:at_line]}
    chance = random.Random(at_line)
    snapshot = chance.sample(sorted(last.values()), len(last))
    return "\n".join(lines[:at_line]).encode(), "\n".join([*snapshot, *lines[at_line:]]).encode()


@pytest.mark.parametrize("name", [MAY_2, MAY_18])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_overlapping_day_files_in_any_order_give_the_figures_of_the_whole(name: str, share: float) -> None:
    whole = nist(name)
    first, second = day_files(whole, int(len(gzip.decompress(whole).splitlines()) * share))
    assert rows(first, second) == rows(second, first) == rows(second, first, second) == rows(whole)


def test_the_same_key_never_has_two_contents() -> None:
    whole = nist(MAY_18)
    parts = [part for share in (300, 900, 1500) for part in day_files(whole, share)]
    contents: dict[tuple[str, int], set[bytes]] = {}
    for event in [event for data in [whole, *parts] for _, event in read_mtconnect(data).events]:
        contents.setdefault(event.key, set()).add(event.digest())
    assert {len(found) for found in contents.values()} == {1}


# ---------------------------------------------------------------- against the controllers' own hour counters


def seconds_within(found: list[Interval], start: datetime, end: datetime, *states: State) -> float:
    return sum(
        max(0.0, (min(one.end, end) - max(one.start, start)).total_seconds()) for one in found if one.state in states
    )


def runs(readings: list[HourReading]) -> list[list[HourReading]]:
    """The program timer cut at its resets.

    It is read in two parts, minutes and seconds: each time a minute is full it says a minute less for a tenth of a
    second (59, 0, 60). Such a reading is no reset and is left out.
    """
    found: list[list[HourReading]] = []
    for place, reading in enumerate(readings):
        following = readings[place + 1 : place + 2]
        if not found or reading.seconds < found[-1][-1].seconds:
            brief = following and following[0].at - reading.at < timedelta(seconds=1)
            if found and brief and following[0].seconds > found[-1][-1].seconds:
                continue
            found.append([])
        found[-1].append(reading)
    return [run for run in found if run[-1].seconds - run[0].seconds > 10]


def test_running_time_agrees_with_the_program_timer_of_the_controller() -> None:
    """390 s by the timer, 394 s by the events: what differs are the 16 short holds, in which the timer also stands."""
    gained, ran = [], []
    for name in (MAY_2, MAY_18):
        log = read_log(nist(name))
        found = known(effective(event for _, event in log.reading.events).events)
        for run in runs([reading for reading in log.hours if reading.key == "Program_Runtime_Seconds"]):
            gained.append(run[-1].seconds - run[0].seconds)
            ran.append(seconds_within(found, run[0].at, run[-1].at, State.RUN))
    assert gained == [88, 47, 255]
    assert [round(seconds, 1) for seconds in ran] == [90.9, 47.0, 255.9]
    assert abs(sum(ran) / sum(gained) - 1) < 0.011


def test_spindle_hours_show_turning_that_no_program_ran() -> None:
    """Every 360 s of turning the counter ticks; both mornings it ticks while the machine says READY: a warm-up."""
    for name in (MAY_2, MAY_18):
        log = read_log(nist(name))
        ticks = [reading for reading in log.hours if reading.key == "Spindle_Time"]
        found = known(effective(event for _, event in log.reading.events).events)
        before, after = list(pairwise(ticks))[-1]
        assert round(after.seconds - before.seconds) == 360
        assert abs((after.at - before.at).total_seconds() - 360) < 1
        assert seconds_within(found, before.at, after.at, State.RUN) == 0
        assert seconds_within(found, before.at, after.at, State.IDLE) == (after.at - before.at).total_seconds()


def test_hours_gained_between_the_files_prove_running_that_nobody_logged() -> None:
    """The spindle turned for 16.7 hours in the 16 days between: to read the gap as standing still would be wrong."""
    last = [reading for reading in read_log(nist(MAY_2)).hours if reading.key == "Spindle_Time"][-1]
    first = next(reading for reading in read_log(nist(MAY_18)).hours if reading.key == "Spindle_Time")
    assert round((first.seconds - last.seconds) / 3600, 1) == 16.7
    found = known(events_of(nist(MAY_2), nist(MAY_18)))
    assert seconds_within(found, last.at + timedelta(days=1), first.at, *set(State) - {State.UNKNOWN}) == 0


def test_sequence_depends_on_what_is_said_only() -> None:
    ((_, event),) = read_mtconnect(log_of((0, "execution|ACTIVE")), "M1").events
    moved = read_mtconnect(log_of((-5, "Xposition|1"), (0, "execution|ACTIVE")), "M1").events
    assert [found for _, found in moved] == [event]
    assert replace(event, value="idle").key == event.key
    assert read_mtconnect(log_of((0, "execution|READY")), "M1").events[0][1].source_seq != event.source_seq
    assert event.kind is Kind.STATE
