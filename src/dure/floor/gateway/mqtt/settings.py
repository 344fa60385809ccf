"""The part of a gateway's settings that speaks of MQTT, read strictly from JSON.

{"name": "", "broker": {"host": "127.0.0.1", "port": 1883, "client_id": "dure-kimchi", "username": "", "password": "",
                        "tls": false},
 "filters": ["hanbit/jeonju/+/+/+/_dure/#"],
 "meanings": [{"signal": "umh/v1/hanbit/jeonju/pack/line1/press/_historian/running", "machine": "M1",
               "kind": "state", "words": {"true": "run", "false": "idle"}}]}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from dure.engine.fields import as_list, as_mapping, as_object, as_text, as_whole
from dure.engine.floor.events import EPOCH_MARK, PEOPLE, Kind
from dure.engine.strict_json import InputError, JsonValue, pointer
from dure.floor.gateway.mqtt.connection import Broker
from dure.floor.gateway.mqtt.meaning import MEANT, Meaning

TEXTS: Final = ("unit", "item", "reason")


@dataclass(frozen=True)
class MqttSettings:
    """What a subscriber needs to be told; `meanings` by exact topic. `name`: of all that is heard there, or empty."""

    broker: Broker
    filters: tuple[str, ...]
    meanings: Mapping[str, Meaning]
    name: str = ""


def mqtt_settings(document: JsonValue, path: str = "") -> MqttSettings:
    """Read the settings.

    Raises:
        InputError: names the field that is wrong.
    """
    found = as_object(document, path, required=("broker",), optional=("name", "filters", "meanings"))
    filters = as_list(found.get("filters", []), pointer(path, "filters"))
    settings = MqttSettings(
        broker_from(found["broker"], pointer(path, "broker")),
        tuple(as_text(each, f"{path}/filters/{place}") for place, each in enumerate(filters)),
        meanings_from(found.get("meanings", []), pointer(path, "meanings")),
        name_from(found, path),
    )
    if not settings.filters and not settings.meanings:
        raise InputError(pointer(path, "filters"), "nothing to listen to", "들을 토픽이 없습니다")
    return settings


def broker_from(document: JsonValue, path: str) -> Broker:
    found = as_object(
        document, path, required=("host", "client_id"), optional=("port", "username", "password", "tls", "keepalive_s")
    )
    tls = found.get("tls", False)
    if not isinstance(tls, bool):
        raise InputError(pointer(path, "tls"), "must be true or false", "true 또는 false여야 합니다")
    return Broker(
        host=as_text(found["host"], pointer(path, "host")),
        client_id=as_text(found["client_id"], pointer(path, "client_id"), longest=60),
        port=as_whole(found.get("port", 8883 if tls else 1883), pointer(path, "port"), low=1, high=65535),
        username=_optional(found, "username", path),
        password=_optional(found, "password", path),
        tls=tls,
        keepalive_s=as_whole(found.get("keepalive_s", 30), pointer(path, "keepalive_s"), low=5, high=3600),
    )


def name_from(found: Mapping[str, JsonValue], path: str) -> str:
    """The source's name, if it has one."""
    name = _optional(found, "name", path)
    if name in PEOPLE or EPOCH_MARK in name:
        raise InputError(pointer(path, "name"), f"“{name}” cannot be a machine's name",
                         f"‘{name}’: 설비 이름으로 쓸 수 없습니다")  # fmt: skip
    return name


def meanings_from(document: JsonValue, path: str) -> dict[str, Meaning]:
    """By signal. A signal may stand once: two meanings of one value would be two truths."""
    found: dict[str, Meaning] = {}
    for place, each in enumerate(as_list(document, path)):
        here = pointer(path, place)
        row = as_object(each, here, required=("signal", "machine", "kind"), optional=(*TEXTS, "scale", "words"))
        signal = as_text(row["signal"], pointer(here, "signal"), longest=1000)
        if signal in found:
            raise InputError(pointer(here, "signal"), "stands twice", "두 번 나옵니다")
        found[signal] = Meaning(
            machine=as_text(row["machine"], pointer(here, "machine")),
            kind=_kind(as_text(row["kind"], pointer(here, "kind")), pointer(here, "kind")),
            scale=_scale(row.get("scale", "1"), pointer(here, "scale")),
            words=_words(row.get("words", {}), pointer(here, "words")),
            **{name: _optional(row, name, here) for name in TEXTS},
        )
    return found


def _optional(found: Mapping[str, JsonValue], name: str, path: str) -> str:
    return as_text(found[name], pointer(path, name)) if found.get(name) else ""


def _words(document: JsonValue, path: str) -> dict[str, str]:
    return {raw: as_text(word, pointer(path, raw)) for raw, word in as_mapping(document, path).items()}


def _kind(text: str, path: str) -> Kind:
    if text not in MEANT:
        raise InputError(path, f"“{text[:30]}” is not a kind of event", f"‘{text[:30]}’은(는) 알 수 없는 종류입니다")
    return Kind(text)


def _scale(value: JsonValue, path: str) -> Decimal:
    try:
        scale = Decimal(as_text(value, path, longest=30))
    except InvalidOperation:
        scale = Decimal(0)
    if not scale.is_finite() or scale <= 0:
        raise InputError(path, "must be a decimal in quotes, above 0", "0보다 큰 십진수를 따옴표로 묶어 쓰세요")
    return scale
