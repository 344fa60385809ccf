from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.reading import Reading, read_events
from dure.engine.strict_json import InputError

HEADER = "source_id,source_seq,machine,at,kind,value,reason,note"


def csv_of(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *lines]).encode()


def row(**changes: object) -> dict[str, object]:
    told: dict[str, object] = {"source_id": "plc#1", "source_seq": 1, "machine": "M1"}
    return told | {"at": "2026-01-05T08:00:00+09:00", "kind": "count", "value": 5} | changes


def read_one(**changes: object) -> Reading:
    return read_events(json.dumps(row(**changes)).encode())


def value_of(**changes: object) -> str:
    ((_, event),) = read_one(**changes).events
    return event.value


def error_of(**changes: object) -> str:
    (bad,) = read_one(**changes).bad
    return str(bad.error)


def test_csv_and_ndjson_of_the_same_events_are_the_same() -> None:
    expected = Event(
        "plc#1", 1, "M1", datetime(2026, 1, 4, 23, 0, tzinfo=UTC), Kind.COUNT, value="5", reason="", note="첫 판"
    )
    by_csv = read_events(csv_of("plc#1,1,M1,2026-01-05T08:00:00+09:00,count,5.0,,첫 판"))
    by_json = read_events(json.dumps(row(value=5.0, note="첫 판", reason=None, void=False)).encode())
    assert (by_csv, by_json) == (Reading([(2, expected)], []), Reading([(1, expected)], []))


def test_byte_order_mark_carriage_returns_and_blank_lines_do_not_matter() -> None:
    text = HEADER + "\r\n\r\nplc#1,1,M1,2026-01-05T08:00:00+09:00,count,5,,\r\n"
    ((number, event),) = read_events(b"\xef\xbb\xbf" + text.encode()).events
    assert (number, event.key) == (3, ("plc#1", 1))


def test_bad_lines_are_named_and_the_rest_is_read() -> None:
    found = read_events(
        csv_of(
            "plc#1,1,M1,2026-01-05T08:00:00+09:00,count,5,,",
            "plc#1,2,M1,2026-01-05T08:00:00,count,5,,",
            "plc#1,3,M1,2026-01-05T08:00:00+09:00,count,5",
            "plc#1,4,,2026-01-05T08:00:00+09:00,count,5,,",
            "plc#1,5,M1,2026-01-05T08:05:00+09:00,count,5,,",
        )
    )
    assert [number for number, _ in found.events] == [2, 6]
    assert [(bad.number, str(bad.error)) for bad in found.bad] == [
        (3, "at: has no offset; write +09:00 for Korea"),
        (4, "line: 6 fields where the header has 8"),
        (5, "machine: missing"),
    ]


def test_unclosed_quote_is_told_at_the_line_where_it_opens() -> None:
    found = read_events(csv_of('plc#1,1,M1,2026-01-05T08:00:00+09:00,count,5,,"open', "", "lost", ""))
    assert ([bad.number for bad in found.bad], found.events) == ([2], [])


def test_quoted_note_over_lines_becomes_one_line() -> None:
    found = read_events(csv_of('plc#1,1,M1,2026-01-05T08:00:00+09:00,count,5,,"one\ntwo"', "x"))
    assert ([event.note for _, event in found.events], [bad.number for bad in found.bad]) == (["one two"], [4])


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("source_id,source_seq,machine,at", "/header/kind"),
        (HEADER + ",colour", "/header/colour"),
        (HEADER + ",value", "/header/value"),
        ("", "/header/source_id"),
    ],
)
def test_header_that_is_not_ours_is_refused(header: str, path: str) -> None:
    with pytest.raises(InputError) as refused:
        read_events(csv_of(header=header))
    assert refused.value.path == path


def test_file_that_is_not_utf8_is_refused() -> None:
    with pytest.raises(InputError, match="not UTF-8 text"):
        read_events("이름".encode("cp949"))


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("5", "5"), ("+5.50", "5.5"), ("1e3", "1000"), ("-0", "0"), ("0.00000000000000", "0"), ("５", "5"),
        ("123456789012345", "123456789012345"),
    ],
)  # fmt: skip
def test_numbers_have_one_spelling(told: str, kept: str) -> None:
    assert value_of(value=told) == kept


@pytest.mark.parametrize(
    "told",
    ["", "x", "nan", "inf", "1_000", "1,000", "-1", "1234567890.1234567", "1.0000000000000000000000000000000001", "1e17",
     "1e-13", "1e99999999999999999999"],
)  # fmt: skip
def test_amounts_that_are_no_plain_number_are_refused(told: str) -> None:
    assert [bad.error.field for bad in read_one(value=told).bad] == ["value"]


def test_checks_may_be_negative_or_words_and_states_are_listed() -> None:
    assert value_of(kind="check", value="-18.50") == "-18.5"
    assert value_of(kind="ccp", value="OK") == "ok"
    assert value_of(kind="state", value="run") == "run"
    assert error_of(kind="state", value="running") == (
        "value: “running” is not one of run, idle, setup, down, off, unknown"
    )


def test_reason_told_as_the_value_is_the_reason() -> None:
    ((_, event),) = read_one(kind="reason", value="jam").events
    assert (event.reason, event.value) == ("jam", "")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"source_seq": -1}, "source_seq: “-1” is not a whole number from 0"),
        ({"source_seq": 1.0}, "source_seq: “1.0” is not a whole number from 0"),
        ({"source_seq": 2**63}, f"source_seq: “{2**63}” is not a whole number from 0"),
        ({"source_id": " "}, "source_id: missing"),
        ({"at": "2026-01-05"}, "at: has no offset; write +09:00 for Korea"),
        ({"at": "1999-12-31T23:59:59+00:00"}, "at: 1999 is not a year to record"),
        ({"at": "8시"}, "at: “8시” is not a time like 2026-01-05T08:00:00+09:00"),
        ({"machine": ["M1"]}, "machine: must be text or a number"),
        ({"machine": "M\u0000"}, "machine: holds a control character"),
        ({"machine": "M" * 201}, "machine: longer than 200 characters"),
        ({"speed": 1}, "speed: unknown field"),
        ({"kind": "order_start", "value": ""}, "order: missing"),
        ({"kind": "lot_in", "value": ""}, "lot: missing"),
        ({"kind": "reason", "value": ""}, "reason: missing"),
        ({"kind": "correction", "ref_seq": 1}, "ref_source: missing"),
        ({"kind": "correction", "ref_source": "plc#1"}, "ref_seq: missing"),
        ({"void": True}, "void: only a correction has it"),
        ({"ref_seq": 1}, "ref_seq: only a correction has it"),
        ({"void": "maybe"}, "void: “maybe” is neither true nor false"),
    ],
)
def test_line_that_is_wrong_names_its_field(change: dict[str, object], error: str) -> None:
    assert error_of(**change) == error


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ('{"source_id": "a", "source_id": "b"}', "line: a field stands twice"),
        ('{"value": NaN}', "line: NaN is not a number here"),
        ("[1]", "line: not a JSON object"),
        ("{" * 50_000, "line: not a JSON object"),
    ],
)
def test_json_that_is_not_plain_is_refused_by_line(line: str, error: str) -> None:
    found = read_events((json.dumps(row()) + "\n" + line).encode())
    assert (len(found.events), [(bad.number, str(bad.error)) for bad in found.bad]) == (1, [(2, error)])


def test_korean_message_says_the_same_field() -> None:
    (bad,) = read_one(value="열").bad
    assert (bad.error.why("ko"), bad.error.why()) == ("value: ‘열’은(는) 수가 아닙니다", "value: “열” is not a number")


def test_decomposed_hangul_is_the_same_name() -> None:
    ((_, event),) = read_one(machine="\u1100\u1161").events
    assert event.machine == "가"
