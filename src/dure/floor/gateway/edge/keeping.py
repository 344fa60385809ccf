"""The outbox as the gateway's tasks use it: one thread touches the file, and everybody else waits for it."""

from __future__ import annotations

import asyncio
import functools
import logging
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, TypeVar

from dure.engine.floor.events import Event
from dure.floor.gateway.edge.outbox import Outbox

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")
NOTHING: Final[Mapping[str, str]] = {}
RETRY_S: Final = 2.0


class Keeping:
    """A keeper over the outbox. A full disk holds its readers back; it does not lose what they hold."""

    def __init__(self, path: Path, *, gateway: str, cap_bytes: int) -> None:
        self.news = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="outbox")
        self._outbox = Outbox(path, gateway=gateway, cap_bytes=cap_bytes)

    async def keep(self, events: Sequence[Event], marks: Mapping[str, str] = NOTHING) -> None:
        if events or marks:
            await self.call(Outbox.keep, events, marks)
            self.news.set()

    async def put(self, events: Sequence[Event]) -> None:
        """The sink of a reader whose peer keeps what was not acknowledged: a full disk is told at once.

        Raises:
            OSError: nothing was kept.
        """
        try:
            await self._once(functools.partial(Outbox.keep, self._outbox, events, NOTHING))
        except sqlite3.OperationalError as error:
            raise OSError(f"the outbox cannot be written ({error})") from error
        self.news.set()

    async def mark(self, name: str) -> str:
        return await self.call(Outbox.mark, name)

    async def call(self, method: Callable[..., Answer], *arguments: object) -> Answer:
        """Run one method of the outbox on its thread, again and again while the disk refuses."""
        work = functools.partial(method, self._outbox, *arguments)
        while True:
            try:
                return await self._once(work)
            except sqlite3.OperationalError as error:
                log.error("the outbox cannot be written (%s); trying again", error)
                await asyncio.sleep(RETRY_S)

    async def _once(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        self._thread.shutdown()
        self._outbox.close()
