"""One life of a client: connected, subscribed, and given up at the first doubt. It is never repaired, only replaced."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, Final

from asyncua import Client, ua
from asyncua.common.subscription import DataChangeNotif, Subscription

from dure.floor.gateway.opcua.settings import Node, Server

log = logging.getLogger(__name__)
# What a server keeps of a node between two publishings; it may lower this.
QUEUE_SIZE: Final = 1000
HISTORY_PAGE: Final = 1000
OVERFLOW: Final = 0x480
GOODBYE_S: Final = 3.0


class LostError(Exception):
    """The connection is not to be trusted any more."""


class Link:
    """What the server says, in order. Its clock is subscribed to as well, so that a sound link is never silent."""

    def __init__(self, server: Server, client: Client) -> None:
        self.server = server
        self.client = client
        self.arrived: deque[tuple[Node, ua.DataValue]] = deque()
        # What each node was when it was subscribed to: a history that has come this far is complete.
        self.first: dict[Node, ua.DataValue] = {}
        self._news = asyncio.Event()
        self._heard = asyncio.get_running_loop().time()
        self._why_lost = ""
        # A small server does not let its clock be subscribed to: then it is asked.
        self._must_ask = False
        self._ticks: deque[datetime] = deque(maxlen=2)
        self._nodes = {ua.NodeId.from_string(node.node_id): node for node in server.nodes}
        self._subscription: Subscription | None = None
        self._id = 0

    async def subscribe(self) -> None:
        nodes = [self.client.get_node(node_id) for node_id in self._nodes]
        self._subscription = await self.client.create_subscription(self.server.publish_ms, self)
        self._id = self._subscription.subscription_id or 0
        answers = await self._subscription.subscribe_data_change(
            nodes, queuesize=QUEUE_SIZE, sampling_interval=ua.Double(self.server.sampling_ms)
        )
        for node, answer in zip(self.server.nodes, answers, strict=True):
            if isinstance(answer, ua.StatusCode) and answer.is_bad():
                log.error("%s %s: the server refuses it: %s", self.server.source, node.node_id, answer.name)
        clock = self.client.get_node(ua.ObjectIds.Server_ServerStatus_CurrentTime)
        try:
            await self._subscription.subscribe_data_change(clock)
        except ua.UaStatusCodeError:
            self._must_ask = True

    async def wait(self, seconds: float) -> None:
        """Until something arrived or the time is over.

        Raises:
            LostError: the link is gone, silent, or was patched up by the library with a gap inside.
        """
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), seconds)
        self._news.clear()
        if self._why_lost:
            raise LostError(self._why_lost)
        if self._must_ask and self.silent_s > self.server.silence_s / 3:
            self._tick(await self.time())
        if self.silent_s > self.server.silence_s:
            raise LostError(f"silent for {self.silent_s:.0f} s")
        if self._subscription is None or self._subscription.subscription_id != self._id:
            raise LostError("the subscription was replaced")

    @property
    def silent_s(self) -> float:
        return asyncio.get_running_loop().time() - self._heard

    @property
    def settled_at(self) -> datetime | None:
        """The server's time up to which all changes have come: the tick before the last, of an earlier publishing."""
        return self._ticks[0] if len(self._ticks) == 2 else None

    async def history(self, node: Node, start: datetime) -> list[ua.DataValue]:
        """One page of a node's past, oldest first. Without an end: the clock that would give one may lag."""
        variable = self.client.get_node(node.node_id)
        return await variable.read_raw_history(start, None, HISTORY_PAGE, return_bounds=False)

    async def time(self) -> datetime:
        """What the server's clock says."""
        found = await self.client.get_node(ua.ObjectIds.Server_ServerStatus_CurrentTime).read_value()
        if not isinstance(found, datetime):
            raise LostError("the server does not tell its time")
        return found.replace(tzinfo=found.tzinfo or UTC)

    def datachange_notification(self, node: Any, val: Any, data: DataChangeNotif) -> None:
        """Called by the library for each change, in the order of each node's changes."""
        self._heard = asyncio.get_running_loop().time()
        found = data.monitored_item.Value
        known = self._nodes.get(node.nodeid)
        if known is None:
            self._tick(found.SourceTimestamp or val)
            return
        if found.StatusCode is not None and found.StatusCode.value & 0xFFFF & OVERFLOW == OVERFLOW:
            log.error("%s %s: the server's queue ran over; changes are missing", self.server.source, known.node_id)
        self.first.setdefault(known, found)
        self.arrived.append((known, found))
        self._news.set()

    def status_change_notification(self, status: Any) -> None:
        """Called by the library when the subscription itself has ended."""
        self.lose("the subscription has ended")

    def _tick(self, at: datetime) -> None:
        self._heard = asyncio.get_running_loop().time()
        self._ticks.append(at.replace(tzinfo=at.tzinfo or UTC))

    def lose(self, why: str) -> None:
        self._why_lost = why
        self._news.set()


@contextlib.asynccontextmanager
async def linked(server: Server) -> AsyncIterator[Link]:
    """A client that is connected, and gone when this ends, whatever state the other side is in."""
    client = Client(server.url, timeout=server.timeout_s)
    if server.user:
        client.set_user(server.user)
        client.set_password(server.password)
    if server.security:
        await client.set_security_string(server.security.line)
    await asyncio.wait_for(client.connect(), server.timeout_s * 3)
    try:
        link = Link(server, client)

        async def lost(error: Exception) -> None:
            link.lose(str(error) or type(error).__name__)

        client.connection_lost_callback = lost
        yield link
    finally:
        # A server that is gone cannot be told goodbye.
        with contextlib.suppress(Exception):
            await asyncio.wait_for(client.disconnect(), GOODBYE_S)
