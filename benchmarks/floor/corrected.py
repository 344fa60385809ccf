"""A correction twenty days back: how long until every figure it touches is right and marked as revised."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.kpi import Figures, Grain
from dure.floor.boards.keeping import keep_period
from dure.floor.boards.queries.figures import figures_of
from dure.floor.boards.reading import as_of
from dure.floor.events.actions import seal, take

FIRST: Final = date(2025, 3, 3)
DAYS: Final = 22
# 23:00 of the day in Korea; the state there lasts over the end of the shift only where it says so.
_START: Final = datetime(2025, 3, 2, 23, tzinfo=UTC)
_BATCH: Final = 5000


@dataclass(frozen=True)
class Corrected:
    """Seconds, and what was found. `wrong`: figures unlike those of a plant that was told rightly from the start."""

    events: int
    take_s: float
    day_s: float
    all_s: float
    shifts: int
    revised: int
    wrong: int


def correct(site: str, twin: str, machines: int) -> Corrected:
    """Both sites have plants alike. One is told three weeks wrongly in two places and corrected; the other rightly."""
    told = _told(machines)
    wrong = _places(told)
    right = {key: replace(event, value="down" if event.kind is Kind.STATE else "90") for key, event in wrong.items()}
    _tell(site, told)
    _tell(twin, [right.get(event.key, event) for event in told])
    keep_period(site)
    before = _figures(site)
    corrections = [
        Event("desk#1", seq, "", event.at + timedelta(days=20), Kind.CORRECTION, value=right[key].value,
              ref_source=event.source_id, ref_seq=event.source_seq)
        for seq, (key, event) in enumerate(wrong.items(), start=1)
    ]  # fmt: skip
    started = time.perf_counter()
    take(site, corrections, origin="http")
    taken = time.perf_counter()
    figures_of(site, FIRST, FIRST, Grain.SHIFT, as_of(site))
    day = time.perf_counter()
    after = _figures(site)
    done = time.perf_counter()
    revised = {place for place, row in after.items() if row.revision == 2}
    expected = {place: replace(row, revision=2 if place in revised else 1) for place, row in _figures(twin).items()}
    changed = {place for place in after if replace(after[place], revision=0) != replace(before[place], revision=0)}
    return Corrected(
        events=len(told), take_s=taken - started, day_s=day - taken, all_s=done - day, shifts=len(after),
        revised=len(revised), wrong=sum(after[place] != expected[place] for place in after) + len(changed ^ revised),
    )  # fmt: skip


def _figures(site: str) -> dict[tuple[str | None, str], Figures]:
    rows = figures_of(site, FIRST, FIRST + timedelta(days=DAYS - 1), Grain.SHIFT, as_of(site))
    return {(row.machine, row.window): row for row in rows}


def _told(machines: int) -> list[Event]:
    """A state each half hour and a count each five minutes of every machine, in order of time."""
    draw = random.Random(1)
    found = []
    for minute in range(0, DAYS * 24 * 60, 5):
        for number in range(machines):
            at = _START + timedelta(minutes=minute, seconds=number)
            source, machine = f"plc-{number:03}#1", f"M{number:03}"
            if minute % 30 == 0:
                state = draw.choice(("run", "run", "run", "run", "idle", "setup"))
                found.append(Event(source, minute * 2, machine, at, Kind.STATE, state))
            found.append(Event(source, minute * 2 + 1, machine, at, Kind.COUNT, str(draw.randrange(10)), item="A"))
    return found


def _places(told: list[Event]) -> dict[tuple[str, int], Event]:
    """On the first day: a state that reaches from the day shift into the night, and a count."""
    state = next(e for e in told if e.kind is Kind.STATE and e.at == _START + timedelta(minutes=11 * 60 + 30))
    count = next(e for e in told if e.kind is Kind.COUNT and e.at == _START + timedelta(minutes=60, seconds=1))
    late = replace(state, at=state.at + timedelta(minutes=29), source_seq=state.source_seq)
    told[told.index(state)] = late
    return {late.key: late, count.key: count}


def _tell(site: str, told: list[Event]) -> None:
    """All but the last days are sealed, as they are in a plant at work."""
    for start in range(0, len(told), _BATCH):
        take(site, told[start : start + _BATCH], origin="http")
        if start + 2 * _BATCH < len(told) <= start + 3 * _BATCH:
            seal(site)
