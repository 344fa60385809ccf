from __future__ import annotations

from datetime import timedelta

from tests.engine.floor.plants import MONDAY, Teller, at, calendar, machine, only, plant, shift, table, times

from dure.engine.floor.effective import Fault
from dure.engine.floor.events import Event, Kind
from dure.engine.floor.facts import facts

HOUR = 3600.0
STEADY = machine(stale_after_s=43200)
TUESDAY = MONDAY + timedelta(days=1)


def test_no_event_is_all_unknown() -> None:
    row = only(plant())
    assert times(row) == (11 * HOUR, 0, 0, 0, 0, 11 * HOUR)
    assert (row.pq, row.gq, row.planned_s, row.good_s, row.stops) == (0, 0, 0, 0, {})


def test_silence_is_unknown_after_the_state_is_stale() -> None:
    row = only(plant(), Teller().state("08:00", "run"))
    assert times(row) == (11 * HOUR, 2 * HOUR, 0, 0, 0, 9 * HOUR)


def test_every_state_is_booked_where_the_standard_says_and_breaks_count_nowhere() -> None:
    tell = Teller()
    row = only(
        plant(machines=STEADY),
        tell.state("08:00", "setup"),
        tell.state("09:00", "run"),
        tell.state("14:00", "down"),
        tell.state("15:00", "idle"),
        tell.state("16:30", "unknown"),
        tell.state("17:00", "off"),
    )
    # Running from 09:00 to 14:00 with the break in the middle is four hours; idle and off are both down time.
    assert times(row) == (11 * HOUR, 4 * HOUR, 1 * HOUR, 1 * HOUR, 4.5 * HOUR, 0.5 * HOUR)
    assert row.stops == {"": 6.5 * HOUR}


def test_reasons_decide_where_a_stop_is_booked_and_planned_ones_leave_the_planned_time() -> None:
    tell = Teller("hands#t1")
    row = only(
        plant(),
        tell.state("08:00", "down", "change"),
        tell.state("09:00", "down", "jam"),
        tell.state("10:00", "setup", "no-order"),
        tell.state("11:00", "idle", "cleaning"),
        tell.state("14:00", "down", "not-in-plant"),
        tell.state("15:00", "run"),
    )
    assert times(row) == (9 * HOUR, 5 * HOUR, 1 * HOUR, 2 * HOUR, 1 * HOUR, 0)
    assert row.stops == {
        "change": 1 * HOUR, "cleaning": 2 * HOUR, "jam": 1 * HOUR, "no-order": 1 * HOUR, "not-in-plant": 1 * HOUR,
    }  # fmt: skip


def test_running_shift_reaches_up_to_now_whoever_told_the_state() -> None:
    for source in ("hands#t1", "plc#1"):
        tell = Teller(source)
        told = [tell.state("08:00", "run"), tell("09:06", Kind.COUNT, "5")]
        (row,) = facts(plant(), told, MONDAY, MONDAY, at("09:04")).rows
        assert (times(row), row.pq) == ((64 * 60, 64 * 60, 0, 0, 0, 0), 5)


def test_shift_to_come_has_no_time_that_could_be_unknown() -> None:
    (row,) = facts(plant(), [], MONDAY, MONDAY, at("07:00")).rows
    assert times(row) == (0, 0, 0, 0, 0, 0)


def test_night_shift_over_midnight_is_one_row_of_the_day_it_starts() -> None:
    of = plant(machines=STEADY, calendar=[calendar([shift("20:00", "08:00", "night")])])
    tell = Teller()
    told = tell.state("20:00", "run"), tell.state("26:00", "down"), tell("31:59:59", Kind.COUNT, "5")
    (row,) = table(of, *told).rows
    assert (row.label, row.pbt_s, row.apt_s, row.adet_s, row.pq) == (
        "2026-01-05 night",
        12 * HOUR,
        6 * HOUR,
        6 * HOUR,
        5,
    )


def test_quantities_belong_to_the_shift_that_holds_their_instant() -> None:
    of = plant(calendar=[calendar([shift("08:00", "20:00"), shift("20:00", "08:00", "night")])])
    tell = Teller()
    told = tell("08:00", Kind.COUNT, "1"), tell("19:59:59", Kind.COUNT, "2"), tell("20:00", Kind.COUNT, "4")
    assert [row.pq for row in table(of, *told).rows] == [3, 4]


def test_typed_quantities_shortly_outside_the_shift_still_count_and_automatic_ones_do_not() -> None:
    for source, expected in (("hands#t1", 15.0), ("plc#1", 0.0)):
        tell = Teller(source)
        clocks = {"05:59:59": "32", "07:50": "1", "20:00": "2", "20:30": "4", "21:59:59": "8", "22:00": "16"}
        assert only(plant(), *(tell(clock, Kind.COUNT, value) for clock, value in clocks.items())).pq == expected


def test_run_times_are_summed_by_item_at_the_rate_of_the_day() -> None:
    rates = {"A": [{"from": "2026-01-01", "seconds": 60}, {"from": "2026-01-06", "seconds": 50}], "B": "1.5"}
    of = plant(machines=machine(planned_run_time_s=rates))
    tell = Teller()
    told = [
        tell("09:00", Kind.COUNT, "10", item="A"), tell("09:00", Kind.SCRAP, "2", item="A"),
        tell("09:00", Kind.COUNT, "100", item="B"), tell("33:00", Kind.COUNT, "10", item="A"),
    ]  # fmt: skip
    rows = table(of, *told, last=TUESDAY).rows
    assert [(row.planned_s, row.good_s) for row in rows] == [(12 * 60 + 150, 10 * 60 + 150), (500, 500)]


def test_item_without_a_rate_leaves_the_run_time_open_and_so_does_a_machine_without_any() -> None:
    tell = Teller()
    told = tell("09:00", Kind.COUNT, "10", item="A")
    assert only(plant(machines=machine(planned_run_time_s={"B": 60})), told).planned_s is None
    assert only(plant(machines=machine(planned_run_time_s={}))).planned_s is None


def test_automatic_states_go_before_typed_ones_for_the_whole_shift() -> None:
    plc, hands = Teller(), Teller("hands#t1")
    told = hands.state("08:00", "run"), plc.state("13:00", "down")
    assert times(only(plant(), *told)) == (11 * HOUR, 0, 0, 2 * HOUR, 0, 9 * HOUR)
    assert times(only(plant(machines=machine(priority=["hands"])), *told)) == (11 * HOUR, 11 * HOUR, 0, 0, 0, 0)


def test_source_that_only_says_unknown_leaves_the_word_to_the_next() -> None:
    plc, hands = Teller(), Teller("hands#t1")
    assert times(only(plant(), hands.state("08:00", "run"), plc.state("09:00", "unknown"))) == (
        11 * HOUR, 11 * HOUR, 0, 0, 0, 0,
    )  # fmt: skip


def test_batch_over_night_stands_in_the_shift_in_which_it_came_out() -> None:
    of = plant(items=[{"id": "salt", "auxiliary": True}])
    tell = Teller("hands#t1")
    told = [
        tell("15:00", Kind.LOT_IN, "1000", lot="C", unit="kg", item="cabbage"),
        tell("15:10", Kind.LOT_IN, "80", lot="S", unit="kg", item="salt"),
        tell("31:40", Kind.LOT_OUT, "800", lot="B", unit="kg"),
        tell("32:30", Kind.LOT_OUT, "20.5", lot="B2", unit="kg"),
    ]  # fmt: skip
    rows = table(of, *told, last=TUESDAY).rows
    assert [(row.input_kg, row.output_kg) for row in rows] == [(0, 0), (1000, 820.5)]


def test_machines_come_in_the_plant_s_order_and_each_by_its_line_s_calendar() -> None:
    machines = [{"id": "Z", "line": "L2"}, {"id": "A", "line": "L1"}]
    days = [calendar([shift("08:00", "10:00")]), calendar([shift("09:00", "10:00", "b")], line="L2")]
    rows = table(plant(machines=machines, calendar=days), last=TUESDAY).rows
    assert [(row.machine, row.label, row.pbt_s) for row in rows] == [
        ("Z", "2026-01-05 b", HOUR), ("Z", "2026-01-06 b", HOUR),
        ("A", "2026-01-05 day", 2 * HOUR), ("A", "2026-01-06 day", 2 * HOUR),
    ]  # fmt: skip


def test_what_the_plant_does_not_know_is_flagged_once_per_machine() -> None:
    other = Teller("plc#9", "M9")
    found = table(plant(), other("09:00", Kind.COUNT, "1"), other("09:01", Kind.COUNT, "1"))
    assert [(flag.fault, flag.machine, flag.source_seq) for flag in found.flags] == [(Fault.NO_MACHINE, "M9", 1)]


def test_flags_of_all_stages_come_in_the_order_of_their_source() -> None:
    tell, hands = Teller("plc#1"), Teller("hands#t1")
    lost = tell("09:00", Kind.COUNT, "1")
    told: list[Event] = [
        tell("09:00", Kind.COUNT_TOTAL, "9"), tell("09:01", Kind.COUNT_TOTAL, "3"), tell("09:02", Kind.COUNT_TOTAL, "4"),
        tell.correction("10:00", lost, "5"), hands("09:00", Kind.COUNT, "1"),
    ]  # fmt: skip
    assert [(flag.fault, flag.source_id, flag.source_seq) for flag in table(plant(), *told).flags] == [
        (Fault.TWO_SOURCES, "hands#t1", 1), (Fault.REBASED, "plc#1", 3), (Fault.NO_TARGET, "plc#1", 5),
    ]  # fmt: skip


def test_state_that_began_before_the_days_asked_is_known_in_them() -> None:
    of = plant(machines=machine(stale_after_s=7 * 86400))
    (row,) = table(of, Teller().state(at("09:00", MONDAY - timedelta(days=3)), "run")).rows
    assert times(row) == (11 * HOUR, 11 * HOUR, 0, 0, 0, 0)
