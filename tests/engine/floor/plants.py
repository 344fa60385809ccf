"""Small plants and events to try the floor's engine on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.facts import Facts, FactTable, facts
from dure.engine.floor.plant import Plant
from dure.engine.floor.plant_document import read_plant
from dure.engine.strict_json import JsonValue

WEEK: list[JsonValue] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
MONDAY = date(2026, 1, 5)
SEOUL_H = 9


def document(**changes: Any) -> dict[str, JsonValue]:
    """One machine on one line, 08:00 to 20:00 with an hour's break, 90 s a piece."""
    plant: dict[str, JsonValue] = {
        "name": "Plant",
        "timezone": "Asia/Seoul",
        "machines": [{"id": "M1", "line": "L1", "planned_run_time_s": {"*": 90}, "stale_after_s": 7200}],
        "calendar": [calendar([{"name": "day", "start": "08:00", "end": "20:00", "breaks": [["12:00", "13:00"]]}])],
        "reasons": [
            {"id": "change", "element": "AUST"},
            {"id": "jam", "element": "ADET"},
            {"id": "no-order", "element": "ADOT"},
            {"id": "cleaning", "element": "planned"},
        ],
    }
    return plant | changes


def calendar(
    shifts: list[JsonValue], *, since: str = "2026-01-01", days: list[JsonValue] | None = None, line: str = "L1"
) -> JsonValue:
    return {"line": line, "from": since, "days": WEEK if days is None else days, "shifts": shifts}


def shift(start: str, end: str, name: str = "day", *breaks: list[str]) -> JsonValue:
    return {"name": name, "start": start, "end": end, "breaks": [list(pause) for pause in breaks]}


def plant(**changes: Any) -> Plant:
    return read_plant(document(**changes))


def machine(**changes: Any) -> list[JsonValue]:
    told: dict[str, JsonValue] = {"id": "M1", "line": "L1", "planned_run_time_s": {"*": 90}, "stale_after_s": 7200}
    return [told | changes]


def at(clock: str, day: date = MONDAY) -> datetime:
    """A wall-clock time in Seoul, `08:00` or `08:00:30`; hours of 24 and more are on the next day."""
    hours, minutes, seconds = ([int(part) for part in clock.split(":")] + [0])[:3]
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return midnight + timedelta(hours=hours - SEOUL_H, minutes=minutes, seconds=seconds)


class Teller:
    """A source that numbers what it tells."""

    def __init__(self, source: str = "plc#1", machine: str = "M1") -> None:
        self.source, self.machine, self.told = source, machine, 0

    def __call__(self, clock: str | datetime, kind: Kind, value: str = "", **more: object) -> Event:
        self.told += 1
        moment = at(clock) if isinstance(clock, str) else clock
        fields = {"machine": self.machine, "value": value} | more
        return Event(source_id=self.source, source_seq=self.told, at=moment, kind=kind, **fields)  # type: ignore[arg-type]

    def state(self, clock: str | datetime, value: str, reason: str = "") -> Event:
        return self(clock, Kind.STATE, value, reason=reason)

    def correction(self, clock: str, target: Event, value: str = "", **more: object) -> Event:
        named = {"machine": "", "ref_source": target.source_id, "ref_seq": target.source_seq}
        return self(clock, Kind.CORRECTION, value, **(named | more))


def table(of: Plant, *events: Event, first: date = MONDAY, last: date = MONDAY) -> FactTable:
    return facts(of, events, first, last)


def only(of: Plant, *events: Event) -> Facts:
    """The one row of Monday."""
    (row,) = table(of, *events).rows
    return row


def times(row: Facts) -> tuple[float, float, float, float, float, float]:
    """Planned, producing, setup, delay, down and unknown seconds."""
    return (row.pbt_s, row.apt_s, row.aust_s, row.adet_s, row.adot_s, row.unknown_s)
