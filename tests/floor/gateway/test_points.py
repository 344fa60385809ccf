"""Which readings become events."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from dure.engine.floor.events import Kind
from dure.floor.gateway.points import Point, Watch

START = datetime(2026, 3, 2, tzinfo=UTC)
COUNTER = Point("holding/0", "press-1", "M1", Kind.COUNT_TOTAL, unit="ea", rolls_at=Decimal(65536))
STATE = Point("holding/5", "press-1", "M1", Kind.STATE, words={"0": "idle", "1": "run"})
SALT = Point("input/2", "salt-1", "", Kind.CCP, unit="%", reason="CCP-2", scale=Decimal("0.1"), deadband=Decimal("0.2"))
METER = Point("holding/8", "meter-1", "M1", Kind.ENERGY, unit="kWh", scale=Decimal("0.01"))


def told(point: Point, *raws: object, step_s: float = 1, meter: str = "") -> list[str | None]:
    watch = Watch(point, meter)
    events = [watch.see(raw, START + timedelta(seconds=step_s * n)) for n, raw in enumerate(map(read, raws))]
    return [event and event.value for event in events]


def read(raw: object) -> Decimal | str:
    return raw if isinstance(raw, str) else Decimal(str(raw))


def test_counter_unchanged_is_told_once() -> None:
    assert told(COUNTER, 7, 7, 8, 8) == ["7", None, "8", None]


def test_value_unchanged_is_told_again_at_its_heartbeat() -> None:
    assert told(COUNTER, 7, 7, 7, 7, step_s=30) == ["7", None, "7", None]


def test_counter_that_goes_down_is_told_as_it_stands_with_a_remark() -> None:
    watch = Watch(COUNTER)
    events = [watch.see(Decimal(raw), START) for raw in (65530, 4, 2)]
    assert [(event.value, event.note) for event in events if event] == [
        ("65530", ""),
        ("4", "counter went down from 65530 to 4: rollover"),
        ("2", "counter went down from 4 to 2: reset"),
    ]


def test_measure_within_the_deadband_is_not_told() -> None:
    assert told(SALT, 101, 102, 103, 104, 100) == ["10.1", None, None, "10.4", "10"]


def test_state_without_a_meaning_is_unknown() -> None:
    assert told(STATE, 1, 9, 9, 0) == ["run", "unknown", None, "idle"]


def test_meter_is_told_as_what_it_gained() -> None:
    assert told(METER, 1000, 1000, 1150, 1160) == [None, None, "1.5", "0.1"]


def test_meter_that_goes_down_books_nothing_and_says_so() -> None:
    watch = Watch(METER)
    events = [watch.see(Decimal(raw), START) for raw in (1150, 30, 40)]
    assert [(event.value, event.note) for event in events if event] == [
        ("0", "meter went down from 11.5 to 0.3: reset"),
        ("0.1", ""),
    ]


def test_meter_goes_on_from_what_was_remembered() -> None:
    assert told(METER, 1150, meter="10") == ["1.5"]


def test_negative_counter_is_not_told() -> None:
    assert told(COUNTER, -3, 5) == [None, "5"]


def test_bad_quality_makes_a_state_unknown_and_a_counter_silent() -> None:
    state, counter = Watch(STATE), Watch(COUNTER)
    state.see(Decimal(1), START)
    counter.see(Decimal(1), START)
    lost = [state.lost(START), state.lost(START), counter.lost(START)]
    assert [event and event.value for event in lost] == ["unknown", None, None]


def test_clock_set_back_does_not_silence_a_point() -> None:
    watch = Watch(replace(COUNTER))
    watch.see(Decimal(7), START)
    event = watch.see(Decimal(7), START - timedelta(days=1))
    assert event is not None


def test_only_what_still_holds_is_told_again() -> None:
    later = START + timedelta(minutes=5)
    state, counter = Watch(STATE), Watch(COUNTER)
    state.see(Decimal(1), START)
    counter.see(Decimal(1), START)
    assert [event and event.value for event in (state.again(START), state.again(later), counter.again(later))] == [
        None, "run", None,
    ]  # fmt: skip
