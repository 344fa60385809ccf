"""The tables of the configuration that say what to hear from MQTT brokers: topics, and the nodes of Sparkplug."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dure.engine.floor.events import Kind
from dure.floor.gateway.edge.fields import Section
from dure.floor.gateway.edge.sources import check_words, end_with, password
from dure.floor.gateway.mqtt.connection import Broker
from dure.floor.gateway.mqtt.meaning import MEANT, NAMES, Meaning
from dure.floor.gateway.mqtt.settings import MqttSettings
from dure.floor.gateway.points import CODED
from dure.floor.gateway.sparkplug.host import HostSettings
from dure.floor.gateway.sparkplug.node import Waits
from dure.floor.gateway.sparkplug.settings import states_twice
from dure.floor.gateway.sparkplug.topics import Address, is_name

PORT: Final = 1883
TLS_PORT: Final = 8883
MEANT_NAMES: Final = tuple(kind.value for kind in Kind if kind in MEANT)


def mqtt_topics(section: Section, folder: Path) -> MqttSettings:
    name = section.text("name")
    machine = section.text("machine", "")
    filters = section.texts("filters")
    meanings: dict[str, Meaning] = {}
    for row in section.sections("topic"):
        _add(meanings, row, "topic", machine)
    found = MqttSettings(_broker(section, name, folder), filters, meanings, name)
    end_with(section, "filters", bool(filters or meanings))
    return found


def sparkplug_nodes(section: Section, folder: Path) -> HostSettings:
    name = section.text("name")
    nodes: dict[Address, dict[str, Meaning]] = {}
    for row in section.sections("node"):
        address = Address(_part(row, "group"), _part(row, "node"), _part(row, "device", ""))
        if address in nodes:
            row.refuse("node", "stands twice", "두 번 나옵니다")
        nodes[address] = _metrics(row)
    found = HostSettings(
        broker=_broker(section, name, folder),
        host_id=_part(section, "host_id"),
        meanings=nodes,
        waits=Waits(
            reorder_s=section.seconds("reorder_s", Waits.reorder_s, low=0.01, high=600),
            birth_s=section.seconds("birth_s", Waits.birth_s, low=0.01, high=600),
        ),
        name=name,
    )
    end_with(section, "node", bool(nodes))
    return found


def _broker(section: Section, name: str, folder: Path) -> Broker:
    """The session at the broker bears the source's name where no `client_id` is given."""
    tls = section.flag("tls", False)
    signer = section.file("ca_file", folder)
    return Broker(
        host=section.text("host"),
        client_id=section.text("client_id", f"dure-{name}"),
        port=section.whole("port", TLS_PORT if tls else PORT, low=1, high=65535),
        username=section.text("user", ""),
        password=password(section, folder),
        tls=tls,
        ca_file=str(signer) if signer else "",
        keepalive_s=section.whole("keepalive_s", 30, low=5, high=3600),
    )


def _metrics(row: Section) -> dict[str, Meaning]:
    machine = row.text("machine", "")
    found: dict[str, Meaning] = {}
    for metric in row.sections("metric"):
        _add(found, metric, "name", machine)
    if twice := states_twice(found):
        row.refuse("metric", *twice)
    end_with(row, "metric", bool(found))
    return found


def _add(meanings: dict[str, Meaning], section: Section, field: str, machine: str) -> None:
    """A signal may stand once: two meanings of one value would be two truths."""
    signal = section.text(field)
    if signal in meanings:
        section.refuse(field, "stands twice", "두 번 나옵니다")
    meanings[signal] = _meaning(section, machine)


def _meaning(section: Section, machine: str) -> Meaning:
    kind = Kind(section.one_of("kind", MEANT_NAMES))
    found = Meaning(
        machine=section.text("machine", machine),
        kind=kind,
        unit=section.text("unit", "kWh" if kind is Kind.ENERGY else ""),
        item=section.text("item", ""),
        reason=section.text("code", None if kind in CODED else ""),
        scale=section.decimal("scale", "1"),
        words=section.words("states"),
    )
    if not found.machine and kind not in CODED:
        section.refuse("machine", "missing, here and above", "이곳에도 위에도 없습니다")
    if found.scale <= 0:
        section.refuse("scale", "must be above 0", "0보다 커야 합니다")
    if kind not in NAMES:
        check_words(section, kind, found.words)
    section.end()
    return found


def _part(section: Section, field: str, default: str | None = None) -> str:
    text = section.text(field, default)
    if text and not is_name(text):
        section.refuse(field, "must hold none of + / #", "+ / # 문자를 쓸 수 없습니다")
    return text
