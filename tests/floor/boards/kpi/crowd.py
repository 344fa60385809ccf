"""A plant of several calendars, counters and priorities, and crowds of events that all its rules have to judge."""

from __future__ import annotations

import random
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

import ibis
import pytest
from tests.engine.floor.plants import WEEK, calendar, plant, shift

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.facts import Facts, facts
from dure.engine.floor.outside import Outside
from dure.engine.floor.plant import Plant
from dure.floor.boards.kpi.facts import fact_table
from dure.floor.boards.kpi.outside import outside_table

FIRST = date(2026, 1, 1)
BEGIN = datetime(2025, 12, 31, tzinfo=UTC)
SOURCES = ("plc#1", "plc#2", "hands", "hands#x", "excel", "aux")
MACHINES = ("M1", "M2", "M3", "elsewhere")
STATES = ("run", "run", "run", "idle", "down", "setup", "off", "unknown")
KINDS = [Kind.STATE] * 6 + [Kind.COUNT_TOTAL] * 2 + [kind for kind in Kind if kind not in {Kind.CHECK, Kind.CCP}]


def crowded_plant() -> Plant:
    """Lines by day and night and by day only; the second calendar changes on 4 January."""
    versions: list[dict[str, Any]] = [{"from": "2026-01-01", "seconds": 30}, {"from": "2026-01-03", "seconds": 45}]
    return plant(
        machines=[
            {"id": "M1", "line": "L1", "planned_run_time_s": {"*": 90, "a": versions}, "priority": ["plc"]},
            {"id": "M2", "line": "L2", "stale_after_s": 3600, "counter": "good", "planned_run_time_s": {"a": 10}},
            {
                "id": "M3",
                "line": "L2",
                "priority": ["hands", "aux"],
                "sources": {"aux": {"stale_after_s": 90}, "plc": {"stale_after_s": 20_000}},
            },
        ],
        calendar=[
            calendar([shift("08:00", "20:00", "day", ["12:00", "13:00"]), shift("20:00", "08:00", "night")]),
            calendar([shift("09:00", "18:00", "day", ["12:00", "13:00"])], line="*"),
            calendar([shift("07:00", "16:00")], since="2026-01-04", days=WEEK[:6], line="*"),
        ],
        items=[{"id": "salt", "name": {"ko": "소금"}, "auxiliary": True}],
    )


def crowd(seed: int, events: int, days: int = 6) -> list[Event]:
    """So many events of all kinds, sources and faults. The same ones for the same seed."""
    chance = random.Random(seed)
    told: list[Event] = []
    for number in range(events):
        kind = chance.choice(KINDS)
        at = BEGIN + timedelta(minutes=chance.randrange(60 * 24 * days), seconds=chance.choice([0, 0, 17]))
        more = _content(chance, kind, told)
        machine = more.pop("machine", None) or chance.choice(MACHINES)
        told.append(Event(chance.choice(SOURCES), number, machine, at, kind, **more))
    return told


def _content(chance: random.Random, kind: Kind, told: list[Event]) -> dict[str, Any]:
    if kind is Kind.STATE:
        return {"value": chance.choice(STATES), "reason": chance.choice(["", "", "", "cleaning", "change"])}
    if kind is Kind.REASON:
        return {"reason": chance.choice(["cleaning", "change", "jam", "of-no-plant"])}
    if kind in {Kind.ORDER_START, Kind.ORDER_END}:
        return {"order": chance.choice(["W1", "W2"]), "item": chance.choice(["a", "b", ""])}
    if kind in {Kind.LOT_IN, Kind.LOT_OUT}:
        item, order = chance.choice(["salt", ""]), chance.choice(["", "W1"])
        return {"lot": chance.choice("xyz"), "value": "2.5", "unit": chance.choice(["kg", "g"]), "item": item,
                "order": order}  # fmt: skip
    if kind is Kind.CORRECTION:
        return _correction(chance, told)
    unit = chance.choice(["", "kWh", "MJ", "steps"])
    return {"value": chance.choice(["0", "1", "2", "5", "0.25", "100"]), "item": chance.choice(["", "a", "b"]),
            "unit": unit}  # fmt: skip


def _correction(chance: random.Random, told: list[Event]) -> dict[str, Any]:
    target = chance.choice(told) if told else None
    ref = ("plc#1", 10**6) if target is None else target.key
    return {
        "ref_source": ref[0], "ref_seq": ref[1], "void": chance.random() < 0.3,
        "value": chance.choice(["", "", "down", "7", "nonsense"]), "machine": chance.choice(["M1", "M2"]),
        "reason": chance.choice(["", "", "jam"]),
    }  # fmt: skip


def assert_same(
    of: Plant, events: list[Event], source: ibis.Table, first: date, last: date, until: datetime | None = None
) -> None:
    """The queries' facts are the reference's, to 1e-9 of what is compared."""
    expected, found = facts(of, events, first, last, until).rows, fact_table(of, source, first, last, until)
    assert [_exact(row) for row in found] == [_exact(row) for row in expected]
    for mine, row in zip(found, expected, strict=True):
        assert mine.stops == pytest.approx(row.stops, rel=1e-9, abs=1e-9), row.label
        assert _numbers(mine) == pytest.approx(_numbers(row), rel=1e-9, abs=1e-9), row.label


def assert_same_outside(of: Plant, events: list[Event], source: ibis.Table, first: date, last: date) -> None:
    """The same of what no shift has."""
    expected, found = facts(of, events, first, last).outside, outside_table(of, source, first, last)
    assert [(row.machine, row.line, row.day) for row in found] == [(r.machine, r.line, r.day) for r in expected]
    for mine, row in zip(found, expected, strict=True):
        assert _numbers(mine) == pytest.approx(_numbers(row), rel=1e-9, abs=1e-9), (row.machine, row.day)


def _exact(row: Facts) -> tuple[object, ...]:
    lacking = (row.planned_s is None, row.good_s is None)
    return (row.machine, row.line, row.day, row.shift, sorted(row.stops), *lacking)


def _numbers(row: Facts | Outside) -> dict[str, float]:
    values = {field.name: getattr(row, field.name) for field in fields(row)}
    return {name: value for name, value in values.items() if isinstance(value, int | float)}
