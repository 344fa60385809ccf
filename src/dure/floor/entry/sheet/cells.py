"""One cell: what it says, or what is wrong with it."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from dure.engine.floor.events import plain_decimal
from dure.floor.entry.sheet.layout import Cell
from dure.floor.entry.sheet.naming import Naming

DAY_S: Final = 86_400
# What Excel itself shows; the digits behind come from reckoning in binary.
EXCEL_DIGITS: Final = 15
LONGEST: Final = 200
_CLOCK: Final = re.compile(r"(\d{1,2})\s*(?:[:：시]\s*(\d{1,2})?\s*분?)?(?::\d{2})?")
_ERROR: Final = re.compile(r"#[A-Z0-9/]+[!?]?")
YES: Final = frozenset({"ok", "o", "ㅇ", "○", "적합", "합격", "양호", "이상없음", "pass", "v", "✓"})
NO: Final = frozenset({"ng", "x", "×", "부적합", "불합격", "불량", "이상", "fail"})
MISSING: Final = {
    Cell.MACHINE: ("the plant has no machine “{0}”; choose from the list", "‘{0}’ 설비가 없습니다. 목록에서 고르세요"),
    Cell.ITEM: ("the plant has no item “{0}”; choose from the list", "‘{0}’ 품목이 없습니다. 목록에서 고르세요"),
    Cell.DEFECT: ("the plant has no defect “{0}”; choose from the list", "‘{0}’ 유형이 없습니다. 목록에서 고르세요"),
    Cell.REASON: ("the plant has no reason “{0}”; choose from the list", "‘{0}’ 이유가 없습니다. 목록에서 고르세요"),
    Cell.CHECK: ("the plant has no check “{0}”; choose from the list", "‘{0}’ 점검 항목이 없습니다. 목록에서 고르세요"),
}


class CellError(ValueError):
    """What is wrong with a cell and how to mend it, in both languages."""

    def __init__(self, why_en: str, why_ko: str) -> None:
        super().__init__(why_en)
        self.why_en = why_en
        self.why_ko = why_ko


def read_cell(kind: Cell, found: Any, naming: Naming | None) -> Any:
    """The value: a number of seconds from midnight, a decimal as text, a code, or text; None for an empty cell.

    Raises:
        CellError: the cell holds something else.
    """
    text = plain(found)
    if not text:
        return None
    if _ERROR.fullmatch(text):
        raise CellError(f"the cell holds an error ({text}); enter the value itself",
                        f"셀에 오류({text})가 있습니다. 값을 직접 입력하세요")  # fmt: skip
    if kind is Cell.TIME:
        return _clock_s(found, text)
    if kind is Cell.NUMBER:
        return _amount(found, text)
    if kind is Cell.VALUE:
        return _value(found, text)
    if naming is not None:
        return _code(kind, text, naming)
    return _text(text)


def plain(found: Any) -> str:
    """A cell as text; a whole number loses the .0 that Excel gives it."""
    if found is None:
        return ""
    if isinstance(found, float) and found.is_integer():
        return str(int(found))
    return str(found).strip()


def read_date(found: Any) -> date | None:
    """The day a cell shows; None where it shows none."""
    if isinstance(found, datetime):
        return found.date()
    if isinstance(found, date):
        return found
    numbers = re.findall(r"\d+", plain(found))
    try:
        return date(*(int(number) for number in numbers[:3]))
    except (TypeError, ValueError):
        return None


def _clock_s(found: Any, text: str) -> int:
    """Seconds from midnight, to the minute where it was typed, up to 24:00."""
    if isinstance(found, datetime):
        return found.hour * 3600 + found.minute * 60 + found.second
    if isinstance(found, time):
        return found.hour * 3600 + found.minute * 60 + found.second
    if isinstance(found, timedelta) and timedelta() <= found <= timedelta(days=1):
        return round(found.total_seconds())
    if isinstance(found, float) and 0 <= found < 1:
        return round(found * DAY_S)
    typed = _CLOCK.fullmatch(text)
    if typed and (typed[2] or "시" in text):
        hour, minute = int(typed[1]), int(typed[2] or 0)
        if minute < 60 and (hour < 24 or (hour == 24 and minute == 0)):
            return hour * 3600 + minute * 60
    raise CellError(f"“{text[:20]}” is not a time like 08:30", f"‘{text[:20]}’: 08:30처럼 시각을 쓰세요")


def _amount(found: Any, text: str) -> str:
    number = _decimal(found, text)
    if number is None:
        raise CellError(f"“{text[:20]}” is not a number", f"‘{text[:20]}’은(는) 수가 아닙니다. 숫자만 쓰세요")
    if number < 0:
        raise CellError("must not be negative", "음수는 쓸 수 없습니다")
    return plain_decimal(number)


def _value(found: Any, text: str) -> str:
    spelled = "".join(text.casefold().split())
    if spelled in YES or spelled in NO:
        return "ok" if spelled in YES else "ng"
    number = _decimal(found, text)
    if number is None:
        raise CellError(f"“{text[:20]}” is neither a number nor ok or ng",
                        f"‘{text[:20]}’: 숫자나 적합·부적합으로 쓰세요")  # fmt: skip
    return plain_decimal(number)


def _decimal(found: Any, text: str) -> Decimal | None:
    if isinstance(found, bool | datetime | date | time | timedelta):
        return None
    spelled = f"{found:.{EXCEL_DIGITS}g}" if isinstance(found, float) else text.replace(",", "")
    try:
        number = Decimal(spelled)
    except InvalidOperation:
        return None
    return number if number.is_finite() and "_" not in spelled else None


def _code(kind: Cell, text: str, naming: Naming) -> str:
    code = naming.code(text)
    if code is None:
        why_en, why_ko = MISSING[kind]
        raise CellError(why_en.format(text[:40]), why_ko.format(text[:40]))
    return code


def _text(text: str) -> str:
    if len(text) > LONGEST:
        raise CellError(f"longer than {LONGEST} characters", f"{LONGEST}자보다 깁니다")
    return " ".join(text.split())
