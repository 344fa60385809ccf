"""One MQTT 3.1.1 connection from CONNECT to its end. It never reconnects: whoever uses it opens the next one.

Made on paho itself because aiomqtt acknowledges before its caller has seen the message; here a delivery of QoS 1 stays
the broker's until `acknowledge`. A new client for each connection makes an acknowledgement that comes too late
harmless: it goes to a connection that is gone, and the broker delivers again.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from paho.mqtt import client as paho
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

ANSWER_WITHIN_S: Final = 10.0
MOST_AT_ONCE: Final = 1000


class ConnectionLost(ConnectionError):
    """The broker is gone or did not answer; what was not acknowledged will be delivered again."""


class BrokerRefused(ConnectionError):
    """The broker answered, and the answer was no."""


@dataclass(frozen=True)
class Broker:
    """Where to connect, and as whom. `client_id` names the session that the broker keeps: one at a time may use it.

    `ca_file`: with `tls`, who signs the broker's certificate; empty: whom the system trusts.
    """

    host: str
    client_id: str
    port: int = 1883
    username: str = ""
    password: str = ""
    tls: bool = False
    ca_file: str = ""
    keepalive_s: int = 30


@dataclass(frozen=True)
class Will:
    """What the broker publishes, retained or not, when this client ends without a word."""

    topic: str
    payload: bytes
    retain: bool


@dataclass(frozen=True)
class Delivery:
    """One message. `number` is the packet's, by which it is acknowledged; 0 needs none."""

    topic: str
    payload: bytes
    retained: bool
    number: int


class Connection:
    """Used from one event loop. `clean`: the broker forgets everything when it ends."""

    def __init__(self, broker: Broker, *, clean: bool, will: Will | None = None) -> None:
        self.broker = broker
        self._loop = asyncio.get_running_loop()
        self._inbox: asyncio.Queue[Delivery | None] = asyncio.Queue()
        self._opened: asyncio.Future[str] = self._loop.create_future()
        self._answers: dict[int, asyncio.Future[bool]] = {}
        self._is_lost = False
        self._client = _client(broker, clean, will)
        self._client.on_connect = self._on_connect
        self._client.on_disconnect = self._on_disconnect
        self._client.on_message = self._on_message
        self._client.on_subscribe = self._on_subscribe
        self._client.on_publish = self._on_publish

    async def open(self) -> None:
        """Connect.

        Raises:
            OSError: nobody listens there, or the broker refused.
        """
        broker = self.broker
        await asyncio.to_thread(self._client.connect, broker.host, broker.port, broker.keepalive_s)
        self._client.loop_start()
        if refusal := await self._within(self._opened):
            raise BrokerRefused(f"{broker.host}:{broker.port}: {refusal}")

    async def subscribe(self, filters: Sequence[str]) -> None:
        """Ask for all messages on these filters, each at most with QoS 1."""
        result, number = self._client.subscribe([(each, 1) for each in filters])
        if not await self._answer(result, number):
            raise BrokerRefused(f"may not subscribe to {', '.join(filters)}")

    async def publish(self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False) -> None:
        """Returns when the broker has it (QoS 1), or when it was written out (QoS 0)."""
        sent = self._client.publish(topic, payload, qos=qos, retain=retain)
        await self._answer(sent.rc, sent.mid)

    async def receive(self, within_s: float | None = None) -> list[Delivery]:
        """All that has arrived, waiting for the first; empty when nothing did in time.

        Raises:
            ConnectionLost: the connection ended and everything that arrived before has been handed out.
        """
        try:
            # Not wait_for: until Python 3.12 it swallows a cancellation that comes together with a message.
            async with asyncio.timeout(within_s):
                first = await self._inbox.get()
        except TimeoutError:
            return []
        found: list[Delivery] = []
        while first is not None:
            found.append(first)
            if len(found) >= MOST_AT_ONCE or self._inbox.empty():
                return found
            first = self._inbox.get_nowait()
        # The end stays in the queue for whoever asks next.
        self._inbox.put_nowait(None)
        if found:
            return found
        raise ConnectionLost(f"{self.broker.host}:{self.broker.port}")

    def acknowledge(self, deliveries: Sequence[Delivery]) -> None:
        """Tell the broker that these need not be delivered again."""
        for delivery in deliveries:
            if delivery.number:
                self._client.ack(delivery.number, 1)

    async def close(self) -> None:
        """Say goodbye, so that no will is published, and end the network thread."""
        self._client.disconnect()
        await asyncio.to_thread(self._client.loop_stop)

    async def _answer(self, result: int, number: int | None) -> bool:
        if result != paho.MQTT_ERR_SUCCESS or number is None or self._is_lost:
            raise ConnectionLost(f"{self.broker.host}:{self.broker.port}")
        # Callbacks reach this loop only after we yield, so the answer cannot have come before it is awaited.
        waiting = self._answers[number] = self._loop.create_future()
        try:
            return await self._within(waiting)
        finally:
            self._answers.pop(number, None)

    async def _within(self, waiting: asyncio.Future[Any]) -> Any:
        try:
            async with asyncio.timeout(ANSWER_WITHIN_S):
                return await waiting
        except TimeoutError:
            raise ConnectionLost(f"{self.broker.host}:{self.broker.port} does not answer") from None

    # What follows up to `_settle` runs in the network's thread and only hands over.

    def _on_connect(self, client: Any, data: Any, flags: Any, reason: Any, properties: Any) -> None:
        self._loop.call_soon_threadsafe(_settle, self._opened, str(reason) if reason.is_failure else "")

    def _on_disconnect(self, client: Any, data: Any, flags: Any, reason: Any, properties: Any) -> None:
        self._loop.call_soon_threadsafe(self._end)

    def _on_message(self, client: Any, data: Any, message: paho.MQTTMessage) -> None:
        delivery = Delivery(
            _topic(message), bytes(message.payload), bool(message.retain), message.mid if message.qos else 0
        )
        self._loop.call_soon_threadsafe(self._inbox.put_nowait, delivery)

    def _on_subscribe(self, client: Any, data: Any, number: int, reasons: Any, properties: Any) -> None:
        granted = not any(reason.is_failure for reason in reasons)
        self._loop.call_soon_threadsafe(self._answered, number, granted)

    def _on_publish(self, client: Any, data: Any, number: int, reason: Any, properties: Any) -> None:
        self._loop.call_soon_threadsafe(self._answered, number, True)

    def _answered(self, number: int, granted: bool) -> None:
        if waiting := self._answers.get(number):
            _settle(waiting, granted)

    def _end(self) -> None:
        self._is_lost = True
        self._inbox.put_nowait(None)
        unanswered: list[asyncio.Future[Any]] = [self._opened, *self._answers.values()]
        for waiting in unanswered:
            if not waiting.done():
                waiting.set_exception(ConnectionLost(f"{self.broker.host}:{self.broker.port}"))
                # Nobody may be waiting for this one any more.
                waiting.exception()


def _client(broker: Broker, clean: bool, will: Will | None) -> paho.Client:
    client = paho.Client(
        CallbackAPIVersion.VERSION2, broker.client_id, clean_session=clean, protocol=MQTTProtocolVersion.MQTTv311,
        reconnect_on_failure=False, manual_ack=True,
    )  # fmt: skip
    if broker.username:
        client.username_pw_set(broker.username, broker.password)
    if broker.tls:
        client.tls_set_context(ssl.create_default_context(cafile=broker.ca_file or None))
    if will is not None:
        client.will_set(will.topic, will.payload, qos=1, retain=will.retain)
    return client


def _topic(message: paho.MQTTMessage) -> str:
    """A topic that is not UTF-8 cannot be one of ours; it must not end the network's thread."""
    try:
        return message.topic
    except UnicodeDecodeError:
        return "\ufffd"


def _settle(waiting: asyncio.Future[Any], answer: Any) -> None:
    if not waiting.done():
        waiting.set_result(answer)
