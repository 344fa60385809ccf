"""From the broker into the firm's real store, past an ingest process that is killed, and past one who hears badly."""

import asyncio
import contextlib
import json
import subprocess
import sys
import time

import pytest
from django.db import DatabaseError
from django.db import connection as db_connection
from tests.floor.gateway.mosquitto import Mosquitto
from tests.floor.gateway.sparkplug.edge_node import EdgeNode, press, until_born
from tests.floor.gateway.sparkplug.scene import NODE
from tests.floor.gateway.waiting import play, until
from tests.floor.quality.scene import WASHING, at
from tests.floor.scene import kimchi

from dure.engine.floor.events import Kind
from dure.floor.events.actions import take
from dure.floor.events.queries import events
from dure.floor.events.wire import address_file
from dure.floor.gateway.listening import Listening, into, listening_settings
from dure.floor.gateway.mqtt.connection import Broker, Connection
from dure.floor.gateway.mqtt.subscriber import Subscriber
from dure.floor.quality.finding import look_again
from dure.floor.quality.models import Deviation

pytestmark = pytest.mark.once
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
async def listening(site, document):
    ears = Listening(site, listening_settings(document))
    running = asyncio.create_task(ears.run())
    await ears.ready()
    yield
    assert not running.done()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def totals(origin):
    """What the counters of one side said, by time."""
    told = [event for event in events("S1") if event.kind is Kind.COUNT_TOTAL and event.family.startswith(origin)]
    return [int(event.value) for event in sorted(told, key=lambda event: event.sort_key)]


def to(broker, client_id):
    return {"host": "127.0.0.1", "port": broker.port, "client_id": client_id}


async def publish(machine, number):
    told = {"timestamp_ms": 1767600000000 + number, "value": number}
    await machine.publish(TOPIC, json.dumps(told).encode())


@pytest.mark.django_db
def test_both_protocols_reach_the_store_once_past_a_killed_ingest_process(door, broker):
    count = {"signal": "Count/Total", "machine": "M2", "kind": "count_total"}
    nodes = [{"group": "hanbit", "node": "line1", "device": "press", "meanings": [count]}]
    document = {
        "mqtt": [{"broker": to(broker, "dure"), "filters": [TOPIC]}],
        "sparkplug": [{"broker": to(broker, "host"), "host_id": "dure", "nodes": nodes}],
    }

    async def scene():
        node = EdgeNode(broker.port, NODE, press(), primary_host="dure")
        async with listening("S1", document):
            machine = Connection(Broker("127.0.0.1", "machine", broker.port), clean=True)
            await machine.open()
            await node.connect()
            await until_born(node, 1)
            for number in range(60):
                if number == 30:
                    await asyncio.to_thread(door)
                await publish(machine, number)
                await node.tell("press", "Count/Total", 101 + number)
            await until(lambda: len(totals("mqtt")) == 60, "sixty counts")
            await until(lambda: totals("sparkplug")[-1:] == [160], "the node's last count")
            await machine.close()
            await node.leave()

    play(scene())
    assert totals("mqtt") == list(range(60))
    assert totals("sparkplug") == list(range(100, 161))


@pytest.mark.django_db(transaction=True)
def test_record_that_is_stored_and_badly_heard_is_neither_lost_nor_doubled(broker, tmp_path, monkeypatch):
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("DURE_HOME", str(tmp_path / "home"))
    site = kimchi().code
    document = {"mqtt": [{"broker": to(broker, "dure"), "filters": ["hanbit/#"]}]}
    washed = {"at": at(180).isoformat(), "value": "2.4", "reason": WASHING}
    topic = "hanbit/jeonju/washing/line1/WASH1/_dure/ccp"
    again = []

    async def put_and_note(told):
        again.extend(told)
        await into(site, "mqtt")(told)

    async def scene():
        machine = Connection(Broker("127.0.0.1", "machine", broker.port), clean=True)
        await machine.open()
        async with listening(site, document):
            await machine.publish(topic, json.dumps(washed).encode())
            await until(lambda: len(list(events(site))) == 1, "the record")
            # What follows is taken only once the record was acknowledged.
            await publish(machine, 1)
            await until(lambda: len(list(events(site))) == 2, "the count after it")
        restarted = Subscriber(Broker("127.0.0.1", "dure", broker.port), ["hanbit/#"], put_and_note)
        running = asyncio.create_task(restarted.run())
        await publish(machine, 2)
        await until(lambda: len(list(events(site))) == 3, "the count after the restart")
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await machine.close()

    with deviations_out_of_reach():
        play(scene())
        assert Kind.CCP not in {event.kind for event in again}
    look_again()
    (record,) = [event for event in events(site) if event.kind is Kind.CCP]
    take(site, [record], origin="mqtt")
    assert [event.kind for event in events(site)] == [Kind.CCP, Kind.COUNT_TOTAL, Kind.COUNT_TOTAL]
    assert [(row.ccp, row.source_id, row.source_seq) for row in Deviation.objects.all()] == [(WASHING, *record.key)]


@contextlib.contextmanager
def deviations_out_of_reach():
    """Whoever hears of a record outside its limit fails, as with a database that cannot be written."""
    with db_connection.cursor() as cursor:
        cursor.execute("ALTER TABLE quality_deviation RENAME TO quality_deviation_away")
    try:
        with pytest.raises(DatabaseError):
            Deviation.objects.count()
        yield
    finally:
        with db_connection.cursor() as cursor:
            cursor.execute("ALTER TABLE quality_deviation_away RENAME TO quality_deviation")
