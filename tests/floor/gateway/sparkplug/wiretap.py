"""Listens between an MQTT client and its broker: every packet the client wrote, read by a reader of its own."""

import asyncio
import struct
import time
from dataclasses import dataclass, field
from typing import Self

CONNECT, PUBLISH, SUBSCRIBE, DISCONNECT = 1, 3, 8, 14


@dataclass(frozen=True)
class Packet:
    """One packet of MQTT 3.1.1 from the client. `place`: which connection it was on; `read_ms`: when it was read."""

    place: int
    kind: int
    read_ms: int
    level: int = 0
    clean: bool = False
    has_will: bool = False
    topic: str = ""
    payload: bytes = b""
    qos: int = 0
    retain: bool = False
    filters: tuple[str, ...] = ()


@dataclass
class Wiretap:
    """Used as ``async with Wiretap(port) as tap``; clients connect to `tap.port`."""

    broker_port: int
    packets: list[Packet] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        self.connections = 0
        self.server = await asyncio.start_server(self._tap, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self.server.close()

    async def _tap(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        place, self.connections = self.connections, self.connections + 1
        broker, to_broker = await asyncio.open_connection("127.0.0.1", self.broker_port)
        await asyncio.gather(self._listen(place, client, to_broker), _copy(broker, to_client))

    async def _listen(self, place: int, client: asyncio.StreamReader, to_broker: asyncio.StreamWriter) -> None:
        try:
            while True:
                head, length = await client.readexactly(1), b""
                while not length or length[-1] & 0x80:
                    length += await client.readexactly(1)
                body = await client.readexactly(sum((byte & 0x7F) << 7 * nth for nth, byte in enumerate(length)))
                self.packets.append(read(place, head[0], body))
                to_broker.write(head + length + body)
                await to_broker.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            to_broker.close()


def read(place: int, head: int, body: bytes) -> Packet:
    kind, now_ms = head >> 4, int(time.time() * 1000)
    if kind == CONNECT:
        return _connect(place, now_ms, body)
    if kind == PUBLISH:
        topic, rest = _text(body)
        qos = head >> 1 & 3
        payload = rest[2:] if qos else rest
        return Packet(place, kind, now_ms, topic=topic, payload=payload, qos=qos, retain=bool(head & 1))
    if kind == SUBSCRIBE:
        filters, rest = [], body[2:]
        while rest:
            name, rest = _text(rest)
            filters.append(name)
            rest = rest[1:]
        return Packet(place, kind, now_ms, filters=tuple(filters))
    return Packet(place, kind, now_ms)


def _connect(place: int, now_ms: int, body: bytes) -> Packet:
    _, rest = _text(body)
    level, flags, rest = rest[0], rest[1], rest[4:]
    _, rest = _text(rest)
    topic, payload = "", b""
    if flags & 4:
        topic, rest = _text(rest)
        payload = rest[2 : 2 + struct.unpack(">H", rest[:2])[0]]
    return Packet(
        place,
        CONNECT,
        now_ms,
        level,
        bool(flags & 2),
        bool(flags & 4),
        topic,
        payload,
        flags >> 3 & 3,
        bool(flags & 32),
    )


def _text(data: bytes) -> tuple[str, bytes]:
    length = struct.unpack(">H", data[:2])[0]
    return data[2 : 2 + length].decode(), data[2 + length :]


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(65536):
            target.write(data)
            await target.drain()
    except ConnectionError:
        pass
    finally:
        target.close()
