"""The gateway as a whole: every reader, the sender, one outbox, until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import signal
from collections.abc import Coroutine, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dure.floor.gateway.edge.keeping import Keeping
from dure.floor.gateway.edge.post import Post
from dure.floor.gateway.edge.sending import Sender
from dure.floor.gateway.edge.settings import Config
from dure.floor.gateway.modbus.reading import Poller
from dure.floor.gateway.mqtt.subscriber import Subscriber
from dure.floor.gateway.sparkplug.host import Host


class AlreadyRunningError(Exception):
    """Another gateway works on this outbox."""


def now() -> datetime:
    return datetime.now(UTC)


def run(config: Config) -> None:
    """Until SIGTERM or SIGINT. Raises AlreadyRunningError."""
    with sole_owner(config.outbox):
        asyncio.run(_run(config))


@contextlib.contextmanager
def sole_owner(outbox: Path) -> Iterator[None]:
    """A lock that the operating system drops with the process, however it ends."""
    outbox.parent.mkdir(parents=True, exist_ok=True)
    with outbox.with_name(f"{outbox.name}.lock").open("a", encoding="ascii") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunningError(str(outbox)) from None
        yield


async def _run(config: Config) -> None:
    keeping = Keeping(config.outbox, gateway=config.gateway, cap_bytes=config.cap_bytes)
    sender = Sender(keeping, Post(config.server, config.site, config.token, config.ca_file), now)
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    work = [sender.run()]
    work += [Poller(device, keeping, now).run() for device in config.devices]
    work += _followers(config, keeping)
    work += [
        Subscriber(each.broker, each.filters, keeping.put, each.meanings, each.name).run() for each in config.brokers
    ]
    work += [Host(settings, keeping.put).run() for settings in config.hosts]
    tasks = [asyncio.create_task(one) for one in work]
    ending = asyncio.create_task(stop.wait())
    try:
        # A task that ends has failed: the service manager starts the gateway anew, and nothing kept is lost.
        done, _ = await asyncio.wait([*tasks, ending], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in [*tasks, ending]:
            task.cancel()
        await asyncio.gather(*tasks, ending, return_exceptions=True)
        keeping.close()


def _followers(config: Config, keeping: Keeping) -> list[Coroutine[Any, Any, None]]:
    """The library of OPC UA takes seconds to load on a small PC: only where it is used."""
    if not config.servers:
        return []
    from dure.floor.gateway.opcua.reading import Follower

    return [Follower(server, keeping, now).run() for server in config.servers]
