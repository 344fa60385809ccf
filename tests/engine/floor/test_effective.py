from __future__ import annotations

from tests.engine.floor.plants import Teller

from dure.engine.floor.effective import Fault, effective
from dure.engine.floor.events import Event, Kind


def standing(*events: Event) -> list[tuple[str, str]]:
    return [(event.kind, event.value or event.reason) for event in effective(events).events]


def faults(*events: Event) -> list[tuple[Fault, int]]:
    return [(flag.fault, flag.source_seq) for flag in effective(events).flags]


def test_correction_replaces_the_value_and_keeps_the_rest() -> None:
    tell = Teller()
    count = tell("09:00", Kind.COUNT, "50", item="A", lot="L7", note="first")
    (event,) = effective([count, tell.correction("10:00", count, "5.0", item="B")]).events
    assert (event.key, event.at, event.value, event.item, event.lot, event.note) == (
        count.key, count.at, "5", "B", "L7", "first",
    )  # fmt: skip


def test_correction_that_arrives_before_its_target_counts() -> None:
    tell = Teller()
    count = tell("09:00", Kind.COUNT, "50")
    assert standing(tell.correction("08:00", count, "5"), count) == [("count", "5")]


def test_last_correction_by_the_order_of_events_wins_however_they_arrive() -> None:
    tell = Teller()
    count = tell("09:00", Kind.COUNT, "50")
    late, early = tell.correction("11:00", count, "7"), tell.correction("10:00", count, "6")
    assert standing(late, count, early) == standing(early, late, count) == [("count", "7")]


def test_corrections_of_one_instant_are_ordered_by_source_then_sequence() -> None:
    tell, other = Teller("b#1"), Teller("a#1")
    count = tell("09:00", Kind.COUNT, "50")
    first, second = tell.correction("10:00", count, "6"), tell.correction("10:00", count, "7")
    assert standing(second, count, first, other.correction("10:00", count, "8")) == [("count", "7")]


def test_later_correction_stands_on_the_original_not_on_the_one_before() -> None:
    tell = Teller()
    count = tell("09:00", Kind.COUNT, "50", item="A")
    (event,) = effective(
        [count, tell.correction("10:00", count, "5"), tell.correction("11:00", count, item="B")]
    ).events
    assert (event.value, event.item) == ("50", "B")


def test_void_takes_its_target_away_and_a_later_correction_brings_it_back() -> None:
    tell = Teller()
    count = tell("09:00", Kind.COUNT, "50")
    wrong, void = tell.correction("10:00", count, "5"), tell.correction("11:00", count, void=True)
    assert standing(count, wrong, void) == []
    assert standing(count, wrong, void, tell.correction("12:00", count, "9")) == [("count", "9")]


def test_correction_of_a_correction_is_flagged_and_does_nothing() -> None:
    tell = Teller()
    count = tell("09:00", Kind.COUNT, "50")
    correction = tell.correction("10:00", count, "5")
    nested = tell.correction("11:00", correction, void=True)
    assert standing(count, correction, nested) == [("count", "5")]
    assert faults(count, correction, nested) == [(Fault.NESTED, nested.source_seq)]


def test_correction_without_its_target_is_flagged() -> None:
    tell = Teller()
    lost = tell("09:00", Kind.COUNT, "50")
    assert faults(tell.correction("10:00", lost, "5")) == [(Fault.NO_TARGET, 2)]


def test_correction_that_cannot_be_read_leaves_the_original_and_is_flagged() -> None:
    tell = Teller()
    count, state = tell("09:00", Kind.COUNT, "50"), tell.state("09:00", "run")
    wrong, also = tell.correction("10:00", count, "many"), tell.correction("10:00", state, "running")
    assert standing(count, state, wrong, also) == [("state", "run"), ("count", "50")]
    assert faults(count, state, wrong, also) == [(Fault.UNREADABLE, 3), (Fault.UNREADABLE, 4)]


def test_correction_of_a_reason_may_tell_it_as_value_or_reason() -> None:
    tell = Teller()
    reason = tell("09:00", Kind.REASON, reason="jam")
    assert standing(reason, tell.correction("10:00", reason, "change")) == [("reason", "change")]
    assert standing(reason, tell.correction("10:00", reason, reason="change")) == [("reason", "change")]


def test_correction_of_the_machine_moves_the_event() -> None:
    tell = Teller()
    count = tell("09:00", Kind.COUNT, "50")
    (event,) = effective([count, tell.correction("10:00", count, machine="M2")]).events
    assert (event.machine, event.value) == ("M2", "50")
