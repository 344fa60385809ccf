"""A line that moves on a terminal, and a few plain lines where there is none."""

import shutil
import sys
import time
from types import TracebackType
from typing import Self


class Progress:
    """Counts steps of one piece of work. A pipe or a log gets the first and the last line only."""

    def __init__(self, title: str, total: int) -> None:
        self.title = title
        self.total = total
        self.done = 0
        self.moving = sys.stderr.isatty()

    def __enter__(self) -> Self:
        self.started = time.monotonic()
        if not self.moving:
            print(self.title, file=sys.stderr, flush=True)
        self.note("")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.moving:
            seconds = time.monotonic() - self.started
            print(
                f"\r\033[K{self.title}" + ("" if error else f" ({seconds:.0f} s)"),
                file=sys.stderr,
                flush=True,
            )

    def advance(self, item: str) -> None:
        """One more step, done or under way."""
        self.done = min(self.done + 1, self.total)
        self.note(item)

    def note(self, text: str) -> None:
        """Say what is under way without counting it."""
        if not self.moving:
            return
        filled = 24 * self.done // max(self.total, 1)
        line = f"{self.title} [{'█' * filled}{'·' * (24 - filled)}] {self.done}/{self.total} {text}"
        print("\r\033[K" + line[: shutil.get_terminal_size().columns - 1], end="", file=sys.stderr, flush=True)
