"""What a row tells: the events behind the cells of each form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from dure.engine.floor.events import Event, Kind, State
from dure.engine.floor.plant import Check
from dure.engine.floor.reading import LineError, event_from
from dure.floor.entry.notes import ACTION, SEPARATOR
from dure.floor.entry.sheet.days import FormDay
from dure.floor.entry.sheet.identity import Identity
from dure.floor.entry.sheet.layout import Form

Values = Mapping[str, Any]
# A key is row, slot and number: what one row tells in one slot may be told anew 99 times.
ROW_STEP, SLOT_STEP = 10_000, 100
GOOD, SCRAP, BEGIN, END, LOT_IN, LOT_OUT, LOSS, CHECK = range(1, 9)
# Pieces counted up to the end of a span belong to it, not to the shift that begins then.
JUST_BEFORE: Final = timedelta(seconds=1)


class RowError(ValueError):
    """A row is wrong; `column` is the key of the cell to mend."""

    def __init__(self, column: str, why_en: str, why_ko: str) -> None:
        super().__init__(why_en)
        self.column = column
        self.why_en = why_en
        self.why_ko = why_ko


@dataclass(frozen=True)
class Row:
    """A row of a form, its number as people see it, and the values of its cells that are filled."""

    number: int
    values: Values


@dataclass(frozen=True)
class RowReader:
    """Reads the rows of one form."""

    identity: Identity
    day: FormDay

    def events(self, row: Row) -> list[Event]:
        """Raises RowError."""
        readers: dict[Form, Callable[[Row], list[Event]]] = {
            Form.DAILY: self._daily,
            Form.BATCH: self._batch,
            Form.CHECKS: self._check,
        }
        return readers[self.identity.form](row)

    def _daily(self, row: Row) -> list[Event]:
        values = row.values
        machine = _needed(values, "machine")
        _needed(values, "start" if "start" in values or "end" not in values else "end")
        start, end = self._span(values, self._line(machine))
        said = {name: values.get(name, "") for name in ("item", "order", "note")}
        counted = {"machine": machine, **said}
        at = end - JUST_BEFORE if start and end else end or start
        if "stop" in values:
            return self._stop(row, machine, start, end)
        found: list[Event] = []
        if "good" in values:
            unit = self._unit(values.get("item"), "ea")
            found.append(self._event(row, GOOD, "good", Kind.COUNT, at, counted, value=values["good"], unit=unit))
        if "scrap" in values:
            unit = self._unit(values.get("item"), "ea")
            reason = values.get("defect", "")
            found.append(self._event(row, SCRAP, "scrap", Kind.SCRAP, at, counted,
                                     value=values["scrap"], unit=unit, reason=reason))  # fmt: skip
        elif "defect" in values:
            raise RowError("scrap", "how many were defective?", "불량 수량을 쓰세요")
        if not found:
            raise RowError("good", "neither good nor defective pieces nor a reason for a stop",
                           "양품, 불량, 멈춘 이유 가운데 하나는 있어야 합니다")  # fmt: skip
        if start and end:
            found += self._state(row, machine, start, end, State.RUN, "")
        return found

    def _stop(self, row: Row, machine: str, start: datetime | None, end: datetime | None) -> list[Event]:
        for name in ("good", "scrap"):
            if name in row.values:
                raise RowError(name, "write a stop in a row of its own", "멈춤은 따로 한 줄에 쓰세요")
        if start is None:
            raise RowError("start", "when did it stop?", "멈춘 시각을 쓰세요")
        return self._state(row, machine, start, end, State.DOWN, row.values["stop"])

    def _batch(self, row: Row) -> list[Event]:
        values = row.values
        machine = _needed(values, "machine")
        start, end = self._span(values, self._line(machine))
        said = {"machine": machine, "order": values.get("order", ""), "note": values.get("note", "")}
        found: list[Event] = []
        if "lot_in" in values or "amount_in" in values:
            _needed(values, "start")
            found.append(self._lot(row, LOT_IN, Kind.LOT_IN, start, said))
        if "lot_out" in values or "amount_out" in values:
            _needed(values, "end")
            found.append(self._lot(row, LOT_OUT, Kind.LOT_OUT, end, said))
        if "loss" in values:
            unit = self._unit(values.get("item_in"), "kg")
            lot = values.get("lot_out") or values.get("lot_in", "")
            found.append(self._event(row, LOSS, "loss", Kind.SCRAP, end or start, said, value=values["loss"],
                                     unit=unit, reason=values.get("defect", ""), lot=lot))  # fmt: skip
        if not found:
            raise RowError("lot_in", "no lot goes in or out", "투입 또는 산출 LOT을 쓰세요")
        return found

    def _lot(self, row: Row, slot: int, kind: Kind, at: datetime | None, said: Values) -> Event:
        side = "in" if kind is Kind.LOT_IN else "out"
        lot = _needed(row.values, f"lot_{side}")
        item = row.values.get(f"item_{side}", "")
        more = {"lot": lot, "item": item, "value": row.values.get(f"amount_{side}", ""), "unit": self._unit(item, "kg")}
        return self._event(row, slot, f"amount_{side}", kind, at, said, **more)

    def _check(self, row: Row) -> list[Event]:
        values = row.values
        code = _needed(values, "check")
        plant = self.day.plant
        check: Check = plant.ccps[code] if code in plant.ccps else plant.checks[code]
        machine = values.get("machine") or check.machine
        at, _end = self._span({"start": _needed(values, "start")}, self._line(machine))
        value = _needed(values, "value")
        if not check.is_measured and value not in {"ok", "ng"}:
            raise RowError("value", "this check is ok or ng", "이 항목은 적합·부적합으로 씁니다")
        action = f"{ACTION}{values['action']}" if "action" in values else ""
        said = {
            "machine": machine, "lot": values.get("lot", ""), "item": values.get("item", ""),
            "note": SEPARATOR.join(part for part in (action, values.get("note", "")) if part),
        }  # fmt: skip
        kind = Kind.CCP if code in plant.ccps else Kind.CHECK
        unit = check.unit if value not in {"ok", "ng"} else ""
        return [self._event(row, CHECK, "value", kind, at, said, value=value, unit=unit, reason=code)]

    def _state(
        self, row: Row, machine: str, start: datetime, end: datetime | None, state: State, reason: str
    ) -> list[Event]:
        """From then to then; what the machine does afterwards nobody has said."""
        said = {"machine": machine}
        found = [self._event(row, BEGIN, "start", Kind.STATE, start, said, value=state, reason=reason)]
        if end:
            found.append(self._event(row, END, "end", Kind.STATE, end, said, value=State.UNKNOWN))
        return found

    def _span(self, values: Values, line: str) -> tuple[datetime | None, datetime | None]:
        start = self.day.instant(values["start"], line) if "start" in values else None
        if "end" not in values:
            return start, None
        return start, self.day.after(start, values["end"]) if start else self.day.instant(values["end"], line)

    def _line(self, machine: str) -> str:
        found = self.day.plant.machines.get(machine)
        return found.line if found else next(iter(self.day.plant.lines), "")

    def _unit(self, item: str | None, otherwise: str) -> str:
        found = self.day.plant.items.get(item or "")
        return found.unit if found else otherwise

    def _event(
        self, row: Row, slot: int, column: str, kind: Kind, at: datetime | None, said: Values, **more: str
    ) -> Event:
        if at is None:
            raise RowError("start", "no time is given", "시각을 쓰세요")
        fields = {
            **said, **more, "kind": kind.value, "at": at.isoformat(), "source_id": self.identity.source_id,
            "source_seq": str(row.number * ROW_STEP + slot * SLOT_STEP),
        }  # fmt: skip
        try:
            return event_from(fields)
        except LineError as error:
            raise RowError(column, str(error), error.why_ko) from error


@dataclass(frozen=True)
class _Span:
    """What a row says a machine did, from when; `end` is None where no end was written."""

    begin: Event
    end: datetime | None

    def goes_on_at(self, at: datetime) -> bool:
        return self.begin.at < at and (self.end is None or self.end > at)


def with_ends(events: list[tuple[int, Event]]) -> list[tuple[int, Event]]:
    """Say at the end of each span what other rows say of the machine: a stop within a run goes back to running.

    Where another row begins at that very time its own beginning says so; where none goes on, it is unknown.
    """
    ends = {event.source_seq: event.at for _, event in events}
    spans = [
        _Span(event, ends.get(event.source_seq + (END - BEGIN) * SLOT_STEP))
        for _, event in events
        if _slot(event) == BEGIN and event.kind is Kind.STATE
    ]
    found: list[tuple[int, Event]] = []
    for number, event in events:
        if _slot(event) != END or event.kind is not Kind.STATE:
            found.append((number, event))
            continue
        others = [span for span in spans if span.begin.machine == event.machine]
        if any(span.begin.at == event.at for span in others):
            continue
        going_on = [span.begin for span in others if span.goes_on_at(event.at)]
        last = max(going_on, key=lambda begin: begin.sort_key, default=None)
        found.append((number, replace(event, value=last.value, reason=last.reason) if last else event))
    return found


def _slot(event: Event) -> int:
    return event.source_seq % ROW_STEP // SLOT_STEP


def numbered(event: Event, number: int) -> Event:
    """The event told for the n-th time in its cell."""
    return replace(event, source_seq=event.source_seq // SLOT_STEP * SLOT_STEP + number)


def _needed(values: Values, column: str) -> Any:
    if values.get(column) is None:
        raise RowError(column, "the cell is empty", "칸이 비어 있습니다")
    return values[column]
