from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dure.engine.floor.events import Event, Kind, family_of, is_typed, plain_decimal, stamp

NOON = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)
EVENT = Event("press#a1", 7, "M1", NOON, Kind.COUNT, value="5")


def test_family_is_the_source_without_its_last_mark() -> None:
    assert [family_of(source) for source in ("press#a1", "press", "line#2#a1", "#a1")] == [
        "press", "press", "line#2", "#a1",
    ]  # fmt: skip


def test_typed_are_the_families_of_people() -> None:
    assert [is_typed(source) for source in ("hands#x", "excel", "handsfree#x", "press#hands")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_digest_is_equal_for_the_same_instant_told_in_another_zone() -> None:
    elsewhere = NOON.astimezone(timezone(timedelta(hours=9)))
    assert replace(EVENT, at=elsewhere).digest() == EVENT.digest()


@pytest.mark.parametrize(
    "change",
    [{"value": "6"}, {"machine": "M2"}, {"note": "x"}, {"void": True}, {"ref_seq": 0}, {"at": NOON.replace(hour=4)}],
)
def test_digest_differs_with_the_content(change: dict[str, object]) -> None:
    assert replace(EVENT, **change).digest() != EVENT.digest()  # type: ignore[arg-type]


@given(st.builds(
    Event, st.text(), st.integers(0), st.text(), st.just(NOON), st.sampled_from(Kind), value=st.text(), note=st.text(),
    ref_seq=st.none() | st.integers(0), void=st.booleans(),
))  # fmt: skip
def test_content_is_json_with_sorted_names_and_no_spaces(event: Event) -> None:
    parts = asdict(event) | {"at": stamp(event.at)}
    assert event.content() == json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_stamp_is_utc_to_the_microsecond() -> None:
    assert (
        stamp(datetime(2026, 1, 5, 8, 0, 0, 120, tzinfo=timezone(timedelta(hours=9)))) == "2026-01-04T23:00:00.000120Z"
    )


@pytest.mark.parametrize(
    ("number", "text"), [("1.500", "1.5"), ("-0.0", "0"), ("1E+3", "1000"), ("0.0010", "0.001"), ("-2.50", "-2.5")]
)
def test_plain_decimal_has_one_spelling(number: str, text: str) -> None:
    assert plain_decimal(Decimal(number)) == text


def test_order_inside_an_instant_is_by_kind_as_the_contract_lists_it() -> None:
    told = [replace(EVENT, kind=kind, source_seq=99 - place) for place, kind in enumerate(Kind)]
    assert [event.kind for event in sorted(told, key=lambda event: event.sort_key)] == [
        "state", "count", "count_total", "scrap", "rework", "reason", "order_start", "order_end", "check", "ccp",
        "lot_in", "lot_out", "energy", "correction",
    ]  # fmt: skip


def test_order_inside_a_kind_is_by_source_then_sequence() -> None:
    told = [replace(EVENT, source_id=source, source_seq=seq) for source, seq in (("b#1", 1), ("a#1", 10), ("a#1", 9))]
    assert [event.key for event in sorted(told, key=lambda event: event.sort_key)] == [
        ("a#1", 9),
        ("a#1", 10),
        ("b#1", 1),
    ]
