"""A small Sparkplug edge node, for tests: it can lose, hold back and repeat messages, die without a word, and be born
again with other aliases. With a primary host it keeps what happens while that host is offline, and sends it as history
after its next birth, together with its last moments before."""

import asyncio
import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.floor.gateway.waiting import until

from dure.floor.gateway.mqtt.connection import Broker, Connection, Will
from dure.floor.gateway.sparkplug.payloads import BD_SEQ, REBIRTH, Written, decode, encode
from dure.floor.gateway.sparkplug.topics import Address, state_topic
from dure.floor.gateway.sparkplug.values import Datatype

OVERLAP = 200


@dataclass
class Metric:
    datatype: Datatype
    value: object
    at_ms: int


@dataclass(frozen=True)
class Told:
    """A value once told: what history is made of."""

    device: str
    name: str
    value: object
    at_ms: int


@dataclass
class EdgeNode:
    """`metrics`: by device (empty: the node's own) and name. `aliases`: whether data carries an alias and no name."""

    port: int
    address: Address
    metrics: Mapping[str, dict[str, Metric]]
    primary_host: str = ""
    aliases: bool = True
    clock_ms: int = 1767600000000
    births: int = 0
    lose: int = 0
    born: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self):
        self.bd_seq = -1
        self.seq = 0
        self.held = None
        self.kept = []
        self.last_moments = []
        self.table = {}
        self.host_state = (False, -1)

    async def connect(self):
        self.bd_seq = (self.bd_seq + 1) % 256
        will = Will(self._topic("NDEATH"), self._death(), retain=False)
        broker = Broker("127.0.0.1", f"{self.address.group}-{self.address.node}", self.port)
        self.connection = Connection(broker, clean=True, will=will)
        await self.connection.open()
        topics = [self._topic("NCMD")]
        await self.connection.subscribe([*topics, *([state_topic(self.primary_host)] if self.primary_host else [])])
        self.reading = asyncio.create_task(self._read())
        if not self.primary_host:
            await self.birth()

    async def birth(self):
        """Everything it knows, under new aliases; then what it kept, as history under those."""
        self.born.clear()
        self.births += 1
        self.seq = 0
        self.held = None
        numbers = iter(range(self.births * 1000, self.births * 1000 + 999))
        self.table = {(d, n): next(numbers) for d, metrics in self.metrics.items() for n in metrics}
        own = [
            Written(BD_SEQ, self.bd_seq, Datatype.INT64, self.clock_ms),
            Written(REBIRTH, False, Datatype.BOOLEAN, self.clock_ms),
        ]
        await self._send("NBIRTH", "", [*own, *self._state_of("")])
        for device in self.metrics:
            if device:
                await self._send("DBIRTH", device, self._state_of(device))
        self.kept = [*self.last_moments, *self.kept]
        self.last_moments = []
        while self.kept:
            await self._send_value(self.kept.pop(0), is_historical=True)
        self.born.set()

    async def tell(self, device, name, value):
        """A change of a metric, now."""
        self.clock_ms += 1000
        metric = self.metrics[device][name]
        metric.value, metric.at_ms = value, self.clock_ms
        told = Told(device, name, value, self.clock_ms)
        if not self.born.is_set():
            self.kept.append(told)
            return
        await self._send_value(told)

    async def device_dies(self, device):
        self.clock_ms += 1000
        await self._send("DDEATH", device, [])

    def hold(self):
        """From now on messages are numbered and kept back."""
        self.held = []

    async def release(self, order):
        """Send what was kept back, in this order of places."""
        held, self.held = self.held, None
        for place in order:
            await self.connection.publish(*held[place], qos=0)

    async def cut(self):
        """The cable is pulled: no DISCONNECT, the broker publishes the will."""
        self.born.clear()
        self.connection._client.socket().shutdown(socket.SHUT_RDWR)
        await self._end()

    async def leave(self):
        """An intended end."""
        self.born.clear()
        await self.connection.publish(self._topic("NDEATH"), self._death(), qos=0)
        await self._end()

    async def _end(self):
        self.reading.cancel()
        await asyncio.gather(self.reading, return_exceptions=True)
        await self.connection.close()

    async def _read(self):
        while True:
            for delivery in await self.connection.receive():
                self.connection.acknowledge([delivery])
                if delivery.topic == self._topic("NCMD"):
                    asked = decode(delivery.payload).metric(REBIRTH)
                    if asked is not None and asked.value(Datatype.BOOLEAN) is True:
                        await self.birth()
                else:
                    await self._see_host(json.loads(delivery.payload))

    async def _see_host(self, state):
        was_online, timestamp = self.host_state
        if state["timestamp"] < timestamp:
            return
        self.host_state = (state["online"], state["timestamp"])
        if state["online"] and (not was_online or not self.born.is_set()):
            await self.birth()
        elif not state["online"]:
            self.born.clear()

    async def _send_value(self, told, *, is_historical=False):
        if self.primary_host:
            self.last_moments = [*self.last_moments, told][-OVERLAP:]
        metric = self._written(told, is_historical=is_historical)
        await self._send("DDATA" if told.device else "NDATA", told.device, [metric])

    def _state_of(self, device):
        return [
            Written(name, metric.value, metric.datatype, metric.at_ms, self._alias(device, name))
            for name, metric in self.metrics[device].items()
        ]

    def _written(self, told, *, is_historical=False):
        alias = self._alias(told.device, told.name)
        datatype = self.metrics[told.device][told.name].datatype
        name = "" if self.aliases else told.name
        return Written(name, told.value, datatype, told.at_ms, alias, is_historical, tells_datatype=False)

    def _alias(self, device, name):
        return self.table[device, name] if self.aliases else None

    def _death(self):
        return encode(self.clock_ms, [Written(BD_SEQ, self.bd_seq, Datatype.INT64, self.clock_ms)])

    async def _send(self, verb, device, metrics):
        message = (self._topic(verb, device), encode(self.clock_ms, metrics, self.seq))
        self.seq = (self.seq + 1) % 256
        if self.lose:
            self.lose -= 1
        elif self.held is not None:
            self.held.append(message)
        else:
            await self.connection.publish(*message, qos=0)

    def _topic(self, verb, device=""):
        tail = f"/{device}" if device else ""
        return f"spBv1.0/{self.address.group}/{verb}/{self.address.node}{tail}"


def press(at_ms=1767600000000):
    """What a press behind a node has: running, a counter, and a temperature at the node."""
    return {
        "": {"Cabinet/Temperature": Metric(Datatype.FLOAT, 21.5, at_ms)},
        "press": {
            "Status/Running": Metric(Datatype.BOOLEAN, False, at_ms),
            "Count/Total": Metric(Datatype.UINT32, 100, at_ms),
        },
    }


async def until_born(node, births):
    await until(lambda: node.births >= births and node.born.is_set(), f"birth {births} of {node.address}")
