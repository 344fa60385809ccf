"""How far the building has come, on standard error: a bar in a terminal, else one line a stage."""

import sys
from dataclasses import dataclass, field
from typing import TextIO

WIDTH = 28


@dataclass
class Progress:
    """``stages`` is how many there are in all."""

    stages: int
    out: TextIO = field(default_factory=lambda: sys.stderr)
    stage: int = 0
    name: str = ""
    total: int = 0
    done: int = 0

    def begin(self, name: str, total: int = 1) -> None:
        """The next stage, with ``total`` things to do in it."""
        self.stage, self.name, self.total, self.done = self.stage + 1, name, max(total, 1), 0
        if self.out.isatty():
            self._draw()
        else:
            print(f"[{self.stage}/{self.stages}] {name}", file=self.out, flush=True)

    def tick(self) -> None:
        """One thing more is done."""
        self.done = min(self.done + 1, self.total)
        if self.out.isatty() and (self.done % 5 == 0 or self.done == self.total):
            self._draw()

    def end(self, sentence: str) -> None:
        """All is done."""
        if self.out.isatty():
            print("\r\033[K", end="", file=self.out)
        print(sentence, file=self.out, flush=True)

    def _draw(self) -> None:
        part = (self.stage - 1 + self.done / self.total) / self.stages
        full = round(WIDTH * part)
        bar = "█" * full + "░" * (WIDTH - full)
        line = f"\r\033[K{bar} {part:4.0%}  {self.stage}/{self.stages} {self.name} {self.done}/{self.total}"
        print(line, end="", file=self.out, flush=True)
