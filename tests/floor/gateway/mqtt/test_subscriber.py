"""Against a real Mosquitto that is killed, and a real subscriber that is killed: each event is stored exactly once."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.floor.gateway.mosquitto import Mosquitto
from tests.floor.gateway.store import Store
from tests.floor.gateway.waiting import play, until

from dure.floor.gateway.mqtt.connection import Broker, Connection
from dure.floor.gateway.mqtt.patience import Patience
from dure.floor.gateway.mqtt.subscriber import Subscriber

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[4]
TOPIC = "hanbit/jeonju/packing/line1/M1/_dure/count_total"
TOPICS = "hanbit/jeonju/#"
FIRST_MS = 1767600000000


@pytest.fixture
def broker(tmp_path):
    with Mosquitto(tmp_path / "broker") as running:
        yield running


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "events.sqlite3")


def expected(count):
    return [("M1", "count_total", str(number)) for number in range(count)]


async def publish(broker, numbers):
    """As a machine does that keeps what it could not send: connect again until the broker has each of them."""
    left = list(numbers)
    while left:
        connection = Connection(Broker("127.0.0.1", "machine", broker.port), clean=True)
        try:
            await connection.open()
            while left:
                told = {"timestamp_ms": FIRST_MS + left[0], "value": left[0]}
                await connection.publish(TOPIC, json.dumps(told).encode())
                left.pop(0)
        except OSError:
            await asyncio.sleep(0.05)
        finally:
            await connection.close()


class Listening:
    """A subscriber in this process, ended at the close."""

    def __init__(self, broker, sink, refused=None):
        patience = Patience(0.02, 0.1)
        self.subscriber = Subscriber(Broker("127.0.0.1", "dure-kimchi", broker.port), [TOPICS], sink, patience=patience)
        if refused is not None:
            self.subscriber.refused = refused

    async def __aenter__(self):
        self.task = asyncio.create_task(self.subscriber.run())
        await self.subscriber.listening.wait()
        return self.subscriber

    async def __aexit__(self, *_):
        self.task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await self.task


def start_process(broker, store, dies=""):
    command = [sys.executable, "-m", "tests.floor.gateway.mqtt.subscriber_process"]
    return subprocess.Popen(
        [*command, str(broker.port), str(store.path), TOPICS, *([dies] if dies else [])],
        cwd=ROOT, env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
    )  # fmt: skip


async def stop(process):
    process.kill()
    await asyncio.to_thread(process.wait)


def test_subscriber_hears_what_was_sent_while_it_was_away(broker, store):
    async def scene():
        async with Listening(broker, store):
            await publish(broker, range(5))
            await until(lambda: store.count("event") == 5, "five events")
        await publish(broker, range(5, 30))
        async with Listening(broker, store):
            await until(lambda: store.count("event") == 30, "thirty events")

    play(scene())
    assert store.rows() == expected(30)


def test_subscriber_killed_before_the_commit_hears_again(broker, store):
    async def scene():
        async with Listening(broker, store):
            pass
        await publish(broker, range(40))
        dying = start_process(broker, store, "before")
        assert await asyncio.to_thread(dying.wait) == -9
        assert store.count("event") == 0
        living = start_process(broker, store)
        await until(lambda: store.count("event") == 40, "forty events")
        await stop(living)

    play(scene())
    assert store.rows() == expected(40)


def test_subscriber_killed_after_the_commit_and_before_the_acknowledgement_stores_once(broker, store):
    async def scene():
        async with Listening(broker, store):
            pass
        await publish(broker, range(40))
        dying = start_process(broker, store, "after")
        assert await asyncio.to_thread(dying.wait) == -9
        kept = store.count("event")
        assert kept > 0
        living = start_process(broker, store)
        await until(lambda: store.count("arrival") == 40 + kept, "everything, and what was stored once more")
        await stop(living)

    play(scene())
    assert store.rows() == expected(40)
    assert store.count("conflict") == 0


def test_subscriber_connects_again_when_the_broker_was_killed(broker, store):
    async def scene():
        async with Listening(broker, store) as subscriber:
            await publish(broker, range(20))
            sending = asyncio.create_task(publish(broker, range(20, 60)))
            await until(lambda: store.count("event") > 20, "the first after the pause")
            broker.kill()
            await until(lambda: not subscriber.listening.is_set(), "the loss")
            broker.start()
            await sending
            # A killed broker may lose what it had acknowledged and not yet written: the machine says its last again.
            await publish(broker, range(20, 60))
            await until(lambda: store.count("event") == 60, "sixty events")

    play(scene())
    assert store.rows() == expected(60)
    assert store.count("conflict") == 0


def test_subscriber_loses_nothing_that_a_killed_broker_had_written(broker, store):
    async def scene():
        async with Listening(broker, store):
            pass
        await publish(broker, range(40))
        written = broker.saved()
        await until(written, "the broker's file")
        broker.kill()
        broker.start()
        async with Listening(broker, store):
            await until(lambda: store.count("event") == 40, "forty events")

    play(scene())
    assert store.rows() == expected(40)


def test_subscriber_leaves_with_the_broker_what_could_not_be_stored(broker, store):
    async def scene():
        left = [OSError("disk full"), OSError("disk full")]

        async def sink(events):
            if left:
                raise left.pop()
            await store(events)

        async with Listening(broker, sink):
            await publish(broker, range(10))
            await until(lambda: store.count("event") == 10, "ten events")

    play(scene())
    assert store.rows() == expected(10)


def test_subscriber_refuses_nonsense_and_goes_on(broker, store):
    refused = []

    async def scene():
        async with Listening(broker, store, refused.append):
            machine = Connection(Broker("127.0.0.1", "machine", broker.port), clean=True)
            await machine.open()
            await machine.publish(TOPIC, b"nonsense")
            await machine.close()
            await publish(broker, range(3))
            await until(lambda: store.count("event") == 3, "three events")

    play(scene())
    assert [(each.where, str(each.error)) for each in refused] == [
        (TOPIC, "payload: /: not JSON: Expecting value at line 1, column 1")
    ]
