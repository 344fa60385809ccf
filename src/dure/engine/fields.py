"""Reading the fields of a strict JSON document, each refusal naming its field."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from dure.engine.strict_json import InputError, JsonValue, pointer

KINDS_KO: Final = {
    "object": "객체여야 합니다",
    "list": "목록이어야 합니다",
    "text": "문자열이어야 합니다",
    "whole number": "정수여야 합니다",
    "true or false": "true 또는 false여야 합니다",
}


def as_object(
    value: JsonValue, path: str, *, required: Collection[str] = (), optional: Collection[str] = ()
) -> dict[str, JsonValue]:
    """An object with exactly these keys; the rest are refused by name."""
    if not isinstance(value, dict):
        raise wrong_kind(path, "object")
    for key in value:
        if key not in required and key not in optional:
            raise InputError(pointer(path, key), "unknown key", "알 수 없는 항목입니다")
    for key in required:
        if key not in value:
            raise InputError(pointer(path, key), "missing", "빠졌습니다")
    return value


def as_mapping(value: JsonValue, path: str) -> dict[str, JsonValue]:
    """An object whose keys are free."""
    if not isinstance(value, dict):
        raise wrong_kind(path, "object")
    return value


def as_list(value: JsonValue, path: str) -> list[JsonValue]:
    if not isinstance(value, list):
        raise wrong_kind(path, "list")
    return value


def as_text(value: JsonValue, path: str, *, longest: int = 200) -> str:
    """A non-empty line of text without control characters (they would blur the lines a digest joins)."""
    if not isinstance(value, str):
        raise wrong_kind(path, "text")
    if not value.strip():
        raise InputError(path, "must not be empty", "비어 있습니다")
    if len(value) > longest:
        raise InputError(path, f"longer than {longest} characters", f"{longest}자보다 깁니다")
    if not value.isprintable():
        raise InputError(path, "holds a control character", "쓸 수 없는 제어 문자가 있습니다")
    return value


def as_whole(value: JsonValue, path: str, *, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong_kind(path, "whole number")
    if not low <= value <= high:
        raise InputError(path, f"{value} is not within {low} to {high}", f"{value}: {low}부터 {high}까지만 됩니다")
    return value


def as_flag(value: JsonValue, path: str) -> bool:
    if not isinstance(value, bool):
        raise wrong_kind(path, "true or false")
    return value


def as_names(value: JsonValue, path: str) -> tuple[str, ...]:
    """A list of different texts, in the given order."""
    names: list[str] = []
    seen: set[str] = set()
    for index, item in enumerate(as_list(value, path)):
        name = as_text(item, pointer(path, index))
        if name in seen:
            raise twice(pointer(path, index), name)
        seen.add(name)
        names.append(name)
    return tuple(names)


def twice(path: str, name: str) -> InputError:
    return InputError(path, f"“{name}” stands twice", f"‘{name}’이(가) 두 번 나옵니다")


def wrong_kind(path: str, kind: str) -> InputError:
    article = {"object": "an ", "true or false": "", "text": ""}.get(kind, "a ")
    return InputError(path, f"must be {article}{kind}", KINDS_KO[kind])
