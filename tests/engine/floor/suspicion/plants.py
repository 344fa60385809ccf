"""Small plants whose truth is known: honest hands, and four ways of making records up."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dure.engine.floor.events import Event, Kind

SEOUL = ZoneInfo("Asia/Seoul")
FIRST_DAY = datetime(2026, 3, 2, tzinfo=SEOUL)


def honest(seed: int, days: int = 40) -> list[Event]:
    """Hourly counts and a cold room's temperature on a tablet, salinity on a sheet, a counter that reports itself."""
    source = random.Random(seed)
    told: list[Event] = []
    for day in range(days):
        morning = FIRST_DAY + timedelta(days=day, hours=8)
        room = source.gauss(3, 0.8)
        for hour in range(9):
            late = timedelta(hours=hour, seconds=source.gauss(600, 180), microseconds=source.randrange(10**6))
            room += source.gauss(0, 0.4)
            told.append(event("hands#a1", "M1", Kind.COUNT, morning + late, str(max(0, round(source.gauss(52, 6))))))
            told.append(temperature(morning + late + timedelta(seconds=source.uniform(20, 300)), room))
            sheet = morning + timedelta(hours=hour)
            salt = f"{source.gauss(2.2, 0.12):.2f}".rstrip("0").rstrip(".")
            told.append(event("excel#s1", "T1", Kind.CHECK, sheet, salt, reason="salinity", unit="%"))
        told += [
            event("press#p1", "M2", Kind.COUNT, morning + timedelta(minutes=minute), str(source.randint(9, 11)))
            for minute in range(0, 540, 10)
        ]
    return numbered(told)


def temperature(at: datetime, room: float) -> Event:
    return event("hands#a1", "", Kind.CCP, at, f"{room:.1f}".removesuffix(".0"), reason="cold_room", unit="C")


def event(
    source_id: str, machine: str, kind: Kind, at: datetime, value: str, *, reason: str = "", unit: str = ""
) -> Event:
    return Event(source_id, 0, machine, at, kind, value, unit=unit, reason=reason)


def numbered(events: list[Event]) -> list[Event]:
    return [replace(told, source_seq=seq) for seq, told in enumerate(events, start=1)]


def of(events: list[Event], family: str, kind: Kind) -> Iterator[Event]:
    return (told for told in events if told.family == family and told.kind is kind)
