"""Listens on a session that the broker keeps, and acknowledges a message only when its events are durable.

At least once by MQTT (QoS 1, clean session off, one fixed client id), once by the key of each event: a subscriber that
dies after the events are stored and before it acknowledged hears them again, and the store knows them.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dure.engine.floor.events import Event
from dure.engine.floor.reading import LineError
from dure.floor.gateway.mqtt.connection import Broker, Connection, Delivery
from dure.floor.gateway.mqtt.meaning import Meaning
from dure.floor.gateway.mqtt.patience import Patience
from dure.floor.gateway.mqtt.reading import Message, read
from dure.floor.gateway.sink import Sink

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Refused:
    """A message or metric that was not taken, from where, and why."""

    where: str
    error: LineError


def log_refused(refused: Refused) -> None:
    """What is done with a refusal where nobody wants to hear of it: it is in the journal, never silent."""
    log.warning("%s: not taken: %s", refused.where, refused.error)


@dataclass
class Subscriber:
    """`filters`: the topics to listen on, besides those in `meanings`. A sink raises OSError for what may pass.

    `name`: the source's, where the settings give one.

    `listening` is set while the broker has granted the subscription.
    """

    broker: Broker
    filters: Sequence[str]
    sink: Sink
    meanings: Mapping[str, Meaning] = field(default_factory=dict)
    name: str = ""
    refused: Callable[[Refused], None] = log_refused
    patience: Patience = field(default_factory=Patience)
    listening: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Until cancelled: connect, listen, and after any loss connect and subscribe again."""
        while True:
            try:
                await self._listen()
            except OSError as error:
                log.warning("MQTT %s:%s: %s; trying again", self.broker.host, self.broker.port, error)
            await self.patience.wait()

    async def _listen(self) -> None:
        connection = Connection(self.broker, clean=False)
        try:
            await connection.open()
            # The broker may have lost the session with its disk; subscribing again to what it kept changes nothing.
            await connection.subscribe([*self.filters, *self.meanings])
            self.patience.reset()
            self.listening.set()
            while True:
                deliveries = await connection.receive()
                if events := self._events(deliveries):
                    await self.sink(events)
                connection.acknowledge(deliveries)
        finally:
            self.listening.clear()
            await connection.close()

    def _events(self, deliveries: Sequence[Delivery]) -> list[Event]:
        """What cannot be read is refused once and acknowledged: delivered again it would be no better."""
        found: list[Event] = []
        for delivery in deliveries:
            try:
                found += read(Message(delivery.topic, delivery.payload), self.meanings, self.name)
            except LineError as error:
                self.refused(Refused(delivery.topic, error))
        return found
