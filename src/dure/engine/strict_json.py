"""JSON in and out for every engine: strict on the way in, one canonical spelling on the way out."""

from __future__ import annotations

import json
import math
import unicodedata
from dataclasses import dataclass
from typing import Final, TypeAlias

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"

MAX_BYTES: Final = 512 * 1024 * 1024
MAX_DEPTH: Final = 32
MAX_DIGITS: Final = 18


class InputError(ValueError):
    """The input is wrong at `path`, a JSON pointer (empty for the whole document)."""

    def __init__(self, path: str, message_en: str, message_ko: str) -> None:
        super().__init__(f"{path or '/'}: {message_en}")
        self.path = path
        self.message_en = message_en
        self.message_ko = message_ko

    def line(self, language: str = "en") -> str:
        """One line that names the field, in `language` ("ko" or "en")."""
        message = self.message_ko if language == "ko" else self.message_en
        return " ".join(f"{self.path or '/'}: {message}".split())


@dataclass(frozen=True)
class _Refused:
    """Stands where the JSON reader met something unwelcome, until the walk below knows its path."""

    key: str | None
    message_en: str
    message_ko: str


def pointer(path: str, part: str | int) -> str:
    """Append one part to a JSON pointer (RFC 6901)."""
    return f"{path}/{str(part).replace('~', '~0').replace('/', '~1')}"


def load(data: bytes, *, allow_floats: bool = False) -> JsonValue:
    """Read one document: UTF-8, strings made NFC, no duplicate keys, no NaN, no floats unless asked.

    Integers keep at most 18 digits, so that they fit 64 bits with room; nesting at most 32 levels.
    """
    if len(data) > MAX_BYTES:
        raise InputError("", f"the file is larger than {MAX_BYTES} bytes", f"파일이 {MAX_BYTES}바이트보다 큽니다")
    try:
        raw = _reader(allow_floats).decode(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(
            "", f"not UTF-8 text (byte {error.start})", f"UTF-8 형식이 아닙니다({error.start}번째 바이트)"
        ) from None
    except json.JSONDecodeError as error:
        raise InputError(
            "",
            f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}",
            f"JSON 형식이 아닙니다({error.lineno}행 {error.colno}열)",
        ) from None
    except RecursionError:
        raise _too_deep("") from None
    return _settled(raw, "", 0)


def dump(value: object) -> str:
    """The spelling of answers: one-space indent, keys in the given order, non-ASCII literal, one newline at the end."""
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def canonical(value: object) -> str:
    """The spelling that digests are taken of: keys by code point, no spaces, non-ASCII literal, no floats."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _reader(allow_floats: bool) -> json.JSONDecoder:
    return json.JSONDecoder(
        object_pairs_hook=_object,
        parse_int=_whole,
        parse_float=_decimal if allow_floats else _no_float,
        parse_constant=_not_a_number,
    )


def _object(pairs: list[tuple[str, object]]) -> object:
    found: dict[str, object] = {}
    for key, value in pairs:
        name = unicodedata.normalize("NFC", key)
        if name in found:
            return _Refused(name, f"the key “{name}” stands twice", f"‘{name}’ 키가 두 번 나옵니다")
        found[name] = value
    return found


def _whole(text: str) -> object:
    if len(text.lstrip("-")) > MAX_DIGITS:
        return _Refused(None, f"a number of more than {MAX_DIGITS} digits", f"{MAX_DIGITS}자리를 넘는 수입니다")
    return int(text)


def _decimal(text: str) -> object:
    value = float(text)
    return value if math.isfinite(value) else _not_a_number(text)


def _no_float(text: str) -> object:
    shown = text[:30]
    return _Refused(
        None,
        f"{shown} is a floating-point number; write a whole number, or a decimal in quotes",
        f"{shown}: 소수점 수는 쓸 수 없습니다. 정수로 쓰거나 따옴표로 묶은 십진수로 쓰세요",
    )


def _not_a_number(text: str) -> object:
    return _Refused(None, f"{text[:30]} is not a number here", f"{text[:30]}은(는) 쓸 수 없는 수입니다")


def _settled(value: object, path: str, depth: int) -> JsonValue:
    """Raise what was refused, with its path, and make every string NFC."""
    if isinstance(value, _Refused):
        where = path if value.key is None else pointer(path, value.key)
        raise InputError(where, value.message_en, value.message_ko)
    if isinstance(value, str):
        return _text(value, path)
    if isinstance(value, list | dict) and depth >= MAX_DEPTH:
        raise _too_deep(path)
    if isinstance(value, list):
        return [_settled(item, pointer(path, index), depth + 1) for index, item in enumerate(value)]
    if isinstance(value, dict):
        return {_text(key, path): _settled(item, pointer(path, key), depth + 1) for key, item in value.items()}
    return value  # type: ignore[return-value]  # None, bool, int and finite float are all that remain


def _text(value: str, path: str) -> str:
    if value.isascii():
        return value
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise InputError(path, "half of a surrogate pair", "문자가 온전하지 않습니다")
    return unicodedata.normalize("NFC", value)


def _too_deep(path: str) -> InputError:
    return InputError(path, f"nested deeper than {MAX_DEPTH} levels", f"{MAX_DEPTH}단계보다 깊이 중첩되었습니다")
