"""Decimal strings and whole steps. No binary fraction ever stands between them."""

from __future__ import annotations

import re
from typing import Final

from dure.engine.strict_json import InputError, JsonValue

MOST_DECIMALS: Final = 4
_DECIMAL: Final = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,4})?", re.ASCII)


def read_decimal(value: JsonValue, path: str) -> str:
    """A decimal string of at most 4 decimals, not negative: "81.35"."""
    if not isinstance(value, str):
        raise InputError(
            path, 'must be a decimal in quotes, such as "81.35"', '따옴표로 묶은 십진수여야 합니다(예: "81.35")'
        )
    if not _DECIMAL.fullmatch(value):
        raise InputError(
            path,
            f"“{value[:30]}” is not a decimal from 0 up with at most {MOST_DECIMALS} decimals",
            f"‘{value[:30]}’: 0 이상, 소수 {MOST_DECIMALS}자리 이하의 십진수가 아닙니다",
        )
    return value


def decimals_of(text: str) -> int:
    return len(text.partition(".")[2])


def to_steps(text: str, decimals: int) -> int:
    """`text` in steps of 10^-decimals; `text` must not have more decimals than that."""
    whole, _, fraction = text.partition(".")
    return int(whole + fraction.ljust(decimals, "0"))


def to_text(steps: int, decimals: int) -> str:
    """Steps as a decimal with exactly `decimals` decimals; zero has no sign."""
    sign = "-" if steps < 0 else ""
    digits = str(abs(steps)).rjust(decimals + 1, "0")
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)
