"""Every message is hostile until read."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dure.engine.floor.events import Kind
from dure.engine.floor.reading import LineError
from dure.floor.gateway.mqtt.meaning import Meaning
from dure.floor.gateway.mqtt.reading import Message, read

OURS = "hanbit/jeonju/packing/line1/M1/_dure/count_total"
UMH = "umh/v1/hanbit/jeonju/press/_historian/running"
MEANINGS = {
    UMH: Meaning("M1", Kind.STATE, words={"true": "run", "false": "idle"}),
    "scale/brine": Meaning("T1", Kind.CHECK, unit="%", reason="salinity", scale=Decimal("0.1")),
    "press/order": Meaning("M1", Kind.ORDER_START),
}


def events(topic, payload):
    return read(Message(topic, payload if isinstance(payload, bytes) else json.dumps(payload).encode()), MEANINGS)


def why(topic, payload):
    with pytest.raises(LineError) as refusal:
        events(topic, payload)
    return str(refusal.value)


def test_read_our_topic_takes_machine_and_kind_from_the_path():
    [event] = events(OURS, {"timestamp_ms": 1767600000123, "value": 42})
    assert (event.machine, event.kind, event.value) == ("M1", Kind.COUNT_TOTAL, "42")
    assert event.at == datetime(2026, 1, 5, 8, 0, 0, 123000, UTC)
    assert event.source_id == "mqtt/hanbit/jeonju/packing/line1/M1#count_total"


def test_read_an_event_with_a_number_of_its_own_keeps_it():
    told = {"source_id": "press#k3f9", "source_seq": 7, "at": "2026-01-05T08:00:00+09:00", "value": "1.50"}
    [event] = events("hanbit/jeonju/M1/_dure/count", told)
    assert (event.key, event.value) == (("press#k3f9", 7), "1.5")


def test_read_the_same_message_twice_is_the_same_event():
    told = {"timestamp_ms": 1767600000123, "value": 42}
    assert events(OURS, told) == events(OURS, json.dumps(told, indent=2).encode())


@pytest.mark.parametrize("other", [{"value": 43}, {"timestamp_ms": 1767600000124}, {"lot": "L1"}])
def test_read_another_telling_is_another_event(other):
    told = {"timestamp_ms": 1767600000123, "value": 42}
    assert events(OURS, told)[0].key != events(OURS, {**told, **other})[0].key


@given(st.integers(946684800000, 7258118399999), st.integers(0, 10**9), st.integers(1, 10**6))
def test_read_numbers_rise_with_time_and_fit(at_ms, value, later):
    first, second = (
        events(OURS, {"timestamp_ms": at, "value": value})[0].source_seq
        for at in (at_ms, min(at_ms + later, 7258118399999))
    )
    assert first < second < 2**63 or at_ms + later > 7258118399999


def test_read_a_meaning_turns_words_and_scale():
    [state] = events(UMH, {"timestamp_ms": 1767600000000, "running": True})
    assert (state.source_id, state.machine, state.kind, state.value) == (
        "mqtt/umh/v1/hanbit/jeonju/press/_historian#running", "M1", Kind.STATE, "run")  # fmt: skip
    [salt] = events("scale/brine", {"timestamp_ms": 1767600000000.0, "value": 105})
    assert (salt.kind, salt.value, salt.unit, salt.reason) == (Kind.CHECK, "10.5", "%", "salinity")


def test_read_a_name_fills_its_field_and_no_name_tells_nothing():
    [order] = events("press/order", {"timestamp_ms": 1767600000000, "value": "W-1"})
    assert (order.kind, order.order, order.value) == (Kind.ORDER_START, "W-1", "")
    assert events("press/order", {"timestamp_ms": 1767600000000, "value": None}) == []


def test_read_an_absent_state_is_unknown():
    assert events(UMH, {"timestamp_ms": 1767600000000, "value": None})[0].value == "unknown"


@pytest.mark.parametrize(
    ("topic", "payload", "expected"),
    [
        (OURS, b"\xff", "payload: /: not UTF-8 text (byte 0)"),
        (OURS, b"[1]", "payload: not a JSON object"),
        (OURS, b'{"value": 1, "value": 2}', "payload: /value: the key “value” stands twice"),
        (OURS, {"value": 1}, "at: missing"),
        (OURS, {"timestamp_ms": 1.5, "value": 1}, "timestamp_ms: must be whole milliseconds since 1970"),
        (OURS, {"timestamp_ms": 10**17, "value": 1}, "at: 100000000000000000 is not a time in milliseconds"),
        (OURS, {"timestamp_ms": 5, "value": 1}, "at: 1970 is not a year to record"),
        (OURS, {"timestamp_ms": 1767600000000, "value": -1}, "value: must not be negative"),
        (OURS, {"timestamp_ms": 1767600000000, "value": 1, "machine": "M2"}, "machine: the topic says “M1”"),
        (OURS, {"timestamp_ms": 1767600000000, "value": 1, "colour": 1}, "colour: unknown field"),
        (OURS, {"timestamp_ms": 1767600000000, "value": 1, "source_id": "a#b"}, "source_seq: missing"),
        (OURS, {"timestamp_ms": 1767600000000, "value": 1, "source_id": "a", "source_seq": 1},
         "source_id: has no epoch: write <name>#<new part for each installation>"),
        (OURS, {"timestamp_ms": 1767600000000, "value": 1, "source_id": "hands#b", "source_seq": 1},
         "source_id: a machine cannot speak as a person"),
        ("M1/_dure/count", {}, "topic: “M1/_dure/count” is neither <enterprise>/…/<machine>/_dure/<kind> nor given a meaning"),
        ("a//M1/_dure/count", {}, "topic: “a//M1/_dure/count” is neither <enterprise>/…/<machine>/_dure/<kind> nor given a meaning"),
        (UMH, {"timestamp_ms": 1767600000000, "value": "maybe"}, "value: “maybe” has no meaning given for it"),
        (UMH, {"timestamp_ms": 1767600000000, "value": [1]}, "value: must be one value"),
        (UMH, {"timestamp_ms": 1767600000000, "other": 1}, "payload: must be {“timestamp_ms”: …, “value”: …}"),
        ("scale/brine", {"timestamp_ms": 1767600000000, "value": "salty"}, "value: “salty” is not a number"),
    ],
)  # fmt: skip
def test_read_nonsense_is_refused_with_its_reason(topic, payload, expected):
    assert why(topic, payload) == expected


@given(st.binary(max_size=200))
def test_read_any_bytes_are_refused_in_both_languages(payload):
    with pytest.raises(LineError) as refusal:
        events(OURS, payload)
    assert "" not in {str(refusal.value), refusal.value.why_ko}


def test_source_of_a_long_topic_stays_within_an_event():
    path = "/".join(["가" * 60] * 4 + ["M1"])
    [event] = events(f"{path}/_dure/count_total", {"timestamp_ms": 1767600000000, "value": 1})
    assert (len(event.source_id), event.source_id.endswith("#count_total")) == (111, True)
