"""MQTT and Sparkplug B through a gateway process into a real Dure server: everything between them dies once."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pytest_django.live_server_helper import LiveServer
from tests.floor.gateway.cable import Cable
from tests.floor.gateway.kept import kept
from tests.floor.gateway.mosquitto import Mosquitto
from tests.floor.gateway.processes import Process
from tests.floor.gateway.sparkplug.edge_node import EdgeNode, press, until_born
from tests.floor.gateway.sparkplug.scene import NODE
from tests.floor.gateway.waiting import play, until
from tests.floor.scene import MORNING, Floor, kimchi

from dure.floor.entry.suppliers.actions import make_source
from dure.floor.events.queries import events, quarantined
from dure.floor.gateway.mqtt.connection import Broker, Connection

pytestmark = [pytest.mark.slow, pytest.mark.once]
FIRST_MS = 1767600000000
LINE = "hanbit/jeonju/packing/line1/PACK1/_dure"
CONFIG = """
server = "http://127.0.0.1:{server}"
site = "{site}"
gateway = "edge-1"
token_file = "token"

[[mqtt]]
name = "line-1"
host = "127.0.0.1"
port = {broker}
filters = ["hanbit/#"]

[[sparkplug]]
name = "cell-1"
host = "127.0.0.1"
port = {broker}
host_id = "dure"

[[sparkplug.node]]
group = "hanbit"
node = "line1"
device = "press"
machine = "PACK1"

[[sparkplug.node.metric]]
name = "Count/Total"
kind = "count_total"
"""


@dataclass
class Factory:
    """A broker, and a gateway between it and the server at the other end of a cable."""

    floor: Floor
    broker: Mosquitto
    cable: Cable
    gateway: Process
    outbox: Path

    def told(self, family: str) -> list[int]:
        """The values that the server has of a source, by time."""
        found = [event for event in events(self.floor.code) if event.family == family]
        return [int(event.value) for event in sorted(found, key=lambda event: event.sort_key)]

    def waiting(self, family: str) -> list[int]:
        return [int(event["value"]) for event in kept(self.outbox) if event["family"] == family]


@pytest.fixture
def factory(
    transactional_db: None, live_server: LiveServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Factory]:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("DURE_HOME", str(home))
    floor = kimchi()
    _, token = make_source(
        site=floor.site, name="게이트웨이", kind="gateway", families=["edge-1", "line-1", "cell-1", "mes"],
        by=floor.owner, at=MORNING,
    )  # fmt: skip
    cable = Cable(urlsplit(live_server.url).port or 0)
    config = tmp_path / "gateway.toml"
    (tmp_path / "token").write_text(token)
    with Mosquitto(tmp_path / "broker") as broker:
        config.write_text(CONFIG.format(server=cable.port, site=floor.code, broker=broker.port))
        gateway = Process("-m", "dure.cli", "gateway", "--config", config)
        yield Factory(floor, broker, cable, gateway, tmp_path / "outbox.sqlite3")
        gateway.kill()


async def publish(factory: Factory, numbers: range) -> None:
    """Two systems on one machine: one leaves the numbering to us, one numbers by the hundred."""
    machine = Connection(Broker("127.0.0.1", "machine", factory.broker.port), clean=True)
    await machine.open()
    for number in numbers:
        told = {"timestamp_ms": FIRST_MS + number, "value": number}
        await machine.publish(f"{LINE}/count_total", json.dumps(told).encode())
        numbered = {**told, "source_id": "mes#k3f9", "source_seq": number * 100}
        await machine.publish(f"{LINE}/count", json.dumps(numbered).encode())
    await machine.close()


async def count_to(node: EdgeNode, numbers: range) -> None:
    for number in numbers:
        await node.tell("press", "Count/Total", number)


async def ended(node: EdgeNode) -> None:
    """Its broker is gone; it keeps what happens until it connects again."""
    node.born.clear()
    await node._end()


def test_everything_between_machine_and_server_dies_and_each_event_comes_once(factory: Factory) -> None:
    node = EdgeNode(factory.broker.port, NODE, press(), primary_host="dure")

    async def scene() -> None:
        await factory.cable.plug()
        await node.connect()
        await asyncio.to_thread(factory.gateway.start)
        await until_born(node, 1)
        while not factory.told("mes"):
            # Until the session is there; what comes twice is one event.
            await publish(factory, range(1))
            await asyncio.sleep(0.05)
        await publish(factory, range(20))
        await count_to(node, range(101, 121))
        await until(lambda: factory.told("mes") == list(range(20)), "the first twenty")
        await factory.cable.pull()
        await publish(factory, range(20, 40))
        await count_to(node, range(121, 141))
        await until(lambda: 39 in factory.waiting("mes") and 140 in factory.waiting("cell-1"), "they wait in the box")
        await asyncio.to_thread(factory.gateway.kill)
        await publish(factory, range(40, 60))
        await count_to(node, range(141, 161))
        await until(factory.broker.saved(), "the broker's file")
        factory.broker.kill()
        await ended(node)
        await count_to(node, range(161, 171))
        factory.broker.start()
        await asyncio.to_thread(factory.gateway.start)
        births = node.births
        await node.connect()
        await until_born(node, births + 1)
        # A machine that had no answer says its last again.
        await publish(factory, range(50, 80))
        await factory.cable.plug()
        await until(lambda: factory.told("mes") == list(range(80)), "all that bears its own number")
        await until(lambda: factory.told("line-1") == list(range(80)), "all that is numbered here")
        await until(lambda: factory.told("cell-1") == list(range(100, 171)), "all of the node")
        await until(lambda: not kept(factory.outbox), "the box is empty")
        await node.leave()
        assert await asyncio.to_thread(factory.gateway.terminate) == 0
        await factory.cable.pull()

    play(scene())
    told = list(events(factory.floor.code))
    assert len({event.key for event in told}) == len(told) == 80 + 80 + 71
    assert [event.source_seq for event in told if event.family == "mes"] == [number * 100 for number in range(80)]
    assert quarantined(factory.floor.code) == []
