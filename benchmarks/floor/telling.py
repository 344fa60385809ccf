"""What a factory's systems tell, as it comes over real networks: some of it twice, some of it in the wrong order."""

from __future__ import annotations

import random
from collections import deque
from datetime import UTC, datetime, timedelta
from typing import Final

from dure.engine.floor.events import Event, Kind

START: Final = datetime(2025, 1, 6, tzinfo=UTC)
TWICE: Final = 0.05
LATE: Final = 0.03
RECENT: Final = 200
_KINDS: Final = ((Kind.STATE, ("run", "idle", "down")), (Kind.COUNT, ("1", "2", "3")))


class Told:
    """One source's endless events over some machines: 5 in 100 come twice, 3 in 100 after the one that follows them.

    The same seed tells the same.
    """

    def __init__(self, family: str, *, machines: int = 50, seed: int = 1) -> None:
        self.source_id = f"{family}#bench"
        self._machines = machines
        self._draw = random.Random(seed)
        self._seq = 0
        self._recent: deque[Event] = deque(maxlen=RECENT)
        self._late: Event | None = None

    def batch(self, size: int) -> list[Event]:
        return [self._one() for _ in range(size)]

    def _one(self) -> Event:
        dice = self._draw.random()
        if dice < TWICE and self._recent:
            return self._recent[self._draw.randrange(len(self._recent))]
        if self._late is not None:
            found, self._late = self._late, None
        elif dice < TWICE + LATE:
            self._late = self._fresh()
            found = self._fresh()
        else:
            found = self._fresh()
        self._recent.append(found)
        return found

    def _fresh(self) -> Event:
        self._seq += 1
        kind, values = _KINDS[self._seq % 2]
        return Event(
            self.source_id, self._seq, f"M{self._seq % self._machines:03}", START + timedelta(seconds=self._seq), kind,
            self._draw.choice(values), item="A-100" if kind is Kind.COUNT else "",
        )  # fmt: skip
