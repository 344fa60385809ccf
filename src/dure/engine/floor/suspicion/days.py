"""Days whose figures repeat those of another day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, tzinfo
from itertools import groupby
from typing import Final

from dure.engine.floor.events import Event
from dure.engine.floor.suspicion.flags import AMOUNTS, FALSE_ALARM, Figure, Flag, Sign, Stream, is_number

FEWEST: Final = 8
FEWEST_DIFFERENT: Final = 4

Row = tuple[str, ...]


def copied_days(stream: Stream, events: Sequence[Event], zone: tzinfo) -> Flag | None:
    """Two or more days with the same values in the same order, where chance would hardly make one such pair."""
    if stream.kind not in AMOUNTS:
        return None
    days = _days(events, zone)
    by_row: dict[Row, list[date]] = {}
    for day, row in days.items():
        if len(row) >= FEWEST and len(set(row)) >= FEWEST_DIFFERENT:
            by_row.setdefault(row, []).append(day)
    copies = {row: same for row, same in by_row.items() if len(same) > 1}
    expected = sum(_chance(row, days) for row in copies)
    if not copies or expected >= FALSE_ALARM:
        return None
    return _flag(stream, sorted(copies.items(), key=lambda entry: entry[1]), expected)


def _days(events: Sequence[Event], zone: tzinfo) -> dict[date, Row]:
    """Each local day's values. Repeats in a row count once: a value that does not move says nothing new."""
    found: dict[date, list[str]] = {}
    for event in events:
        if is_number(event.value):
            found.setdefault(event.at.astimezone(zone).date(), []).append(event.value)
    return {day: tuple(value for value, _same in groupby(values)) for day, values in found.items()}


def _chance(row: Row, days: dict[date, Row]) -> float:
    """How many pairs of days as long as this one would agree if values were drawn as often as each is seen."""
    seen = Counter(value for values in days.values() for value in values)
    total = sum(seen.values())
    agree = sum((times / total) ** 2 for times in seen.values())
    alike = sum(len(values) == len(row) for values in days.values())
    return alike * (alike - 1) / 2 * agree ** len(row)


def _flag(stream: Stream, copies: Sequence[tuple[Row, list[date]]], expected: float) -> Flag:
    repeated = sum(len(same) - 1 for _row, same in copies)
    row, (first, second, *_more) = copies[0]
    return Flag(
        Sign.COPIED_DAYS,
        stream,
        (
            Figure("repeated_days", repeated),
            Figure("first", first.isoformat()),
            Figure("again", second.isoformat()),
            Figure("values", ", ".join(row[:12])),
            Figure("expected_by_chance", expected),
        ),
        ko=f"{stream.name}: 다른 날과 값과 순서가 똑같은 날이 {repeated}일 있습니다"
        f"(예: {first}, {second}, 값 {len(row)}개). "
        "서식을 복사해 쓰다 값이 남은 것일 수도 있으니 원본을 확인해 보세요.",
        en=f"{stream.name}: {repeated} day(s) repeat another day, value by value (for example {first} and {second}, "
        f"{len(row)} values). A sheet copied as a form may have kept its figures: see the original.",
    )
