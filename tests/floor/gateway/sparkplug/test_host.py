"""Against a real Mosquitto and a simulated edge node; both sides and the broker are killed."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from tests.floor.gateway.mosquitto import Mosquitto
from tests.floor.gateway.sparkplug.edge_node import EdgeNode, press, until_born
from tests.floor.gateway.sparkplug.scene import NODE, PRESS, WAITS, hosting
from tests.floor.gateway.store import Store
from tests.floor.gateway.waiting import play, until

from dure.floor.gateway.sparkplug.topics import Address

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[4]
FAMILY = "sparkplug/hanbit/line1/press"


@pytest.fixture
def broker(tmp_path):
    with Mosquitto(tmp_path / "broker") as running:
        yield running


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "events.sqlite3")


def counts(store):
    return [int(value) for kind, value in store.rows("kind, value") if kind == "count_total"]


def states(store):
    return [value for kind, value in store.rows("kind, value") if kind == "state"]


async def count_to(node, numbers):
    for number in numbers:
        await node.tell("press", "Count/Total", number)


def test_host_turns_births_and_data_into_events(broker, store):
    async def scene():
        node = EdgeNode(broker.port, NODE, press())
        async with hosting(broker.port, store):
            await node.connect()
            await node.tell("press", "Status/Running", True)
            await count_to(node, [101, 102])
            await until(lambda: store.count("event") == 5, "five events")
            await node.leave()
            await until(lambda: store.count("event") == 6, "the silence")

    play(scene())
    assert store.rows("source_id, machine, kind, value")[:5] == [
        (f"{FAMILY}#Count/Total", "M1", "count_total", "100"),
        (f"{FAMILY}#Status/Running", "M1", "state", "idle"),
        (f"{FAMILY}#Status/Running", "M1", "state", "run"),
        (f"{FAMILY}#Count/Total", "M1", "count_total", "101"),
        (f"{FAMILY}#Count/Total", "M1", "count_total", "102"),
    ]
    assert states(store) == ["idle", "run", "unknown"]


def test_host_hears_of_a_pulled_cable_and_of_the_next_birth(broker, store):
    async def scene():
        node = EdgeNode(broker.port, NODE, press())
        async with hosting(broker.port, store) as host:
            await node.connect()
            await until(lambda: store.count("event") == 2, "the birth")
            await node.cut()
            await until(lambda: states(store) == ["idle", "unknown"], "the silence")
            known = host.nodes[NODE].devices["press"].metrics["Count/Total"]
            assert (known.value, known.stale_since) == (100, host.nodes[NODE].offline_since)
            await node.connect()
            await count_to(node, [101])
            await until(lambda: counts(store) == [100, 101], "the count after the birth")
            assert host.nodes[NODE].offline_since is None
            await node.leave()

    play(scene())


def test_host_puts_messages_in_order_within_the_timeout(broker, store):
    async def scene():
        node = EdgeNode(broker.port, NODE, press())
        async with hosting(broker.port, store):
            await node.connect()
            node.hold()
            await count_to(node, range(101, 106))
            await node.release([4, 1, 0, 3, 2])
            await until(lambda: counts(store) == list(range(100, 106)), "all in their order")
            assert node.births == 1
            await node.leave()

    play(scene())


def test_host_asks_for_a_rebirth_when_a_message_is_lost(broker, store):
    refused = []

    async def scene():
        node = EdgeNode(broker.port, NODE, press())
        async with hosting(broker.port, store, refused=refused.append):
            await node.connect()
            node.lose = 1
            await count_to(node, [101, 102])
            await until_born(node, 2)
            await count_to(node, [103])
            await until(lambda: 103 in counts(store), "the count after the rebirth")
            await node.leave()

    play(scene())
    # 101 was lost on the way; 102 waited under an alias that could no longer be trusted, and the birth said it again.
    assert counts(store) == [100, 102, 103]
    assert [(each.where, str(each.error)) for each in refused] == [(FAMILY, "value: no birth explains alias 1002")]


def test_host_asks_a_node_that_it_never_saw_born(broker, store):
    async def scene():
        node = EdgeNode(broker.port, NODE, press())
        await node.connect()
        async with hosting(broker.port, store):
            await until_born(node, 2)
            await count_to(node, [101])
            await until(lambda: counts(store) == [100, 101], "birth and data")
            await node.leave()

    play(scene())


def test_host_asks_for_a_rebirth_when_an_alias_is_unknown(broker, store):
    async def scene():
        node = EdgeNode(broker.port, NODE, press())
        async with hosting(broker.port, store):
            await node.connect()
            node.table["press", "Count/Total"] = 77
            await count_to(node, [101])
            await until_born(node, 2)
            await count_to(node, [102])
            await until(lambda: counts(store) == [100, 101, 102], "what the birth said, and the data")
            await node.leave()

    play(scene())


def test_host_follows_the_sequence_over_its_end(broker, store):
    async def scene():
        node = EdgeNode(broker.port, NODE, press())
        async with hosting(broker.port, store):
            await node.connect()
            await count_to(node, range(101, 700))
            await until(lambda: len(counts(store)) == 600, "six hundred counts")
            assert node.births == 1
            await node.leave()

    play(scene())


def test_host_marks_only_the_dead_device(broker, store):
    async def scene():
        node = EdgeNode(broker.port, NODE, press())
        async with hosting(broker.port, store) as host:
            await node.connect()
            await node.device_dies("press")
            await until(lambda: states(store) == ["idle", "unknown"], "the silence")
            device = host.nodes[NODE].devices["press"]
            assert int(device.offline_since.timestamp() * 1000) == node.clock_ms
            assert host.nodes[NODE].offline_since is None
            await node.leave()

    play(scene())


def start_process(broker, store):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.floor.gateway.sparkplug.host_process", str(broker.port), str(store.path)],
        cwd=ROOT, env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
    )  # fmt: skip


async def kill(process):
    process.kill()
    await asyncio.to_thread(process.wait)


def test_host_killed_and_started_gets_everything_once(broker, store):
    async def scene():
        node = EdgeNode(broker.port, NODE, press(), primary_host="dure")
        await node.connect()
        host = start_process(broker, store)
        await until(lambda: counts(store) == [100], "the birth")
        for start in (101, 141, 181):
            await count_to(node, range(start, start + 20))
            await kill(host)
            await count_to(node, range(start + 20, start + 40))
            await until(lambda: not node.born.is_set(), "the host's death")
            host = start_process(broker, store)
            await until(node.born.is_set, "the next birth")
        await count_to(node, [221])
        await until(lambda: 221 in counts(store), "the last count")
        await kill(host)
        await node.leave()

    play(scene())
    assert counts(store) == list(range(100, 222))
    assert store.count("conflict") == 0


def test_host_and_node_survive_a_killed_broker(broker, store):
    async def scene():
        node = EdgeNode(broker.port, NODE, press(), primary_host="dure")
        async with hosting(broker.port, store) as host:
            await node.connect()
            await until(lambda: counts(store) == [100], "the birth")
            await count_to(node, range(101, 121))
            broker.kill()
            await until(lambda: not host.online.is_set(), "the loss")
            node.born.clear()
            await node._end()
            await count_to(node, range(121, 141))
            broker.start()
            await host.online.wait()
            await node.connect()
            await until_born(node, 2)
            await count_to(node, range(141, 161))
            await until(lambda: 160 in counts(store), "the last count")
            await node.leave()

    play(scene())
    assert counts(store) == list(range(100, 161))


def test_host_goes_offline_while_it_cannot_store(broker, store):
    async def scene():
        left = [OSError("disk full")] * 3

        async def sink(events):
            if left and any(event.value == "105" for event in events):
                raise left.pop()
            await store(events)

        node = EdgeNode(broker.port, NODE, press(), primary_host="dure")
        async with hosting(broker.port, sink):
            await node.connect()
            await until_born(node, 1)
            await count_to(node, range(101, 121))
            await until_born(node, 2)
            await until(lambda: 120 in counts(store), "the last count")
            await node.leave()

    play(scene())
    assert counts(store) == list(range(100, 121))


def test_host_refuses_what_is_no_payload(broker, store):
    refused = []

    async def scene():
        node = EdgeNode(broker.port, NODE, press())
        async with hosting(broker.port, store, refused=refused.append):
            await node.connect()
            await node.connection.publish("spBv1.0/hanbit/NDATA/line1", b"\xff\xff", qos=0)
            await count_to(node, [101])
            await until(lambda: counts(store) == [100, 101], "the next count")
            await node.leave()

    play(scene())
    assert [(each.where, str(each.error)) for each in refused] == [
        ("spBv1.0/hanbit/NDATA/line1", "payload: not a Sparkplug B payload")
    ]


def test_host_listens_to_the_groups_it_was_told_and_no_others(broker, store):
    async def scene():
        stranger = EdgeNode(broker.port, Address("other", "line1"), press())
        node = EdgeNode(broker.port, NODE, press())
        async with hosting(broker.port, store, WAITS) as host:
            await stranger.connect()
            await node.connect()
            await until(lambda: counts(store) == [100], "the birth")
            assert set(host.nodes) == {NODE}
            assert PRESS.of_node == NODE
            await stranger.leave()
            await node.leave()

    play(scene())
