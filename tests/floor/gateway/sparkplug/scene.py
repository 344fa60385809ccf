"""A host of one press, in this process, beside a real broker."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from dure.engine.floor.events import Kind
from dure.floor.gateway.mqtt.connection import Broker
from dure.floor.gateway.mqtt.meaning import Meaning
from dure.floor.gateway.mqtt.patience import Patience
from dure.floor.gateway.sparkplug.host import Host, HostSettings
from dure.floor.gateway.sparkplug.node import Waits
from dure.floor.gateway.sparkplug.topics import Address

NODE = Address("hanbit", "line1")
PRESS = Address("hanbit", "line1", "press")
MEANINGS = {
    PRESS: {
        "Status/Running": Meaning("M1", Kind.STATE, words={"true": "run", "false": "idle"}),
        "Count/Total": Meaning("M1", Kind.COUNT_TOTAL),
    }
}
WAITS = Waits(reorder_s=0.2, birth_s=0.3, again_s=5)


def settings(port: int, waits: Waits = WAITS) -> HostSettings:
    return HostSettings(Broker("127.0.0.1", "dure-host", port, keepalive_s=5), "dure", MEANINGS, waits)


@contextlib.asynccontextmanager
async def hosting(port: int, sink: object, waits: Waits = WAITS, refused: object = None) -> AsyncIterator[Host]:
    host = Host(settings(port, waits), sink, patience=Patience(0.02, 0.1))
    if refused is not None:
        host.refused = refused
    running = asyncio.create_task(host.run())
    try:
        await host.online.wait()
        yield host
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
