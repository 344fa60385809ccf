"""The host application: one MQTT session after another, each born and buried as Sparkplug asks.

Sparkplug has no acknowledgement of data (QoS 0, clean session). What makes it lossless is the edge node: it sees the
host's STATE, keeps what happens while the host is offline, and sends it as history after its next birth. So this host
is online only while it can store: when the sink fails it goes offline, and comes back with what it still holds. Data
that was under way when the host's process was killed is lost unless the node sends its last moments again; a reading
is one event however often it comes (see `dure.floor.gateway.mqtt.keys`), so that a node may do so freely.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from dure.engine.floor.events import Event
from dure.engine.floor.reading import LineError
from dure.floor.gateway.mqtt.connection import Broker, Connection, Delivery, Will
from dure.floor.gateway.mqtt.meaning import Meaning
from dure.floor.gateway.mqtt.patience import Patience
from dure.floor.gateway.mqtt.subscriber import Refused, log_refused
from dure.floor.gateway.sink import Sink
from dure.floor.gateway.sparkplug.certificates import rebirth_request, says_offline, state
from dure.floor.gateway.sparkplug.node import Node, Outcome, Waits
from dure.floor.gateway.sparkplug.payloads import PayloadError, decode
from dure.floor.gateway.sparkplug.topics import Address, command_topic, filters, read_topic, state_topic
from dure.floor.gateway.sparkplug.translation import Translation

log = logging.getLogger(__name__)


def now() -> datetime:
    return datetime.now(UTC)


def ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


@dataclass(frozen=True)
class HostSettings:
    """`host_id` must be this host's alone. Groups are those that `meanings` names: nothing else is listened to.

    `name`: of all that is heard there, or empty.
    """

    broker: Broker
    host_id: str
    meanings: Mapping[Address, Mapping[str, Meaning]]
    waits: Waits = field(default_factory=Waits)
    name: str = ""

    @property
    def groups(self) -> list[str]:
        return sorted({address.group for address in self.meanings})


@dataclass
class Host:
    """Runs until cancelled. `online` is set while the birth certificate stands and the nodes may speak.

    A sink raises OSError for what may pass; what it did not take is kept and offered first after the next connection.
    """

    settings: HostSettings
    sink: Sink
    refused: Callable[[Refused], None] = log_refused
    patience: Patience = field(default_factory=Patience)
    online: asyncio.Event = field(default_factory=asyncio.Event)
    nodes: dict[Address, Node] = field(default_factory=dict)
    unstored: list[Event] = field(default_factory=list)

    async def run(self) -> None:
        while True:
            try:
                await self._store()
                await self._session()
            except OSError as error:
                log.warning("Sparkplug host %s: %s; trying again", self.settings.host_id, error)
            await self.patience.wait()

    async def _session(self) -> None:
        """From CONNECT to the end. Every connection has a will, and a birth, with one new timestamp of their own."""
        born_ms = ms(now())
        topic = state_topic(self.settings.host_id)
        will = Will(topic, state(online=False, timestamp_ms=born_ms), retain=True)
        connection = Connection(self.settings.broker, clean=True, will=will)
        try:
            await connection.open()
            await connection.subscribe([topic, *(each for group in self.settings.groups for each in filters(group))])
            # What nodes did while nobody heard is not known: each is expected to be born anew.
            self.nodes = {each.of_node: Node(self.settings.waits, now()) for each in self.settings.meanings}
            birth = state(online=True, timestamp_ms=born_ms)
            await connection.publish(topic, birth, retain=True)
            self.patience.reset()
            self.online.set()
            try:
                await self._listen(connection, birth)
            finally:
                self.online.clear()
                # Cancelled, or unable to store: the nodes are to keep what happens from now on.
                await _bury(connection, topic)
        finally:
            await connection.close()

    async def _listen(self, connection: Connection, birth: bytes) -> None:
        own = state_topic(self.settings.host_id)
        while True:
            deliveries = await connection.receive(self._patience_s())
            asked = self._hear(deliveries)
            await self._store()
            connection.acknowledge(deliveries)
            # A retained one answers our subscription: it is older than our birth, which has replaced it.
            if any(each.topic == own and not each.retained and says_offline(each.payload) for each in deliveries):
                await connection.publish(own, birth, retain=True)
            for node in sorted(asked, key=str):
                log.warning("Sparkplug node %s: asked for a rebirth", node.family)
                await connection.publish(command_topic(node), rebirth_request(ms(now())), qos=0)

    def _hear(self, deliveries: list[Delivery]) -> set[Address]:
        """Take all messages and whatever waited too long; returns the nodes to be asked for a rebirth."""
        asked: set[Address] = set()
        for delivery in deliveries:
            found = read_topic(delivery.topic)
            if found is None:
                continue
            verb, address = found
            node = self.nodes.setdefault(address.of_node, Node(self.settings.waits, now()))
            try:
                payload = decode(delivery.payload)
            except PayloadError as error:
                self.refused(Refused(delivery.topic, LineError("payload", str(error), "스파크플러그 형식이 아닙니다")))
                continue
            self._follow(address.of_node, node.hear(verb, address.device, payload, now()), asked)
        for address, node in self.nodes.items():
            self._follow(address, node.tick(now()), asked)
        return asked

    def _follow(self, node: Address, outcome: Outcome, asked: set[Address]) -> None:
        translated = Translation(self.settings.meanings, self.settings.name).of(node, outcome)
        self.unstored += translated.events
        for refused in translated.refused:
            self.refused(refused)
        if outcome.rebirth:
            asked.add(node)

    async def _store(self) -> None:
        if self.unstored:
            await self.sink(self.unstored)
            self.unstored = []

    def _patience_s(self) -> float | None:
        deadlines = [node.deadline for node in self.nodes.values() if node.deadline is not None]
        return max((min(deadlines) - now()).total_seconds(), 0.0) if deadlines else None


async def _bury(connection: Connection, topic: str) -> None:
    """Publish the death certificate with the time of the death. A connection that is lost has its will for that."""
    try:
        await connection.publish(topic, state(online=False, timestamp_ms=ms(now())), retain=True)
    except OSError as error:
        log.info("Sparkplug host: the broker publishes the will (%s)", error)
