"""Reading the gateway's configuration: every field that is wrong is named, not only the first."""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from dure.engine.fields import as_flag, as_object, as_text, as_whole, wrong_kind
from dure.engine.strict_json import InputError, JsonValue, pointer

Read = TypeVar("Read")


class ConfigError(ValueError):
    """The configuration cannot be used."""

    def __init__(self, wrong: list[InputError]) -> None:
        super().__init__("; ".join(error.line() for error in wrong))
        self.wrong = wrong


class Section:
    """One table of the file. A field that is wrong is noted and read as its default, so that the next is read too."""

    def __init__(self, value: Any, path: str, wrong: list[InputError]) -> None:
        self.path = path
        self.wrong = wrong
        self._asked: set[str] = set()
        self._fields: dict[str, JsonValue] = self._of(value)

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def text(self, name: str, default: str | None = None) -> str:
        return self._read(name, default, "", as_text)

    def texts(self, name: str) -> tuple[str, ...]:
        def read(value: JsonValue, path: str) -> tuple[str, ...]:
            return tuple(as_text(each, pointer(path, place)) for place, each in _list(value, path))

        return self._read(name, (), (), read)

    def whole(self, name: str, default: int | None = None, *, low: int, high: int) -> int:
        return self._read(name, default, low, lambda value, path: as_whole(value, path, low=low, high=high))

    def flag(self, name: str, default: bool) -> bool:
        return self._read(name, default, default, as_flag)

    def one_of(self, name: str, choices: Collection[str], default: str | None = None) -> str:
        def read(value: JsonValue, path: str) -> str:
            text = as_text(value, path)
            if text not in choices:
                allowed = ", ".join(choices)
                raise InputError(path, f"“{text}” is not one of {allowed}", f"‘{text}’: {allowed} 중 하나여야 합니다")
            return text

        return self._read(name, default, next(iter(choices)), read)

    def seconds(self, name: str, default: float, *, low: float, high: float) -> float:
        def read(value: JsonValue, path: str) -> float:
            found = float(_decimal(value, path))
            if not low <= found <= high:
                raise InputError(path, f"{found:g} is not within {low:g} to {high:g}",
                                 f"{found:g}: {low:g}부터 {high:g}까지만 됩니다")  # fmt: skip
            return found

        return self._read(name, default, default, read)

    def decimal(self, name: str, default: str) -> Decimal:
        return self._read(name, Decimal(default), Decimal(default), _decimal)

    def file(self, name: str, folder: Path) -> Path | None:
        """A path, beside the configuration where it is not absolute; None where it is left out."""
        text = self.text(name, "")
        return folder / text if text else None

    def words(self, name: str) -> dict[str, str]:
        def read(value: JsonValue, path: str) -> dict[str, str]:
            found = as_object(value, path, optional=value if isinstance(value, dict) else ())
            return {key: as_text(word, pointer(path, key)) for key, word in found.items()}

        return self._read(name, {}, {}, read)

    def sections(self, name: str) -> list[Section]:
        empty: list[tuple[int, JsonValue]] = []
        found = self._read(name, empty, empty, _list)
        return [Section(value, pointer(pointer(self.path, name), index), self.wrong) for index, value in found]

    def section(self, name: str) -> Section | None:
        self._asked.add(name)
        return Section(self._fields[name], pointer(self.path, name), self.wrong) if name in self._fields else None

    def refuse(self, name: str, english: str, korean: str) -> None:
        """Note what only shows when several fields are seen together."""
        self.wrong.append(InputError(pointer(self.path, name), english, korean))

    def end(self) -> None:
        """All fields were asked for: what is left over is a slip of the pen."""
        for name in self._fields:
            if name not in self._asked:
                self.refuse(name, "unknown key", "알 수 없는 항목입니다")

    def _of(self, value: Any) -> dict[str, JsonValue]:
        if isinstance(value, dict):
            return value
        self.wrong.append(wrong_kind(self.path, "object"))
        return {}

    def _read(self, name: str, default: Read | None, fallback: Read, read: Callable[[JsonValue, str], Read]) -> Read:
        self._asked.add(name)
        path = pointer(self.path, name)
        if name not in self._fields:
            if default is not None:
                return default
            self.wrong.append(InputError(path, "missing", "빠졌습니다"))
            return fallback
        try:
            return read(self._fields[name], path)
        except InputError as error:
            self.wrong.append(error)
            return fallback


def _list(value: JsonValue, path: str) -> list[tuple[int, JsonValue]]:
    if not isinstance(value, list):
        raise wrong_kind(path, "list")
    return list(enumerate(value))


def _decimal(value: JsonValue, path: str) -> Decimal:
    """A number, or a number in quotes."""
    try:
        found = Decimal(str(value)) if isinstance(value, int | float | str) and not isinstance(value, bool) else None
    except InvalidOperation:
        found = None
    if found is None or not found.is_finite():
        raise InputError(path, "must be a number", "수여야 합니다")
    return found
