"""Whatever bytes come in: an answer or a refusal that names what is wrong, never a fault."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.engine.floor.plants import document

from dure.engine.floor.mtconnect import read_mtconnect
from dure.engine.floor.mtconnect_items import read_devices
from dure.engine.floor.plant_document import read_plant
from dure.engine.floor.reading import COLUMNS, read_events
from dure.engine.strict_json import InputError, load

FEW = settings(max_examples=60)
HEADER = ",".join(COLUMNS).encode() + b"\n"
FIELDS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["run", "count", "state", "2026-01-05T08:00:00+09:00", "1", "-1", "1e9", "true"]),
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=6)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def is_answered(read: Callable[[bytes], object], data: bytes) -> bool:
    try:
        read(data)
    except InputError as error:
        return bool(error.line("ko") and error.line("en"))
    return True


@FEW
@given(st.binary(max_size=200))
@example(b"\x1f\x8b\x08\x00")
@example(b'"')
def test_any_bytes_are_answered(data: bytes) -> None:
    assert is_answered(read_events, data)
    assert is_answered(read_events, HEADER + data)
    assert is_answered(read_events, b"{" + data)
    assert is_answered(lambda log: read_mtconnect(log, "M1"), data)
    assert is_answered(read_devices, data)


@FEW
@given(st.dictionaries(st.sampled_from(COLUMNS), st.one_of(FIELDS, JSON), max_size=len(COLUMNS)))
def test_any_line_is_an_event_or_a_bad_line(fields: dict[str, Any]) -> None:
    found = read_events(json.dumps(fields).encode())
    assert len(found.events) + len(found.bad) == 1


@FEW
@given(st.sampled_from(sorted(document())), JSON)
def test_any_value_in_a_plant_is_read_or_refused_with_its_path(key: str, value: Any) -> None:
    assert is_answered(
        lambda data: read_plant(load(data, allow_floats=True)), json.dumps(document() | {key: value}).encode()
    )


@FEW
@given(st.data(), JSON)
def test_any_value_inside_a_plant_is_read_or_refused_with_its_path(data: st.DataObject, value: Any) -> None:
    whole = json.loads(json.dumps(document()))
    part = data.draw(
        st.sampled_from(
            [whole["machines"][0], whole["calendar"][0], whole["calendar"][0]["shifts"][0], whole["reasons"][0]]
        )
    )
    part[data.draw(st.sampled_from(sorted(part)))] = value
    assert is_answered(lambda told: read_plant(load(told, allow_floats=True)), json.dumps(whole).encode())


def test_deep_nesting_is_a_bad_line() -> None:
    found = read_events(b'{"value":' + b"[" * 10_000 + b"]" * 10_000 + b"}")
    assert (len(found.events), len(found.bad)) == (0, 1)
