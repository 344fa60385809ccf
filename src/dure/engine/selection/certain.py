"""What cannot be missing; if it is, the reasoning of this engine is wrong, and the answer must not go out."""

from __future__ import annotations

from typing import TypeVar

Value = TypeVar("Value")


def certain(value: Value | None, reason: str) -> Value:
    if value is None:
        raise AssertionError(reason)
    return value
