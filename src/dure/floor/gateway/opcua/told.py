"""How far a node has been told: what makes a value that comes twice one event."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from dure.floor.gateway.points import Raw


@dataclass(frozen=True, slots=True)
class Sample:
    """A value of a node. `raw` is None where the server says that its value is bad."""

    at: datetime
    raw: Raw | None

    @property
    def key(self) -> tuple[str, str]:
        return (self.at.isoformat(), "" if self.raw is None else str(self.raw))


class Told:
    """The last instant that was told, with every value it had: two changes may bear one time.

    History is told strictly forwards. What is live is told unless it was told before: a server whose clock was set
    back goes on being heard.
    """

    def __init__(self, text: str = "") -> None:
        at, raws = json.loads(text) if text else ("", [])
        self.at = datetime.fromisoformat(at) if at else None
        self._raws: set[str] = set(raws)
        self._caught_up: set[tuple[str, str]] = set()

    @property
    def text(self) -> str:
        """What a keeper remembers."""
        return json.dumps([self.at.isoformat(), sorted(self._raws)]) if self.at else ""

    def is_new_in_history(self, sample: Sample) -> bool:
        if self.at is None or sample.at > self.at:
            return True
        return sample.at == self.at and sample.key[1] not in self._raws

    def is_new_live(self, sample: Sample) -> bool:
        return not (sample.key in self._caught_up or (sample.at == self.at and sample.key[1] in self._raws))

    def add_history(self, sample: Sample) -> None:
        """A change that history told may still be on its way as a live one."""
        self._caught_up.add(sample.key)
        self._add(sample)

    def add_live(self, sample: Sample) -> None:
        if self.at is not None and sample.at > self.at:
            # A node's live values come in order: nothing that history told is still on its way.
            self._caught_up.clear()
        self._add(sample)

    def _add(self, sample: Sample) -> None:
        if sample.at != self.at:
            self.at, self._raws = sample.at, set()
        self._raws.add(sample.key[1])
