"""The configuration file: read whole, or every wrong field named."""

from decimal import Decimal
from pathlib import Path

import pytest

from dure.engine.floor.events import Kind
from dure.floor.gateway.edge.fields import ConfigError
from dure.floor.gateway.edge.settings import Config, read_config
from dure.floor.gateway.modbus.settings import Device, Network, Order, Register, Serial, Table
from dure.floor.gateway.mqtt.connection import Broker
from dure.floor.gateway.mqtt.meaning import Meaning
from dure.floor.gateway.mqtt.settings import MqttSettings
from dure.floor.gateway.opcua.settings import Node, Server
from dure.floor.gateway.points import Point
from dure.floor.gateway.sparkplug.host import HostSettings
from dure.floor.gateway.sparkplug.node import Waits
from dure.floor.gateway.sparkplug.topics import Address

GOOD = """
server = "https://dure.example.kr"
site = "kimchi"
gateway = "edge-1"
token_file = "token"
outbox_limit_mb = 10

[[modbus]]
name = "press-1"
machine = "M1"
host = "192.168.0.10"

[[modbus.point]]
kind = "count_total"
address = 100
type = "uint32"
word_order = "little"
unit = "ea"

[[modbus]]
name = "scale-1"
serial = "/dev/ttyUSB0"
parity = "E"

[[modbus.point]]
kind = "ccp"
code = "CCP-1"
table = "input"
address = 0
scale = 0.1

[[opcua]]
name = "oven-1"
machine = "M2"
url = "opc.tcp://192.168.0.20:4840"

[[opcua.node]]
id = "ns=2;s=Oven.State"
kind = "state"
states = { 0 = "idle", true = "run" }
"""


def read(tmp_path: Path, text: str) -> Config:
    (tmp_path / "token").write_text("abc\n")
    file = tmp_path / "gateway.toml"
    file.write_text(text, encoding="utf-8")
    return read_config(file)


def refused(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(ConfigError) as refusal:
        read(tmp_path, text)
    return [error.line() for error in refusal.value.wrong]


def test_config_is_read_whole(tmp_path: Path) -> None:
    counter = Point(
        "1/holding/100", "press-1", "M1", Kind.COUNT_TOTAL, unit="ea", rolls_at=Decimal(2**32), heartbeat_s=60
    )
    salt = Point("1/input/0", "scale-1", "", Kind.CCP, reason="CCP-1", scale=Decimal("0.1"), rolls_at=Decimal(65536))
    oven = Point("ns=2;s=Oven.State", "oven-1", "M2", Kind.STATE, words={"0": "idle", "1": "run"})
    assert read(tmp_path, GOOD) == Config(
        server="https://dure.example.kr",
        site="kimchi",
        gateway="edge-1",
        token="abc",
        outbox=tmp_path / "outbox.sqlite3",
        cap_bytes=10 * 1024 * 1024,
        ca_file=None,
        devices=(
            Device(
                "press-1", Network("192.168.0.10"), 1.0, 3.0,
                (Register(counter, Table.HOLDING, 100, "uint32", Order.LITTLE),),
            ),
            Device(
                "scale-1", Serial("/dev/ttyUSB0", parity="E"), 1.0, 3.0, (Register(salt, Table.INPUT, 0),)
            ),
        ),
        servers=(Server("oven-1", "opc.tcp://192.168.0.20:4840", (Node(oven, "ns=2;s=Oven.State"),)),),
    )  # fmt: skip


def test_every_wrong_field_is_named(tmp_path: Path) -> None:
    wrong = (
        GOOD.replace("https://dure", "http://dure")
        .replace('site = "kimchi"', "sit = 3")
        .replace("address = 100", "address = 70000")
        .replace('code = "CCP-1"\n', "")
        .replace("scale = 0.1", 'scale = "a"')
        .replace('"run"', '"running"')
        .replace('name = "oven-1"', 'name = "hands"')
        .replace('name = "scale-1"', 'name = "press-1"')
    )
    assert sorted(refused(tmp_path, wrong)) == [
        "/modbus/0/point/0/address: 70000 is not within 0 to 65535",
        "/modbus/1/name: “press-1” stands twice",
        "/modbus/1/point/0/code: missing",
        "/modbus/1/point/0/scale: must be a number",
        "/opcua/0/name: “hands” cannot be a machine's name",
        "/opcua/0/node/0/states: only down, idle, off, run, setup, unknown can stand on the right",
        "/server: must begin with https://",
        "/sit: unknown key",
        "/site: missing",
    ]


def test_text_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    (line,) = refused(tmp_path, "site = ")
    assert line == "/: not TOML: Invalid value (at end of document)"


def test_config_without_a_token_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DURE_GATEWAY_TOKEN", raising=False)
    text = GOOD.replace('token_file = "token"\n', "")
    assert refused(tmp_path, text) == ["/token_file: no token, here or in DURE_GATEWAY_TOKEN"]
    monkeypatch.setenv("DURE_GATEWAY_TOKEN", "from-outside")
    assert read(tmp_path, text).token == "from-outside"


def test_source_without_points_is_refused(tmp_path: Path) -> None:
    text = 'server = "http://127.0.0.1:8000"\nsite = "kimchi"\ntoken_file = "token"\n[[opcua]]\nname = "a"\nurl = "x"\n'
    assert refused(tmp_path, text) == [
        "/opcua/0/url: must begin with opc.tcp://",
        "/opcua/0/node: at least one is needed",
    ]


def test_serial_line_named_twice_is_refused(tmp_path: Path) -> None:
    second = '[[modbus]]\nname = "scale-2"\nserial = "/dev/ttyUSB0"\n[[modbus.point]]\nkind = "check"\ncode = "W"\naddress = 1\n'
    assert refused(tmp_path, GOOD + second) == [
        "/modbus/2/serial: this line stands above; give its points a `device` each"
    ]


BROKERS = """
[[mqtt]]
name = "line-1"
machine = "M1"
host = "192.168.0.30"
user = "dure"
password_file = "token"
filters = ["hanbit/#"]

[[mqtt.topic]]
topic = "umh/press/running"
kind = "state"
states = { true = "run", false = "idle" }

[[mqtt.topic]]
topic = "umh/press/torn"
machine = "M2"
kind = "scrap"
code = "torn"
scale = 0.1

[[sparkplug]]
name = "cell-1"
host = "192.168.0.30"
tls = true
ca_file = "factory.pem"
client_id = "box"
host_id = "dure"
reorder_s = 0.5

[[sparkplug.node]]
group = "hanbit"
node = "line1"
device = "press"
machine = "M1"

[[sparkplug.node.metric]]
name = "Energy"
kind = "energy"
"""


def test_brokers_are_read_whole(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD + BROKERS)
    assert found.brokers == (
        MqttSettings(
            Broker("192.168.0.30", "dure-line-1", username="dure", password="abc"),
            ("hanbit/#",),
            {
                "umh/press/running": Meaning("M1", Kind.STATE, words={"true": "run", "false": "idle"}),
                "umh/press/torn": Meaning("M2", Kind.SCRAP, reason="torn", scale=Decimal("0.1")),
            },
            "line-1",
        ),
    )
    assert found.hosts == (
        HostSettings(
            Broker("192.168.0.30", "box", 8883, tls=True, ca_file=str(tmp_path / "factory.pem")),
            "dure",
            {Address("hanbit", "line1", "press"): {"Energy": Meaning("M1", Kind.ENERGY, unit="kWh")}},
            Waits(reorder_s=0.5),
            "cell-1",
        ),
    )


def test_every_wrong_field_of_a_broker_is_named(tmp_path: Path) -> None:
    wrong = (
        BROKERS.replace('filters = ["hanbit/#"]', "filters = [3]")
        .replace('"umh/press/torn"', '"umh/press/running"')
        .replace('"idle"', '"resting"')
        .replace("scale = 0.1", "scale = 0")
        .replace("tls = true", "")
        .replace('client_id = "box"', 'client_id = "dure-line-1"')
        .replace('node = "line1"', 'node = "line/1"')
        .replace('kind = "energy"', 'kind = "state"')
    )
    twice = '[[sparkplug.node.metric]]\nname = "Mode"\nkind = "state"\n[[mqtt]]\nname = "cell-1"\nhost = "h"\n'
    assert sorted(refused(tmp_path, GOOD + wrong + twice)) == [
        "/mqtt/0/filters/0: must be text",
        "/mqtt/0/topic/0/states: only down, idle, off, run, setup, unknown can stand on the right",
        "/mqtt/0/topic/1/scale: must be above 0",
        "/mqtt/0/topic/1/topic: stands twice",
        "/mqtt/1/filters: at least one is needed",
        "/sparkplug/0/client_id: “dure-line-1” stands twice at this broker",
        "/sparkplug/0/name: “cell-1” stands twice",
        "/sparkplug/0/node/0/metric: M1 has 2 states",
        "/sparkplug/0/node/0/node: must hold none of + / #",
    ]
