"""The ingest process: it alone writes the event files, and acknowledges only what is durable.

Deliveries for one site that arrive while a commit is on its way to the disk go together into the next: one fsync for
all of them. Sites do not wait for each other, and no commit waits for the sealing of another site.
"""

import asyncio
import json
import logging
import os
import secrets
import signal
import sqlite3
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from dure.floor.events.jobs import JOBS
from dure.floor.events.lines import lines_to_events
from dure.floor.events.owner import OpenStores, floor_folder, owning
from dure.floor.events.queries import next_due
from dure.floor.events.receipts import Receipt
from dure.floor.events.store import Delivery, StrictRefused
from dure.floor.events.wire import LONGEST_HEADER, address_file, answer_line

log = logging.getLogger(__name__)
MOST_AT_ONCE: Final = 5000
LARGEST_BODY: Final = 256 * 1024 * 1024
WRITERS: Final = 4
# How often it is looked for what was held for its time, at sites that tell nothing meanwhile.
LOOK_EVERY_S: Final = 20
Answer = Receipt | StrictRefused


@dataclass(frozen=True)
class Errand:
    """Something else to do with a site's file, between two commits."""

    job: str
    body: bytes


@dataclass
class _Queue:
    """What waits for one site's file, in order of arrival."""

    waiting: deque[tuple[Delivery | Errand, asyncio.Future[Any]]] = field(default_factory=deque)
    is_writing: bool = False

    def next_group(self) -> list[tuple[Delivery | Errand, asyncio.Future[Any]]]:
        """An errand alone, or the deliveries that go into one commit."""
        group = [self.waiting.popleft()]
        first = group[0][0]
        if isinstance(first, Errand):
            return group
        size = len(first.events)
        while self.waiting:
            following = self.waiting[0][0]
            if isinstance(following, Errand) or size + len(following.events) > MOST_AT_ONCE:
                break
            size += len(following.events)
            group.append(self.waiting.popleft())
        return group


class Door:
    """Takes deliveries over loopback and commits them, a site at a time, sites side by side."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.token = secrets.token_urlsafe(32)
        self._stores = OpenStores(now)
        self._queues: dict[str, _Queue] = defaultdict(_Queue)
        self._writers = ThreadPoolExecutor(WRITERS, thread_name_prefix="floor")
        # Errands may take long: they never hold all threads that commits need.
        self._workers = ThreadPoolExecutor(1, thread_name_prefix="errand")
        self._tasks: set[asyncio.Task[None]] = set()

    async def deliver(self, site: str, work: Delivery | Errand) -> Any:
        """The answer to a delivery once it is durable, or what an errand found."""
        queue = self._queues[site]
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        queue.waiting.append((work, answer))
        if not queue.is_writing:
            queue.is_writing = True
            task = asyncio.create_task(self._commit(site, queue))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await answer

    def look_for_held(self) -> None:
        """Read once what each site holds for its time; afterwards it is known from every commit."""
        for path in floor_folder().glob("*/events.sqlite3"):
            site = path.parent.name
            try:
                self._stores.expect(site, next_due(site))
            except sqlite3.Error as error:
                # One broken file does not keep all other factories from telling.
                log.error("%s cannot be read: %s", site, error)

    async def admit_due(self) -> None:
        """Let in what was held for its time and is due, at every site, also where nobody tells anything."""
        for site in self._stores.due():
            try:
                await self.deliver(site, Errand("admit", b""))
            except OSError as error:
                # A full disk, say: it is tried again.
                log.error("%s: what was held for its time cannot enter: %s", site, error)

    async def serve(self, line: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """One connection: deliveries one after the other until it closes."""
        try:
            while header := await line.readline():
                told = json.loads(header)
                if not secrets.compare_digest(str(told["token"]), self.token) or told["size"] > LARGEST_BODY:
                    return
                body = await line.readexactly(told["size"])
                if job := told.get("job"):
                    found = await self.deliver(told["site"], Errand(job, body))
                    back.write(json.dumps({"found": found}).encode() + b"\n")
                else:
                    delivery = Delivery(lines_to_events(body), told["origin"], strict=told["strict"])
                    back.write(answer_line(await self.deliver(told["site"], delivery)))
                await back.drain()
        except (ValueError, KeyError, OSError, asyncio.IncompleteReadError):
            # Whoever speaks otherwise is not one of us, or is gone: nothing was acknowledged.
            return
        except asyncio.CancelledError:
            # The process ends, and connections that are kept open for the next delivery with it.
            return
        finally:
            back.close()

    def close(self) -> None:
        self._writers.shutdown()
        self._workers.shutdown()
        self._stores.close()

    async def _commit(self, site: str, queue: _Queue) -> None:
        loop = asyncio.get_running_loop()
        while queue.waiting:
            group = queue.next_group()
            threads = self._workers if isinstance(group[0][0], Errand) else self._writers
            try:
                answers = await loop.run_in_executor(threads, self._done, site, [work for work, _ in group], queue)
            except Exception as error:  # noqa: BLE001 (whatever stopped the commit is told to each who waits for it)
                for _, answer in group:
                    if not answer.done():
                        answer.set_exception(OSError(str(error)))
                continue
            for (_, answer), found in zip(group, answers, strict=True):
                if not answer.done():
                    answer.set_result(found)
        queue.is_writing = False

    def _done(self, site: str, group: list[Delivery | Errand], queue: _Queue) -> Sequence[Any]:
        first = group[0]
        if isinstance(first, Errand):
            return [self._stores.work(site, lambda store, now: JOBS[first.job](site, store, first.body, now))]
        deliveries = [work for work in group if isinstance(work, Delivery)]
        return self._stores.take(site, deliveries, more=lambda: bool(queue.waiting))


def run_door(now: Callable[[], datetime], look_every_s: float = LOOK_EVERY_S) -> None:
    """Own the files until told to stop. Raises BlockingIOError when another process owns them.

    ``now``: the server's time; asked at each commit, so it must not ask a database.
    """
    with owning():
        asyncio.run(_run(now, look_every_s))


async def _run(now: Callable[[], datetime], look_every_s: float) -> None:
    door = Door(now)
    door.look_for_held()
    server = await asyncio.start_server(door.serve, "127.0.0.1", 0, limit=LONGEST_HEADER * 16)
    path = address_file()
    _tell(path, {"port": server.sockets[0].getsockname()[1], "token": door.token})
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    looking = asyncio.create_task(_let_in_held(door, look_every_s))
    parent = os.getppid()
    try:
        while not stop.is_set() and os.getppid() == parent:
            try:
                await asyncio.wait_for(stop.wait(), 1)
            except TimeoutError:
                continue
    finally:
        looking.cancel()
        path.unlink(missing_ok=True)
        server.close()
        door.close()


async def _let_in_held(door: Door, look_every_s: float) -> None:
    while True:
        await door.admit_due()
        await asyncio.sleep(look_every_s)


def _tell(path: Path, told: dict[str, object]) -> None:
    draft = path.with_suffix(".draft")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        json.dump(told, stream)
    draft.replace(path)
