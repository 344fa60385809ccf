"""How far a match has come, and the caller's wish to stop."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
Step = Callable[[str, int, int], None]


class Cancelled(Exception):
    """The caller asked to stop; nothing was decided."""


def silent(part: str, done: int, total: int) -> None:
    """No progress is shown and nobody stops."""
    del part, done, total


def never() -> bool:
    return False


def stepping(progress: Progress, cancelled: Callable[[], bool]) -> Step:
    """Told before each question to the solver: shows the progress, or raises `Cancelled`."""

    def step(part: str, done: int, total: int) -> None:
        if cancelled():
            raise Cancelled
        progress(part, done, total)

    return step
