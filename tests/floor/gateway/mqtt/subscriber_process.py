"""A subscriber in a process of its own: `python -m … PORT DATABASE FILTER [before|after]`.

With `before` it dies of SIGKILL when events have arrived and are not yet stored, with `after` when they are stored and
not yet acknowledged.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.floor.gateway.store import Store

from dure.engine.floor.events import Event
from dure.floor.gateway.mqtt.connection import Broker
from dure.floor.gateway.mqtt.patience import Patience
from dure.floor.gateway.mqtt.subscriber import Subscriber


def main(port: str, database: str, topics: str, dies: str = "") -> None:
    store = Store(Path(database))

    async def sink(events: Sequence[Event]) -> None:
        if dies == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        await store(events)
        if dies == "after":
            os.kill(os.getpid(), signal.SIGKILL)

    broker = Broker("127.0.0.1", "dure-kimchi", int(port))
    asyncio.run(Subscriber(broker, [topics], sink, patience=Patience(0.02, 0.1)).run())


if __name__ == "__main__":
    main(*sys.argv[1:])
