"""How long to wait before trying a peer again: longer each time, and never in step with everybody else."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass


@dataclass
class Patience:
    """Doubles from `first_s` to `most_s`; each wait is drawn between half of it and all of it."""

    first_s: float = 1.0
    most_s: float = 60.0
    tries: int = 0

    def reset(self) -> None:
        """It worked: the next failure starts small again."""
        self.tries = 0

    def next_s(self) -> float:
        longest = min(self.first_s * 2 ** min(self.tries, 20), self.most_s)
        self.tries += 1
        return longest * (500 + secrets.randbelow(501)) / 1000

    async def wait(self) -> None:
        await asyncio.sleep(self.next_s())
