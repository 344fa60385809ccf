"""The statements of the specification that concern a host, one by one, against a real broker and the bytes on the wire.

One scene is played once: a host comes, a node is born, loses a message and is asked for a rebirth, a device dies, the
node dies, somebody says that the host is dead, the host leaves, comes again, and cannot store.
"""

import json
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from tests.floor.gateway.mosquitto import Mosquitto
from tests.floor.gateway.sparkplug import assertions as table
from tests.floor.gateway.sparkplug.assertions import asserts
from tests.floor.gateway.sparkplug.edge_node import EdgeNode, press, until_born
from tests.floor.gateway.sparkplug.scene import NODE, WAITS, hosting
from tests.floor.gateway.sparkplug.wiretap import CONNECT, DISCONNECT, PUBLISH, SUBSCRIBE, Packet, Wiretap
from tests.floor.gateway.waiting import play, until

from dure.floor.gateway.mqtt.connection import Broker, Connection
from dure.floor.gateway.sparkplug.host import ms
from dure.floor.gateway.sparkplug.node import Node, Waits
from dure.floor.gateway.sparkplug.payloads import Payload, decode
from dure.floor.gateway.sparkplug.settings import sparkplug_settings
from dure.floor.gateway.sparkplug.topics import Address, Verb, filters, read_topic
from dure.floor.gateway.sparkplug.values import Datatype

pytestmark = pytest.mark.once
STATE = "spBv1.0/STATE/dure"
NOON = datetime(2026, 1, 5, 3, tzinfo=UTC)
NCMD = "spBv1.0/hanbit/NCMD/line1"


@dataclass
class Record:
    """What was seen. `began_ms`: just before each connection of the host was begun."""

    packets: list[Packet] = field(default_factory=list)
    other_server: list[Packet] = field(default_factory=list)
    began_ms: list[int] = field(default_factory=list)
    ddeath_ms: int = 0
    device_offline_ms: int = 0
    device_stale_ms: set[int] = field(default_factory=set)
    node: Node | None = None
    ndeath_between_ms: tuple[int, int] = (0, 0)

    def on(self, place: int, kind: int) -> list[Packet]:
        return [packet for packet in self.packets if packet.place == place and packet.kind == kind]

    def said(self, place: int) -> list[Packet]:
        return [packet for packet in self.on(place, PUBLISH) if packet.topic == STATE]

    @property
    def asked(self) -> list[Packet]:
        return [packet for packet in self.on(0, PUBLISH) if packet.topic == NCMD]


def now_ms() -> int:
    return int(time.time() * 1000)


async def speak(port: int, topic: str, payload: bytes) -> None:
    stranger = Connection(Broker("127.0.0.1", "stranger", port), clean=True)
    await stranger.open()
    await stranger.publish(topic, payload)
    await stranger.close()


async def nothing(events: object) -> None:
    """A sink that takes everything."""


async def first_life(broker: Mosquitto, tap: Wiretap, record: Record) -> None:
    record.began_ms.append(now_ms())
    node = EdgeNode(broker.port, NODE, press())
    async with hosting(tap.port, nothing, WAITS) as host:
        await node.connect()
        node.lose = 1
        await node.tell("press", "Count/Total", 101)
        await node.tell("press", "Count/Total", 102)
        await until_born(node, 2)
        await node.device_dies("press")
        await until(lambda: host.nodes[NODE].devices["press"].offline_since is not None, "the device's death")
        record.ddeath_ms = node.clock_ms
        record.device_offline_ms = ms(host.nodes[NODE].devices["press"].offline_since)
        record.device_stale_ms = {ms(since) for since in _stale(host.nodes[NODE], "press")}
        await node.birth()
        await until(lambda: host.nodes[NODE].devices["press"].offline_since is None, "the next birth")
        before = now_ms()
        await node.cut()
        await until(lambda: host.nodes[NODE].offline_since is not None, "the node's death")
        record.node, record.ndeath_between_ms = host.nodes[NODE], (before, now_ms())
        await speak(broker.port, STATE, json.dumps({"online": False, "timestamp": 1}).encode())
        await until(lambda: len(record.said(0)) == 2, "the second birth certificate")


async def second_life(broker: Mosquitto, tap: Wiretap, record: Record) -> None:
    async def full(events: object) -> None:
        raise OSError("disk full")

    record.began_ms.append(now_ms())
    node = EdgeNode(broker.port, NODE, press())
    async with hosting(tap.port, full, WAITS):
        await node.connect()
        await until(lambda: record.on(1, DISCONNECT), "the end of the connection")
    await node.leave()


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    found = Record()

    async def scene():
        with Mosquitto(tmp_path_factory.mktemp("one")) as broker, Mosquitto(tmp_path_factory.mktemp("other")) as other:
            async with Wiretap(broker.port, found.packets) as tap, Wiretap(other.port, found.other_server) as beside:
                await first_life(broker, tap, found)
                await second_life(broker, tap, found)
                async with hosting(beside.port, nothing, WAITS):
                    pass
                await until(lambda: any(packet.kind == DISCONNECT for packet in found.other_server), "the end there")

    play(scene())
    return found


def told(packet):
    return json.loads(packet.payload.decode("utf-8"))


@asserts("message-flow-phid-sparkplug-clean-session-311")
def test_connect_asks_for_a_clean_session(record):
    assert [(packet.level, packet.clean) for packet in record.packets if packet.kind == CONNECT] == [(4, True)] * 2


@asserts(
    "host-topic-phid-death-required", "operational-behavior-host-application-connect-will",
    "payloads-state-will-message",
)  # fmt: skip
def test_connect_carries_a_will(record):
    assert [packet.has_will for packet in record.packets if packet.kind == CONNECT] == [True, True]


@asserts("host-topic-phid-death-topic", "operational-behavior-host-application-connect-will-topic")
def test_will_goes_to_the_own_state_topic(record):
    assert record.on(0, CONNECT)[0].topic == STATE


@asserts(
    "host-topic-phid-death-qos", "operational-behavior-host-application-connect-will-qos",
    "payloads-state-will-message-qos",
)  # fmt: skip
def test_will_has_qos_1(record):
    assert record.on(0, CONNECT)[0].qos == 1


@asserts(
    "host-topic-phid-death-retain", "operational-behavior-host-application-connect-will-retained",
    "payloads-state-will-message-retain",
)  # fmt: skip
def test_will_is_retained(record):
    assert record.on(0, CONNECT)[0].retain is True


@asserts(
    "host-topic-phid-death-payload", "operational-behavior-host-application-connect-will-payload",
    "operational-behavior-host-application-death-payload", "payloads-state-will-message-payload",
)  # fmt: skip
def test_will_says_offline_and_when(record):
    will = told(record.on(0, CONNECT)[0])
    assert (set(will), will["online"], type(will["timestamp"])) == ({"online", "timestamp"}, False, int)


@asserts("host-topic-phid-death-payload-timestamp-connect")
def test_will_carries_the_time_of_its_connect(record):
    for place in (0, 1):
        packet = record.on(place, CONNECT)[0]
        assert record.began_ms[place] <= told(packet)["timestamp"] <= packet.read_ms


@asserts(
    "host-topic-phid-birth-sub-required", "message-flow-phid-sparkplug-subscription", "payloads-state-subscribe",
)  # fmt: skip
def test_subscription_is_the_first_after_connect_and_names_the_own_state(record):
    packets = [
        packet.kind for packet in record.packets if packet.place == 0 and packet.kind in {CONNECT, SUBSCRIBE, PUBLISH}
    ]
    assert packets[:3] == [CONNECT, SUBSCRIBE, PUBLISH]
    assert record.on(0, SUBSCRIBE)[0].filters == (STATE, *filters("hanbit"))


@asserts(
    "host-topic-phid-birth-message", "host-topic-phid-birth-required", "message-flow-phid-sparkplug-state-publish",
    "operational-behavior-host-application-connect-birth", "payloads-state-birth", "principles-birth-certificates-order",
    "operational-behavior-primary-application-state-with-multiple-servers-state",
)  # fmt: skip
def test_birth_certificate_is_the_first_message_of_every_session_on_every_server(record):
    for publishes in (record.on(0, PUBLISH), record.on(1, PUBLISH), _publishes(record.other_server)):
        assert (publishes[0].topic, told(publishes[0])["online"]) == (STATE, True)


@asserts("host-topic-phid-birth-topic", "operational-behavior-host-application-connect-birth-topic")
def test_birth_certificate_goes_to_the_own_state_topic(record):
    assert record.on(0, PUBLISH)[0].topic == "spBv1.0/STATE/dure"


@asserts("host-topic-phid-birth-qos", "operational-behavior-host-application-connect-birth-qos")
def test_birth_certificate_has_qos_1(record):
    assert record.said(0)[0].qos == 1


@asserts("host-topic-phid-birth-retain", "operational-behavior-host-application-connect-birth-retained")
def test_birth_certificate_is_retained(record):
    assert record.said(0)[0].retain is True


@asserts("host-topic-phid-birth-payload")
def test_birth_certificate_says_online_and_when(record):
    birth = told(record.said(0)[0])
    assert (set(birth), birth["online"], type(birth["timestamp"])) == ({"online", "timestamp"}, True, int)


@asserts(
    "host-topic-phid-birth-payload-timestamp", "message-flow-phid-sparkplug-state-publish-payload",
    "message-flow-phid-sparkplug-state-publish-payload-timestamp", "payloads-state-birth-payload",
    "operational-behavior-host-application-connect-birth-payload",
)  # fmt: skip
def test_birth_certificate_carries_the_timestamp_of_its_will(record):
    for place in (0, 1):
        assert told(record.said(place)[0])["timestamp"] == told(record.on(place, CONNECT)[0])["timestamp"]


@asserts("message-flow-hid-sparkplug-state-message-delivered")
def test_birth_certificate_is_said_again_when_somebody_says_that_the_host_is_dead(record):
    first, second = record.said(0)[:2]
    assert (second.payload, second.qos, second.retain) == (first.payload, 1, True)


@asserts(
    "components-ph-state", "conformance-primary-host", "intro-sparkplug-host-state",
    "operational-behavior-host-application-termination",
)  # fmt: skip
def test_state_tells_the_whole_life(record):
    assert [told(packet)["online"] for packet in record.said(0)] == [True, True, False]
    assert [told(packet)["online"] for packet in record.said(1)] == [True, False]


@asserts(
    "operational-behavior-host-application-death-topic", "operational-behavior-host-application-death-qos",
    "operational-behavior-host-application-death-retained",
)  # fmt: skip
def test_death_certificate_goes_to_the_own_state_topic_with_qos_1_and_retained(record):
    death = record.said(0)[-1]
    assert (death.topic, death.qos, death.retain) == (STATE, 1, True)


@asserts(
    "host-topic-phid-death-payload-timestamp-disconnect-clean",
    "operational-behavior-host-application-disconnect-intentional",
)  # fmt: skip
def test_death_certificate_comes_before_the_disconnect_with_its_own_time(record):
    kinds = [packet.kind for packet in record.packets if packet.place == 0]
    assert kinds[-2:] == [PUBLISH, DISCONNECT]
    death = record.said(0)[-1]
    assert record.asked[-1].read_ms <= told(death)["timestamp"] <= death.read_ms


@asserts("host-topic-phid-death-payload-timestamp-disconnect-with-no-disconnect-packet")
def test_death_certificate_is_published_also_when_the_host_cannot_go_on(record):
    death = record.said(1)[-1]
    assert told(death)["online"] is False
    assert told(record.on(1, CONNECT)[0])["timestamp"] < told(death)["timestamp"] <= death.read_ms


@asserts("operational-behavior-host-application-multi-server-timestamp")
def test_each_server_has_a_timestamp_of_its_own(record):
    there = [packet for packet in record.other_server if packet.kind == CONNECT]
    stamps = [told(packet)["timestamp"] for packet in (*record.on(0, CONNECT), *record.on(1, CONNECT), *there)]
    assert stamps == sorted(set(stamps))


@asserts("operational-behavior-primary-application-state-with-multiple-servers-state-subs")
def test_a_node_with_a_primary_host_is_born_when_it_hears_the_certificate(tmp_path):
    async def scene():
        with Mosquitto(tmp_path / "broker") as broker:
            node = EdgeNode(broker.port, NODE, press(), primary_host="dure")
            await node.connect()
            assert node.births == 0
            async with hosting(broker.port, nothing, WAITS):
                await until_born(node, 1)
            await until(lambda: not node.born.is_set(), "the host's death")
            await node.leave()

    play(scene())


@asserts("operational-behavior-host-application-host-id")
def test_host_id_is_a_setting_of_each_host():
    assert sparkplug_settings(SETTINGS).host_id == "dure"


@asserts("operational-behavior-host-reordering-param")
def test_reorder_timeout_is_a_setting():
    assert sparkplug_settings({**SETTINGS, "reorder_timeout_ms": 750}).waits.reorder_s == 0.75


def born(at):
    node = Node(Waits(reorder_s=2), at)
    node.hear(Verb.NBIRTH, "", Payload(0, 0, ()), at)
    return node


@asserts("operational-behavior-host-reordering-start")
def test_reorder_timer_starts_with_the_first_message_out_of_order():
    node = born(NOON)
    node.hear(Verb.NDATA, "", Payload(0, 1, ()), NOON)
    assert node.deadline is None
    node.hear(Verb.NDATA, "", Payload(0, 3, ()), NOON)
    assert node.deadline == NOON + timedelta(seconds=2)


@asserts("operational-behavior-host-reordering-success")
def test_reorder_timer_ends_when_the_missing_message_comes():
    node = born(NOON)
    node.hear(Verb.NDATA, "", Payload(0, 2, ()), NOON)
    node.hear(Verb.NDATA, "", Payload(0, 1, ()), NOON + timedelta(seconds=1))
    assert (node.deadline, node.tick(NOON + timedelta(hours=1)).rebirth) == (None, False)
    assert node.hear(Verb.NDATA, "", Payload(0, 3, ()), NOON).rebirth is False


@asserts("operational-behavior-host-reordering-rebirth")
def test_reorder_timer_that_runs_out_asks_for_a_rebirth():
    node = born(NOON)
    node.hear(Verb.NDATA, "", Payload(0, 2, ()), NOON)
    waits = [node.tick(NOON + timedelta(seconds=seconds)).rebirth for seconds in (1.9, 2, 2.1, 31.9, 32)]
    assert waits == [False, True, False, False, True]


@asserts(
    "operational-behavior-data-commands-ncmd-verb", "operational-behavior-data-commands-ncmd-rebirth-verb",
    "topics-ncmd-topic",
)  # fmt: skip
def test_rebirth_request_goes_to_the_node_as_a_command(record):
    assert [packet.topic for packet in record.asked] == [NCMD]


@asserts("topics-ncmd-mqtt", "payloads-ncmd-qos", "payloads-ncmd-retain")
def test_rebirth_request_has_qos_0_and_is_not_retained(record):
    assert [(packet.qos, packet.retain) for packet in record.asked] == [(0, False)]


@asserts(
    "operational-behavior-data-commands-ncmd-rebirth-name", "operational-behavior-data-commands-ncmd-metric-name",
    "topics-ncmd-payload",
)  # fmt: skip
def test_rebirth_request_names_the_metric_of_the_birth(record):
    assert [metric.name for metric in decode(record.asked[0].payload).metrics] == ["Node Control/Rebirth"]


@asserts(
    "operational-behavior-data-commands-ncmd-rebirth-value", "operational-behavior-data-commands-ncmd-metric-value",
)  # fmt: skip
def test_rebirth_request_says_true(record):
    [metric] = decode(record.asked[0].payload).metrics
    assert (metric.datatype, metric.value(metric.datatype)) == (Datatype.BOOLEAN, True)


@asserts("payloads-ncmd-seq")
def test_rebirth_request_has_no_sequence_number(record):
    assert decode(record.asked[0].payload).seq is None


@asserts("topics-ncmd-timestamp", "payloads-ncmd-timestamp", "payloads-name-cmd-requirement")
def test_rebirth_request_says_when_it_was_sent(record):
    payload = decode(record.asked[0].payload)
    assert record.began_ms[0] <= payload.timestamp_ms <= record.asked[0].read_ms
    assert payload.metrics[0].at_ms == payload.timestamp_ms


@asserts("operational-behavior-edge-node-termination-host-action-ddeath-devices-offline")
def test_ddeath_marks_the_device_offline_by_its_own_time(record):
    assert record.device_offline_ms == record.ddeath_ms


@asserts("operational-behavior-edge-node-termination-host-action-ddeath-devices-tags-stale")
def test_ddeath_marks_the_devices_metrics_stale_by_its_own_time(record):
    assert record.device_stale_ms == {record.ddeath_ms}


@asserts("operational-behavior-edge-node-termination-host-action-ndeath-node-offline")
def test_ndeath_marks_the_node_offline_by_the_hosts_time(record):
    before, after = record.ndeath_between_ms
    assert before <= ms(record.node.offline_since) <= after


@asserts("operational-behavior-edge-node-termination-host-action-ndeath-devices-offline")
def test_ndeath_marks_the_devices_offline_by_the_hosts_time(record):
    assert {device.offline_since for device in record.node.devices.values()} == {record.node.offline_since}


@asserts("operational-behavior-edge-node-termination-host-action-ndeath-node-tags-stale")
def test_ndeath_marks_the_nodes_metrics_stale(record):
    assert _stale(record.node, "") == {record.node.offline_since}


@asserts("operational-behavior-edge-node-termination-host-action-ndeath-devices-tags-stale")
def test_ndeath_marks_the_devices_metrics_stale(record):
    assert _stale(record.node, "press") == {record.node.offline_since}


@asserts(
    "topic-structure", "topic-structure-namespace-a", "topic-structure-namespace-device-id-associated-message-types",
    "topic-structure-namespace-device-id-non-associated-message-types",
)  # fmt: skip
@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("spBv1.0/hanbit/NBIRTH/line1", (Verb.NBIRTH, NODE)),
        ("spBv1.0/hanbit/DDATA/line1/press", (Verb.DDATA, Address("hanbit", "line1", "press"))),
        ("spBv1.0/hanbit/NDATA/line1/press", None),
        ("spBv1.0/hanbit/DDATA/line1", None),
        ("spAv1.0/hanbit/NBIRTH/line1", None),
        ("spBv1.0/hanbit/NCMD/line1", None),
        ("spBv1.0/STATE/dure", None),
    ],
)
def test_topic_is_read_by_its_structure(topic, expected):
    assert read_topic(topic) == expected


@asserts(
    "intro-group-id-chars", "intro-edge-node-id-chars", "intro-device-id-chars",
    "topic-structure-namespace-valid-group-id", "topic-structure-namespace-valid-edge-node-id",
    "topic-structure-namespace-valid-device-id",
)  # fmt: skip
@pytest.mark.parametrize("field", ["group", "node", "device"])
@pytest.mark.parametrize("mark", ["+", "/", "#"])
def test_names_with_reserved_marks_are_refused(field, mark):
    row = {**SETTINGS["nodes"][0], field: f"a{mark}b"}
    with pytest.raises(ValueError, match=f"/nodes/0/{field}: must hold none of"):
        sparkplug_settings({**SETTINGS, "nodes": [row]})


def test_every_statement_is_checked_or_has_a_reason():
    unexplained = [name for name in table.IDS if name not in table.CHECKED and table.reason(name) is None]
    assert (unexplained, len(table.IDS)) == ([], 299)


def test_reference_page_is_fresh():
    assert table.PAGE.read_text() == table.page(), "python -m tests.floor.gateway.sparkplug.assertions"


SETTINGS = {
    "broker": {"host": "127.0.0.1", "client_id": "dure-host"},
    "host_id": "dure",
    "nodes": [
        {
            "group": "hanbit", "node": "line1", "device": "press",
            "meanings": [{"signal": "Count/Total", "machine": "M1", "kind": "count_total"}],
        }
    ],
}  # fmt: skip


def _publishes(packets):
    return [packet for packet in packets if packet.kind == PUBLISH]


def _stale(node, device):
    return {known.stale_since for known in node.devices[device].metrics.values()}
