"""What an agreed figure is made of: the sums of its shifts, how often they were revised, where their records lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dure.engine.floor.calendar import Window, windows
from dure.engine.floor.facts import Facts
from dure.engine.floor.kpi import Figures, figures, total
from dure.engine.floor.plant import Plant
from dure.floor.boards.facts import facts_of
from dure.floor.boards.queries.figures import revisions_of
from dure.floor.boards.queries.reckoned import Known
from dure.floor.boards.queries.records import Record, Wanted, records_of
from dure.floor.boards.queries.shared import Shown
from dure.floor.boards.reading import days_of
from dure.floor.events.traced import Arrival, Traced, arrivals, traced
from dure.floor.plant.terms import Grain, Terms


@dataclass(frozen=True)
class Part:
    """One machine in one shift, or (`shift` and `machine` empty) all of the days together."""

    shift: str
    machine: str
    figures: Figures
    traced: Traced


@dataclass(frozen=True)
class MadeOf:
    whole: Part
    parts: list[Part]


def made_of(code: str, known: Known, terms: Terms, found: Shown, now: datetime) -> MadeOf:
    """The parts are given where shifts were agreed to be seen."""
    revisions = revisions_of(code, _with_stops(code, found, now))
    start, end = reach(known.plant, found.first, found.last)
    told = [each for each in arrivals(code, start, end) if _is_shared(terms, each.machine)]
    whole = _part(code, known, "", "", found.rows, told, revisions)
    if terms.grain is not Grain.DAY:
        return MadeOf(whole, [])
    spans = _spans(known.plant, found.first, found.last)
    parts = []
    for row in found.rows:
        window = spans[(row.line, row.label)]
        inside = [a for a in told if a.machine == row.machine and window.start <= a.at < window.end]
        parts.append(_part(code, known, row.shift, row.machine, [row], inside, revisions))
    return MadeOf(whole, parts)


def single_records(code: str, terms: Terms, first: date, last: date) -> list[Record]:
    """The records of the agreed machines as they were told and as they stand, the newest first."""
    found = records_of(days_of(code, first, last, None), Wanted())
    return [each for each in found if _is_shared(terms, each.told.machine)]


def reach(plant: Plant, first: date, last: date) -> tuple[datetime, datetime]:
    """From the first midnight, or the first shift's start, to the last midnight, or the last shift's end."""
    start = datetime.combine(first, time(), plant.timezone)
    end = datetime.combine(last + timedelta(days=1), time(), plant.timezone)
    every = [window for _line, window in _windows(plant, first, last)]
    return min([start, *(each.start for each in every)]), max([end, *(each.end for each in every)])


def _is_shared(terms: Terms, machine: str) -> bool:
    return not terms.machines or machine in terms.machines


def _spans(plant: Plant, first: date, last: date) -> dict[tuple[str, str], Window]:
    return {(line, f"{each.day.isoformat()} {each.shift}"): each for line, each in _windows(plant, first, last)}


def _windows(plant: Plant, first: date, last: date) -> Iterator[tuple[str, Window]]:
    for line in plant.lines:
        for window in windows(plant, line, first, last):
            yield line, window


def _part(
    code: str, known: Known, shift: str, machine: str, rows: Sequence[Facts], told: Sequence[Arrival],
    revisions: dict[tuple[str, str], int],
) -> Part:  # fmt: skip
    revision = max((revisions.get((row.machine, row.label), 1) for row in rows), default=1)
    found = figures(known.plant, total(rows), window=shift, machine=machine, line=None, revision=revision)
    return Part(shift, machine, found, traced(code, told))


def _with_stops(code: str, found: Shown, now: datetime) -> list[Facts]:
    """The same facts as they are compared with the kept ones: with the reasons of their stops."""
    if not found.rows:
        return []
    wanted = {(row.machine, row.label) for row in found.rows}
    return [row for row in facts_of(code, found.first, found.last, now) if (row.machine, row.label) in wanted]
