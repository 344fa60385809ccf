from __future__ import annotations

from datetime import timedelta

from tests.engine.floor.plants import MONDAY, Teller, at, calendar, machine, plant, shift

from dure.engine.floor.calendar import windows
from dure.engine.floor.effective import effective
from dure.engine.floor.events import Event, Kind
from dure.engine.floor.states import Interval, chosen_family, clipped, intervals

NIGHT = calendar([shift("08:00", "20:00"), shift("20:00", "08:00", "night")])


def known(*events: Event, **changes: object) -> dict[str, list[Interval]]:
    of = plant(**changes)
    shifts = windows(of, "L1", MONDAY - timedelta(days=1), MONDAY)
    return intervals(of.machines["M1"], effective(events).events, shifts)


def spans(found: list[Interval]) -> list[tuple[object, object, str, str]]:
    return [(one.start, one.end, one.state, one.reason) for one in found]


def test_machine_state_holds_until_the_next_at_most_until_it_is_stale() -> None:
    tell = Teller()
    found = known(tell.state("08:00", "run"), tell.state("09:00", "idle"), tell.state("12:00", "run"))
    assert spans(found["plc"]) == [
        (at("08:00"), at("09:00"), "run", ""), (at("09:00"), at("11:00"), "idle", ""),
        (at("12:00"), at("14:00"), "run", ""),
    ]  # fmt: skip


def test_each_source_of_a_machine_holds_as_long_as_its_own_limit() -> None:
    fast, slow = Teller("plc#1"), Teller("gateway")
    limits = {"plc": {"stale_after_s": 10}, "gateway": {"stale_after_s": 600}}
    found = known(
        fast.state("08:00", "run"), slow.state("08:00", "run"), Teller("other").state("08:00", "run"),
        machines=machine(sources=limits),
    )  # fmt: skip
    assert {family: one.end for family, (one,) in found.items()} == {
        "plc": at("08:00:10"), "gateway": at("08:10"), "other": at("10:00"),
    }  # fmt: skip


def test_state_told_again_goes_on_as_one() -> None:
    tell = Teller()
    found = known(*(tell.state(f"{hour}:00", "run") for hour in range(8, 12)))
    assert spans(found["plc"]) == [(at("08:00"), at("13:00"), "run", "")]


def test_state_told_again_after_it_was_stale_begins_anew() -> None:
    tell = Teller()
    found = known(tell.state("08:00", "run"), tell.state("10:00:01", "run"))
    assert [one.start for one in found["plc"]] == [at("08:00"), at("10:00:01")]


def test_typed_state_holds_to_the_end_of_the_shift_it_was_told_in() -> None:
    tell = Teller("hands#t1")
    found = known(tell.state("08:10", "run"), tell.state("21:00", "run"), calendar=[NIGHT])
    assert spans(found["hands"]) == [(at("08:10"), at("20:00"), "run", ""), (at("21:00"), at("32:00"), "run", "")]


def test_typed_state_told_shortly_before_the_shift_holds_to_its_end() -> None:
    found = known(Teller("hands#t1").state("07:50", "run"))
    assert spans(found["hands"]) == [(at("07:50"), at("20:00"), "run", "")]


def test_typed_state_told_outside_any_shift_holds_as_a_machine_s() -> None:
    found = known(Teller("excel").state("21:00", "down"))
    assert spans(found["excel"]) == [(at("21:00"), at("23:00"), "down", "")]


def test_of_several_states_at_one_instant_the_last_by_sequence_holds() -> None:
    tell = Teller()
    found = known(tell.state("08:00", "run"), tell.state("08:00", "down"))
    assert spans(found["plc"]) == [(at("08:00"), at("10:00"), "down", "")]


def test_epochs_of_one_family_follow_each_other() -> None:
    found = known(Teller("plc#1").state("08:00", "run"), Teller("plc#2").state("09:00", "down"))
    assert spans(found["plc"]) == [(at("08:00"), at("09:00"), "run", ""), (at("09:00"), at("11:00"), "down", "")]


def test_reason_goes_to_the_interval_that_holds_its_instant_and_the_last_wins() -> None:
    tell = Teller()
    found = known(
        tell.state("08:00", "down"),
        tell.state("09:00", "run"),
        tell("08:59:59", Kind.REASON, reason="jam"),
        tell("08:00", Kind.REASON, reason="change"),
        tell("12:00", Kind.REASON, reason="lost"),
    )
    assert spans(found["plc"]) == [(at("08:00"), at("09:00"), "down", "jam"), (at("09:00"), at("11:00"), "run", "")]


def test_reason_at_the_instant_a_stop_begins_belongs_to_the_stop() -> None:
    tell, hands = Teller(), Teller("hands#t1")
    found = known(tell.state("08:00", "run"), tell.state("09:00", "down"), hands("09:00", Kind.REASON, reason="jam"))
    assert [one.reason for one in found["plc"]] == ["", "jam"]


def test_state_may_bring_its_reason_and_another_reason_begins_another_interval() -> None:
    tell = Teller()
    found = known(
        tell.state("08:00", "down", "jam"),
        tell.state("08:30", "down"),
        tell.state("09:00", "down", "change"),
        tell.state("10:00", "run"),
    )
    assert spans(found["plc"])[:2] == [
        (at("08:00"), at("09:00"), "down", "jam"), (at("09:00"), at("10:00"), "down", "change"),
    ]  # fmt: skip


def test_family_is_chosen_by_priority_then_automatic_then_name() -> None:
    of = plant(machines=machine(priority=["edge", "hands"])).machines["M1"]
    families = ["excel", "plc", "abc", "hands", "edge"]
    order = []
    while families:
        best = chosen_family(of, families)
        assert best is not None
        order.append(best)
        families.remove(best)
    assert order == ["edge", "hands", "abc", "plc", "excel"]
    assert chosen_family(of, []) is None


def test_clipped_keeps_what_lies_within_the_spans() -> None:
    (whole,) = known(Teller("hands#t1").state("08:10", "run"))["hands"]
    spans_of_day = [(at("08:00"), at("12:00")), (at("13:00"), at("20:00")), (at("20:00"), at("21:00"))]
    assert [(one.start, one.end) for one in clipped([whole], spans_of_day)] == [
        (at("08:10"), at("12:00")), (at("13:00"), at("20:00")),
    ]  # fmt: skip
