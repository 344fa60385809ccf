"""The part of a gateway's settings that speaks of Sparkplug, read strictly from JSON.

{"name": "", "broker": {"host": "127.0.0.1", "client_id": "dure-host"}, "host_id": "dure", "reorder_timeout_ms": 2000,
 "nodes": [{"group": "hanbit", "node": "press-1", "device": "plc",
            "meanings": [{"signal": "Status/Running", "machine": "M1", "kind": "state",
                          "words": {"true": "run", "false": "idle"}}]}]}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from dure.engine.fields import as_list, as_object, as_text, as_whole
from dure.engine.floor.events import Kind
from dure.engine.strict_json import InputError, JsonValue, pointer
from dure.floor.gateway.mqtt.meaning import Meaning
from dure.floor.gateway.mqtt.settings import broker_from, meanings_from, name_from
from dure.floor.gateway.sparkplug.host import HostSettings
from dure.floor.gateway.sparkplug.node import Waits
from dure.floor.gateway.sparkplug.topics import Address, is_name


def sparkplug_settings(document: JsonValue, path: str = "") -> HostSettings:
    """Read the settings.

    Raises:
        InputError: names the field that is wrong.
    """
    found = as_object(
        document,
        path,
        required=("broker", "host_id", "nodes"),
        optional=("name", "reorder_timeout_ms", "birth_timeout_ms"),
    )
    return HostSettings(
        broker=broker_from(found["broker"], pointer(path, "broker")),
        host_id=_name(found["host_id"], pointer(path, "host_id")),
        meanings=_nodes(found["nodes"], pointer(path, "nodes")),
        waits=Waits(
            reorder_s=_seconds(found, "reorder_timeout_ms", path, Waits.reorder_s),
            birth_s=_seconds(found, "birth_timeout_ms", path, Waits.birth_s),
        ),
        name=name_from(found, path),
    )


def _nodes(document: JsonValue, path: str) -> dict[Address, dict[str, Meaning]]:
    nodes: dict[Address, dict[str, Meaning]] = {}
    for place, each in enumerate(as_list(document, path)):
        here = pointer(path, place)
        row = as_object(each, here, required=("group", "node", "meanings"), optional=("device",))
        names = [_name(row[name], pointer(here, name)) for name in ("group", "node", "device") if name in row]
        address = Address(*names)
        if address in nodes:
            raise InputError(here, "stands twice", "두 번 나옵니다")
        nodes[address] = meanings_from(row["meanings"], pointer(here, "meanings"))
        if twice := states_twice(nodes[address]):
            raise InputError(here, *twice)
    if not nodes:
        raise InputError(path, "nothing to listen to", "들을 노드가 없습니다")
    return nodes


def states_twice(meanings: Mapping[str, Meaning]) -> tuple[str, str] | None:
    """What is wrong, in both languages: two states of one machine by one source would interrupt each other."""
    counted = Counter(meaning.machine for meaning in meanings.values() if meaning.kind is Kind.STATE)
    twice = next(((machine, times) for machine, times in counted.items() if times > 1), None)
    if twice is None:
        return None
    machine, times = twice
    return f"{machine} has {times} states", f"{machine}에 상태가 {times}개입니다"


def _name(value: JsonValue, path: str) -> str:
    text = as_text(value, path, longest=60)
    if not is_name(text):
        raise InputError(path, "must hold none of + / #", "+ / # 문자를 쓸 수 없습니다")
    return text


def _seconds(found: Mapping[str, JsonValue], name: str, path: str, default_s: float) -> float:
    return as_whole(found.get(name, int(default_s * 1000)), pointer(path, name), low=10, high=600_000) / 1000
