"""From the broker into the firm's real store, past an ingest process that is killed on the way."""

import asyncio
import contextlib
import json
import subprocess
import sys
import time

import pytest
from tests.floor.gateway.mosquitto import Mosquitto
from tests.floor.gateway.sparkplug.edge_node import EdgeNode, press, until_born
from tests.floor.gateway.sparkplug.scene import NODE
from tests.floor.gateway.waiting import play, until

from dure.engine.floor.events import Kind
from dure.floor.events.queries import events
from dure.floor.events.wire import address_file
from dure.floor.gateway.listening import Listening, listening_settings
from dure.floor.gateway.mqtt.connection import Broker, Connection

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TOPIC = "hanbit/jeonju/packing/line1/M1/_dure/count_total"
DOOR = """
from datetime import UTC, datetime
from dure.commands.setup import start_django
start_django()
from dure.floor.events.door import run_door
run_door(lambda: datetime.now(UTC))
"""


class Door:
    """The ingest process. Called once more, it is killed and another one started."""

    process = None

    def __call__(self):
        self.kill()
        address_file().unlink(missing_ok=True)
        self.process = subprocess.Popen([sys.executable, "-c", DOOR])
        deadline = time.monotonic() + 60
        while not address_file().exists():
            assert self.process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def kill(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def door(tmp_path, monkeypatch):
    monkeypatch.setenv("DURE_HOME", str(tmp_path))
    address_file().parent.mkdir(parents=True, exist_ok=True)
    door = Door()
    door()
    yield door
    door.kill()


@pytest.fixture
def broker(tmp_path):
    with Mosquitto(tmp_path / "broker") as running:
        yield running


@contextlib.asynccontextmanager
async def listening(document):
    ears = Listening("S1", listening_settings(document))
    running = asyncio.create_task(ears.run())
    await ears.ready()
    yield
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def totals():
    return [
        int(event.value) for event in sorted(events("S1"), key=lambda e: e.sort_key) if event.kind is Kind.COUNT_TOTAL
    ]


def to(broker, client_id):
    return {"host": "127.0.0.1", "port": broker.port, "client_id": client_id}


def test_mqtt_reaches_the_store_once_past_a_killed_ingest_process(door, broker):
    async def scene():
        async with listening({"mqtt": [{"broker": to(broker, "dure"), "filters": [TOPIC]}]}):
            machine = Connection(Broker("127.0.0.1", "machine", broker.port), clean=True)
            await machine.open()
            for number in range(60):
                if number == 30:
                    await asyncio.to_thread(door)
                told = {"timestamp_ms": 1767600000000 + number, "value": number}
                await machine.publish(TOPIC, json.dumps(told).encode())
            await until(lambda: len(totals()) == 60, "sixty counts")
            await machine.close()

    play(scene())
    assert totals() == list(range(60))


def test_sparkplug_reaches_the_store_once_past_a_killed_ingest_process(door, broker):
    count = {"signal": "Count/Total", "machine": "M1", "kind": "count_total"}
    nodes = [{"group": "hanbit", "node": "line1", "device": "press", "meanings": [count]}]

    async def scene():
        node = EdgeNode(broker.port, NODE, press(), primary_host="dure")
        async with listening({"sparkplug": [{"broker": to(broker, "host"), "host_id": "dure", "nodes": nodes}]}):
            await node.connect()
            await until_born(node, 1)
            for number in range(101, 160):
                if number == 130:
                    await asyncio.to_thread(door)
                await node.tell("press", "Count/Total", number)
            await until(lambda: totals()[-1:] == [159], "the last count")
            await node.leave()

    play(scene())
    assert totals() == list(range(100, 160))
