from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from dure.engine.floor.reading import BadLine
from dure.engine.floor.shdr import Observation, log_text, observations
from dure.engine.strict_json import InputError

NOON = "2026-01-05T12:00:00.000000Z"


def told(*lines: str, single: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    found = observations("\n".join(lines), single)
    return [(seen.device, seen.key, seen.value) for seen in found if isinstance(seen, Observation)]


def wrong(*lines: str) -> list[tuple[int, str]]:
    return [(seen.number, str(seen.error)) for seen in observations("\n".join(lines)) if isinstance(seen, BadLine)]


def instant(stamp: str) -> datetime:
    (seen,) = observations(f"{stamp}|execution|READY")
    assert isinstance(seen, Observation)
    return seen.at


def test_line_may_tell_several_keys_and_name_its_device() -> None:
    assert told(f"{NOON}|program|Tap|execution|READY", f"{NOON}|Hurco01:avail|AVAILABLE") == [
        ("", "program", "Tap"), ("", "execution", "READY"), ("Hurco01", "avail", "AVAILABLE"),
    ]  # fmt: skip


def test_condition_s_texts_are_not_taken_for_keys() -> None:
    line = f"{NOON}|system|Fault|454B|execution|ACTIVE|Limit switch A-"
    assert told(line) == [("", "system", "Fault")]
    assert told(f"{NOON}|note|7|execution|ACTIVE", single=("note",)) == [("", "note", "7")]


def test_commands_assets_and_blank_lines_are_passed_over() -> None:
    assert told(
        "* PING", "", f"{NOON}|@ASSET@|T1|CuttingTool|--multiline--AB12", "<CuttingTool>|execution|ACTIVE",
        "--multiline--AB12", f"{NOON}|@ASSET@|T2|CuttingTool|<CuttingTool/>", f"{NOON}|execution|READY",
    ) == [("", "execution", "READY")]  # fmt: skip


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2017-05-02T09:00:48.6093750Z", datetime(2017, 5, 2, 9, 0, 48, 609375, tzinfo=UTC)),
        ("2017-05-02T09:00:48", datetime(2017, 5, 2, 9, 0, 48, tzinfo=UTC)),
        ("2017-05-02T18:00:48.5+09:00", datetime(2017, 5, 2, 9, 0, 48, 500000, tzinfo=UTC)),
        ("2017-05-02T09:00:48Z@100.5", datetime(2017, 5, 2, 9, 0, 48, tzinfo=UTC)),
    ],
)
def test_time_is_utc_unless_told_and_a_duration_is_left_out(stamp: str, expected: datetime) -> None:
    assert instant(stamp) == expected


def test_lines_without_time_or_value_are_named() -> None:
    assert wrong("2|execution|READY", f"{NOON}|execution", "1970-01-01T00:00:00Z|execution|READY", "text") == [
        (1, "timestamp: “2” is not a time like 2026-01-05T08:00:00Z"),
        (2, "line: is not timestamp|key|value"),
        (3, "timestamp: 1970 is not a year to record"),
        (4, "timestamp: “text” is not a time like 2026-01-05T08:00:00Z"),
    ]


def test_text_is_unpacked_and_broken_letters_do_not_lose_the_file() -> None:
    assert log_text(gzip.compress(b"\xef\xbb\xbfa\xffb")) == "a\ufffdb"


def test_broken_archive_is_refused() -> None:
    with pytest.raises(InputError, match="the gzip archive is broken"):
        log_text(gzip.compress(b"execution" * 100)[:-20])
