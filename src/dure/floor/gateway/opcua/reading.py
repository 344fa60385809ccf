"""Following an OPC UA server for ever: what changes, what changed while the line was down, each change once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

from asyncua import ua

from dure.engine.floor.events import Event
from dure.floor.gateway.opcua.link import Link, linked
from dure.floor.gateway.opcua.settings import Node, Server
from dure.floor.gateway.opcua.told import Told
from dure.floor.gateway.opcua.values import sample
from dure.floor.gateway.points import Raw, Watch
from dure.floor.gateway.sink import Keeper

log = logging.getLogger(__name__)
FIRST_PAUSE_S: Final = 0.5
LONGEST_PAUSE_S: Final = 30.0
LARGEST_BATCH: Final = 500


class Follower:
    """One server and all its nodes. What is kept and how far it was told become durable together."""

    def __init__(self, server: Server, keeper: Keeper, clock: Callable[[], datetime]) -> None:
        self.server = server
        self._keeper = keeper
        self._clock = clock
        self._told: dict[Node, Told] = {}
        self._watches: dict[Node, Watch] = {}
        self._without_history: set[Node] = set()
        self._pause_s = FIRST_PAUSE_S

    async def run(self) -> None:
        await self.remember()
        while True:
            try:
                await self._life()
            except asyncio.CancelledError:
                # The library cancels its own waiting when a connection breaks; that is not our end.
                if _is_ending():
                    raise
            except Exception as error:  # noqa: BLE001  whatever it was, the client is replaced
                why = str(error) or type(error).__name__
                log.warning("%s: %s; next try in %.1f s", self.server.source, why, self._pause_s)
            await asyncio.sleep(self._pause_s)
            self._pause_s = min(self._pause_s * 2, LONGEST_PAUSE_S)

    async def remember(self) -> None:
        for node in self.server.nodes:
            self._told[node] = Told(await self._keeper.mark(node.mark))
            self._watches[node] = Watch(node.point, await self._keeper.mark(node.point.mark))

    async def _life(self) -> None:
        async with linked(self.server) as link:
            # Subscribed first: what changes while the past is read waits its turn.
            await link.subscribe()
            log.info("%s: connected", self.server.source)
            self._pause_s = FIRST_PAUSE_S
            if self.server.history and self.server.source_times:
                await self._catch_up(link)
            while True:
                await link.wait(min(1.0, self.server.silence_s / 3))
                await self._tell_live(link)
                await self._tell_again(link)

    async def _catch_up(self, link: Link) -> None:
        for node in self.server.nodes:
            if node in self._without_history:
                continue
            try:
                while (start := self._told[node].at) and await self._read_page(link, node, start):
                    if self._is_caught_up(link, node):
                        break
            except ua.UaStatusCodeError as error:
                self._without_history.add(node)
                log.info("%s %s: no history here: %s", self.server.source, node.node_id, error)

    async def _read_page(self, link: Link, node: Node, start: datetime) -> bool:
        """A page of the past from the last instant that was told; whether it said anything new."""
        told = self._told[node]
        page = [sample(found, self._clock(), source_times=True) for found in await link.history(node, start)]
        events: list[Event | None] = []
        fresh = False
        for found in sorted(page, key=lambda one: one.at):
            if told.is_new_in_history(found):
                fresh = True
                told.add_history(found)
                events.append(self._event(node, found.raw, found.at))
        await self._keep(events)
        return fresh

    def _is_caught_up(self, link: Link, node: Node) -> bool:
        first, told = link.first.get(node), self._told[node].at
        return bool(first and told and told >= sample(first, self._clock(), source_times=True).at)

    async def _tell_live(self, link: Link) -> None:
        while link.arrived:
            events: list[Event | None] = []
            while link.arrived and len(events) < LARGEST_BATCH:
                node, value = link.arrived.popleft()
                found = sample(value, self._clock(), source_times=self.server.source_times)
                if self._told[node].is_new_live(found):
                    self._told[node].add_live(found)
                    events.append(self._event(node, found.raw, found.at))
                elif found.raw is not None:
                    self._watches[node].recall(found.raw, found.at)
            await self._keep(events)

    async def _tell_again(self, link: Link) -> None:
        """Heartbeats, only while the server's own clock is heard ticking."""
        at = link.settled_at if self.server.source_times else self._clock()
        if at and link.silent_s < self.server.silence_s / 2:
            await self._keep([watch.again(at) for watch in self._watches.values()])

    def _event(self, node: Node, raw: Raw | None, at: datetime) -> Event | None:
        watch = self._watches[node]
        return watch.lost(at) if raw is None else watch.see(raw, at)

    async def _keep(self, found: list[Event | None]) -> None:
        events = [event for event in found if event]
        if events:
            await self._keeper.keep(events, self._marks())

    def _marks(self) -> dict[str, str]:
        places = {node.mark: told.text for node, told in self._told.items() if told.at}
        meters = {node.point.mark: watch.meter for node, watch in self._watches.items() if watch.meter}
        return places | meters


def _is_ending() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
