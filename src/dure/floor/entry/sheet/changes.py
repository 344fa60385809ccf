"""What a form says now against what it has told before: new rows, changed cells, cleared rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from dure.engine.floor.effective import AMENDABLE, effective
from dure.engine.floor.events import Event, Kind
from dure.engine.floor.reading import BadLine, LineError
from dure.floor.entry.sheet.read import Sheet
from dure.floor.entry.sheet.rows import ROW_STEP, SLOT_STEP, numbered


class Change(StrEnum):
    """What an upload does to what was told."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    CLEARED = "cleared"


@dataclass(frozen=True)
class Telling:
    """An event to be told, and why. `SAME` is told again as it was: a duplicate to the store."""

    row: int
    change: Change
    event: Event


@dataclass(frozen=True)
class _Cell:
    """What was told in one cell: raw events by number, and the one in force after corrections."""

    told: dict[int, Event]
    live: Event | None

    def next_number(self) -> int:
        return max(self.told, default=-1) + 1

    def corrected_at(self, at: datetime) -> datetime:
        """Not before an earlier correction of the cell: the later one wins."""
        return max([at, *(event.at for event in self.told.values() if event.kind is Kind.CORRECTION)])


def changes(sheet: Sheet, stored: Iterable[Event], at: datetime) -> list[Telling]:
    """What to tell so that the store says what the form says.

    `stored`: raw events of the form's source; those of other sources are ignored, so that a form taken again changes
    nothing, whoever has corrected it elsewhere. Rows with a bad cell stay as they were told.
    """
    cells = _cells(sheet.identity.source_id, stored)
    found: list[Telling] = []
    wanted = set()
    for row, event in sheet.events:
        base = event.source_seq // SLOT_STEP
        wanted.add(base)
        found += _told(sheet, row, event, cells.get(base, _Cell({}, None)), at)
    for base, cell in sorted(cells.items()):
        row = base * SLOT_STEP // ROW_STEP
        if base not in wanted and cell.live is not None and row not in sheet.bad_rows:
            found += _sound(sheet, base, [Telling(row, Change.CLEARED, _void(cell, cell.live, at))])
    return found


def _cells(source_id: str, stored: Iterable[Event]) -> dict[int, _Cell]:
    own = [event for event in stored if event.source_id == source_id]
    told: dict[int, dict[int, Event]] = defaultdict(dict)
    for event in own:
        told[event.source_seq // SLOT_STEP][event.source_seq % SLOT_STEP] = event
    live = {event.source_seq // SLOT_STEP: event for event in effective(own).events}
    return {base: _Cell(events, live.get(base)) for base, events in told.items()}


def _told(sheet: Sheet, row: int, event: Event, cell: _Cell, at: datetime) -> list[Telling]:
    number, live = cell.next_number(), cell.live
    base = event.source_seq // SLOT_STEP
    if live is None:
        return _sound(sheet, base, [Telling(row, Change.NEW, numbered(event, number))])
    if replace(event, source_seq=live.source_seq) == live:
        return [Telling(row, Change.SAME, cell.told[live.source_seq % SLOT_STEP])]
    correction = _correction(event, cell, live, at)
    if correction is not None:
        return _sound(sheet, base, [Telling(row, Change.CHANGED, correction)])
    # The time, the remark, or a field that is empty now cannot be corrected: taken back, and told anew.
    anew = [_void(cell, live, at), numbered(event, number + 1)]
    return _sound(sheet, base, [Telling(row, Change.CHANGED, each) for each in anew])


def _sound(sheet: Sheet, base: int, tellings: list[Telling]) -> list[Telling]:
    """The tellings, or a bad line where their cell has been told too often for its keys."""
    if all(telling.event.source_seq // SLOT_STEP == base for telling in tellings):
        return tellings
    row = tellings[0].row
    error = LineError(f"{sheet.name}!{row}", "changed too often; use a new form",
                      "너무 여러 번 고쳤습니다. 새 양식을 쓰세요")  # fmt: skip
    sheet.bad.append(BadLine(row, error))
    return []


def _correction(event: Event, cell: _Cell, live: Event, at: datetime) -> Event | None:
    """The correction that makes the live event say what the form says; None where a correction cannot."""
    said = ("value", *AMENDABLE)
    new = {name: told for name in said if (told := getattr(event, name)) != getattr(live, name)}
    rest = replace(live, **{name: getattr(event, name) for name in said})
    if not all(new.values()) or rest != replace(event, source_seq=live.source_seq):
        return None
    return Event(
        source_id=live.source_id, source_seq=_seq(live, cell.next_number()), machine=new.pop("machine", ""),
        at=cell.corrected_at(at), kind=Kind.CORRECTION, ref_source=live.source_id, ref_seq=live.source_seq, **new,
    )  # fmt: skip


def _void(cell: _Cell, live: Event, at: datetime) -> Event:
    return Event(
        source_id=live.source_id, source_seq=_seq(live, cell.next_number()), machine="", at=cell.corrected_at(at),
        kind=Kind.CORRECTION, ref_source=live.source_id, ref_seq=live.source_seq, void=True,
    )  # fmt: skip


def _seq(live: Event, number: int) -> int:
    """The key of the cell's n-th telling; one that runs over the cell's keys is caught by `_sound`."""
    return live.source_seq // SLOT_STEP * SLOT_STEP + number
