"""Where readers put what they read: the one door between a machine's protocol and something durable."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, Protocol

from dure.engine.floor.events import Event

# Durable when it returns; a reader acknowledges only then.
Sink = Callable[[Sequence[Event]], Awaitable[None]]
# The sequence of an event that its reader leaves to be numbered by whoever keeps it; its source has no epoch.
UNNUMBERED: Final = 0


class Keeper(Protocol):
    """A sink that remembers the reader's place beside the events, in one transaction.

    Without that, a crash between the two would tell a reading twice or lose the gain of a meter.
    """

    async def keep(self, events: Sequence[Event], marks: Mapping[str, str] = ...) -> None:
        """Make events and marks durable together. An event comes unnumbered, its source without an epoch."""

    async def mark(self, name: str) -> str:
        """What was remembered under a name; empty when nothing was."""
