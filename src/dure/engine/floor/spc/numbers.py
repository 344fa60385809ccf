"""Numbers as people type them, read strictly."""

from __future__ import annotations

import re
from typing import Final

from dure.engine.strict_json import InputError

DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?")
WHOLE: Final = re.compile(r"[0-9]{1,15}")
# Beyond this a binary number no longer keeps units.
LARGEST: Final = 1e15


def decimal(text: str, path: str) -> float:
    """
    Raises:
        InputError: not a plain decimal, or larger than 10^15 either way.
    """
    if not DECIMAL.fullmatch(text):
        raise InputError(path, f"“{_shown(text)}” is not a number", f"‘{_shown(text)}’은(는) 숫자가 아닙니다")
    value = float(text)
    if abs(value) > LARGEST:
        raise InputError(path, "larger than 10^15", "10^15보다 큰 수입니다")
    # Negative zero would print as such.
    return value + 0.0


def whole(text: str, path: str) -> int:
    """
    Raises:
        InputError: not a whole number of at most 15 digits, from 0.
    """
    if not WHOLE.fullmatch(text):
        raise InputError(
            path,
            f"“{_shown(text)}” is not a whole number from 0",
            f"‘{_shown(text)}’은(는) 0 이상의 정수가 아닙니다",
        )
    return int(text)


def _shown(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text[:30])
