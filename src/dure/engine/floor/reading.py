"""Event files as they arrive: CSV with a header, or NDJSON with the same names. Every line is hostile until read."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from dure.engine.floor.events import OF_A_MACHINE, Event, Kind, State, plain_decimal
from dure.engine.strict_json import InputError

COLUMNS: Final = (
    "source_id", "source_seq", "machine", "at", "kind", "value", "unit", "item", "lot", "order", "reason", "actor",
    "note", "ref_source", "ref_seq", "void",
)  # fmt: skip
ABSENT: Final = dict.fromkeys(COLUMNS, "")
REQUIRED: Final = ("source_id", "source_seq", "machine", "at", "kind")
LONGEST: Final = 200
LONGEST_NOTE: Final = 2000
LARGEST_SEQ: Final = 2**63 - 1
# Fifteen digits are what a binary number keeps exactly.
MOST_DIGITS: Final = 15
OLDEST, NEWEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
AMOUNTS: Final = frozenset({Kind.COUNT, Kind.COUNT_TOTAL, Kind.SCRAP, Kind.REWORK, Kind.ENERGY})
# Control characters, halves of surrogate pairs, line and paragraph separators; wide and narrow spaces are welcome.
UNWELCOME: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
TRUE, FALSE = ("1", "true"), ("", "0", "false")


class LineError(ValueError):
    """One line is wrong; the rest of the file is not."""

    def __init__(self, field: str, why_en: str, why_ko: str) -> None:
        super().__init__(f"{field}: {why_en}")
        self.field = field
        self.why_ko = f"{field}: {why_ko}"

    def why(self, language: str = "en") -> str:
        return self.why_ko if language == "ko" else str(self)


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that was not taken. `number` counts the header as line 1 of a CSV file."""

    number: int
    error: LineError


@dataclass(frozen=True)
class Reading:
    """A file as read: each event with its line number, and the lines that are wrong."""

    events: list[tuple[int, Event]]
    bad: list[BadLine]


def read_events(data: bytes) -> Reading:
    """CSV or NDJSON, told apart by the first character.

    Raises:
        InputError: no line can be read at all: not UTF-8, or a header that is not ours.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "", f"not UTF-8 text (byte {error.start})", f"UTF-8 형식이 아닙니다({error.start}번째 바이트)"
        ) from None
    lines = _from_ndjson(text) if text.lstrip()[:1] == "{" else _from_csv(text)
    events: list[tuple[int, Event]] = []
    bad: list[BadLine] = []
    for number, found in lines:
        try:
            events.append((number, event_from(found)))
        except LineError as error:
            bad.append(BadLine(number, error))
    return Reading(events, bad)


def event_from(found: Mapping[str, object] | LineError) -> Event:
    """One event from a line's fields.

    Raises:
        LineError: names the field that is wrong, in both languages.
    """
    if isinstance(found, LineError):
        raise found
    for name in found:
        if name not in COLUMNS:
            raise LineError(name[:40], "unknown field", "알 수 없는 항목입니다")
    texts = ABSENT | {name: _text(name, value) for name, value in found.items()}
    kind = _kind(texts["kind"])
    if kind is Kind.REASON and not texts["reason"]:
        # Some sources put the reason's code where other kinds have their value.
        texts["reason"], texts["value"] = texts["value"], ""
    event = Event(
        source_id=_needed("source_id", texts["source_id"]),
        source_seq=_sequence("source_seq", texts["source_seq"]),
        machine=texts["machine"],
        at=_instant(texts["at"]),
        kind=kind,
        value=_value(kind, texts["value"]),
        ref_seq=_sequence("ref_seq", texts["ref_seq"]) if texts["ref_seq"] else None,
        void=_flag(texts["void"]),
        **{name: texts[name] for name in ("unit", "item", "lot", "order", "reason", "actor", "note", "ref_source")},
    )
    _hold_together(event)
    return event


def _from_csv(text: str) -> Iterator[tuple[int, Mapping[str, object] | LineError]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise InputError("/header", f"cannot be read: {error}", "머리글을 읽을 수 없습니다") from None
    check_header(header)
    return _rows(reader, header)


def check_header(header: list[str]) -> None:
    """Refuse a header with a column that is missing, unknown or stands twice."""
    for name in REQUIRED:
        if name not in header:
            raise InputError(f"/header/{name}", "column missing", "열이 없습니다")
    for place, name in enumerate(header):
        if name not in COLUMNS:
            raise InputError(f"/header/{name[:40]}", "unknown column", "알 수 없는 열입니다")
        if name in header[:place]:
            raise InputError(f"/header/{name}", "column stands twice", "열이 두 번 나옵니다")


def _rows(reader: Iterable[list[str]], header: list[str]) -> Iterator[tuple[int, Mapping[str, object] | LineError]]:
    rows = iter(reader)
    while True:
        # Where it begins: a quoted text may go on over several lines.
        number = _line_of(reader) + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, LineError("line", f"cannot be read: {error}", "읽을 수 없는 줄입니다")
            continue
        if not row:
            continue
        if len(row) != len(header):
            yield number, LineError(
                "line", f"{len(row)} fields where the header has {len(header)}",
                f"항목이 {len(row)}개입니다. 머리글은 {len(header)}개입니다",
            )  # fmt: skip
        else:
            yield number, dict(zip(header, row, strict=True))


def _line_of(reader: object) -> int:
    return int(getattr(reader, "line_num", 0))


def _from_ndjson(text: str) -> Iterator[tuple[int, Mapping[str, object] | LineError]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, _json_object(line)


def _json_object(line: str) -> Mapping[str, object] | LineError:
    wrong = LineError("line", "not a JSON object", "JSON 객체가 아닙니다")
    try:
        found = DECODER.decode(line)
    except (ValueError, RecursionError) as error:
        return error if isinstance(error, LineError) else wrong
    return found if isinstance(found, dict) else wrong


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise LineError("line", "a field stands twice", "같은 항목이 두 번 나옵니다")
    return found


def _refuse(name: str) -> object:
    raise LineError("line", f"{name} is not a number here", f"{name}은(는) 쓸 수 없는 수입니다")


DECODER: Final = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=_refuse, object_pairs_hook=_once)


def _text(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        raise LineError(name, "must be text or a number", "문자열이나 수여야 합니다")
    text = value.strip() if value.isascii() else unicodedata.normalize("NFC", value).strip()
    if name == "note" and not text.isprintable():
        text = " ".join(text.splitlines()).replace("\t", " ")
    longest = LONGEST_NOTE if name == "note" else LONGEST
    if len(text) > longest:
        raise LineError(name, f"longer than {longest} characters", f"{longest}자보다 깁니다")
    if not text.isprintable() and any(unicodedata.category(letter) in UNWELCOME for letter in text):
        raise LineError(name, "holds a control character", "쓸 수 없는 제어 문자가 있습니다")
    return text


def _needed(name: str, text: str) -> str:
    if not text:
        raise LineError(name, "missing", "빠졌습니다")
    return text


def _sequence(name: str, text: str) -> int:
    _needed(name, text)
    if not (text.isascii() and text.isdigit()) or int(text) > LARGEST_SEQ:
        raise LineError(name, f"“{text[:30]}” is not a whole number from 0", f"‘{text[:30]}’: 0 이상의 정수여야 합니다")
    return int(text)


def _instant(text: str) -> datetime:
    _needed("at", text)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise LineError("at", f"“{text[:40]}” is not a time like 2026-01-05T08:00:00+09:00",
                        f"‘{text[:40]}’: 2026-01-05T08:00:00+09:00처럼 써야 합니다") from None  # fmt: skip
    if at.tzinfo is None:
        raise LineError("at", "has no offset; write +09:00 for Korea", "시간대가 없습니다. 한국이면 +09:00을 붙이세요")
    if not OLDEST <= at < NEWEST:
        raise LineError("at", f"{at.year} is not a year to record", f"{at.year}년은 기록할 수 없습니다")
    return at.astimezone(UTC)


def _kind(text: str) -> Kind:
    _needed("kind", text)
    try:
        return Kind(text)
    except ValueError:
        raise LineError("kind", f"“{text[:30]}” is not one of {', '.join(Kind)}",
                        f"‘{text[:30]}’은(는) 알 수 없는 종류입니다") from None  # fmt: skip


def _flag(text: str) -> bool:
    if text.lower() in TRUE:
        return True
    if text.lower() in FALSE:
        return False
    raise LineError("void", f"“{text[:30]}” is neither true nor false", f"‘{text[:30]}’: true 또는 false여야 합니다")


def _value(kind: Kind, text: str) -> str:
    if kind is Kind.STATE:
        if text not in set(State):
            raise LineError("value", f"“{text[:30]}” is not one of {', '.join(State)}",
                            f"‘{text[:30]}’은(는) 알 수 없는 상태입니다")  # fmt: skip
        return text
    if kind in {Kind.CHECK, Kind.CCP} and text.lower() in {"ok", "ng"}:
        return text.lower()
    if kind in AMOUNTS or kind in {Kind.CHECK, Kind.CCP}:
        return _decimal(_needed("value", text), negative=kind in {Kind.CHECK, Kind.CCP})
    if kind in {Kind.LOT_IN, Kind.LOT_OUT}:
        return _decimal(text, negative=False) if text else ""
    # A correction carries the value its target should have had, read when it is applied.
    return text


def _decimal(text: str, *, negative: bool) -> str:
    try:
        number = Decimal(text) if len(text) <= 40 else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or "_" in text:
        raise LineError("value", f"“{text[:30]}” is not a number", f"‘{text[:30]}’은(는) 수가 아닙니다")
    if number < 0 and not negative:
        raise LineError("value", "must not be negative", "음수일 수 없습니다")
    if not number:
        return "0"
    # Counted as written: normalising first would round a longer number to the context's precision.
    digits = "".join(map(str, number.as_tuple().digits)).rstrip("0")
    if len(digits) > MOST_DIGITS or not -12 <= number.adjusted() <= 15:
        raise LineError("value", f"more than {MOST_DIGITS} digits", f"{MOST_DIGITS}자리를 넘는 수입니다")
    return plain_decimal(number)


def _hold_together(event: Event) -> None:
    if event.kind in OF_A_MACHINE:
        _needed("machine", event.machine)
    if event.kind in {Kind.ORDER_START, Kind.ORDER_END}:
        _needed("order", event.order)
    if event.kind in {Kind.LOT_IN, Kind.LOT_OUT}:
        _needed("lot", event.lot)
    if event.kind is Kind.REASON:
        _needed("reason", event.reason)
    if event.kind is Kind.CORRECTION:
        _needed("ref_source", event.ref_source)
        if event.ref_seq is None:
            raise LineError("ref_seq", "missing", "빠졌습니다")
    elif event.ref_source or event.ref_seq is not None or event.void:
        field = "ref_source" if event.ref_source else "ref_seq" if event.ref_seq is not None else "void"
        raise LineError(field, "only a correction has it", "정정(correction)에만 쓸 수 있습니다")


def amended_value(kind: Kind, text: str) -> str:
    """The value a correction gives its target, read by the target's kind; raises LineError."""
    return _value(kind, text)
