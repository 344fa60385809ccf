"""One MQTT message into events.

Two forms are read. Ours: `<enterprise>/…/<machine>/_dure/<kind>`, the path of ISA-95 with the machine last, and a JSON
object with the names of an event's columns; the topic says machine and kind. Anybody's: a topic to which the settings
give a meaning, and `{"timestamp_ms": …, "value": …}` (or the topic's last segment in place of `value`).

An event that brings `source_id` (with its epoch) and `source_seq` keeps them; any other is numbered by what it tells.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dure.engine.floor.events import EPOCH_MARK, PEOPLE, Event, family_of
from dure.engine.floor.reading import LineError, event_from
from dure.engine.strict_json import InputError, load
from dure.floor.gateway.mqtt.keys import named, sequence, source
from dure.floor.gateway.mqtt.meaning import Meaning, at_of

OURS: Final = "_dure"
FEWEST_LEVELS, MOST_LEVELS = 2, 5
TIME: Final = "timestamp_ms"
MOST_BYTES: Final = 64 * 1024


@dataclass(frozen=True)
class Message:
    """What arrived, before anything is believed of it."""

    topic: str
    payload: bytes


def read(message: Message, meanings: Mapping[str, Meaning], name: str = "") -> list[Event]:
    """The events of one message; none where a value is absent. `meanings`: by exact topic; `name`: see `keys`.

    Raises:
        LineError: the message says nothing that can be recorded; says what is wrong, in both languages.
    """
    found = _object(message.payload)
    if meaning := meanings.get(message.topic):
        return _meant(message.topic, found, meaning, name)
    path, kind = _ours(message.topic)
    return [_told(path, kind, found, name)]


def _object(payload: bytes) -> dict[str, object]:
    if len(payload) > MOST_BYTES:
        raise LineError("payload", f"larger than {MOST_BYTES} bytes", f"{MOST_BYTES}바이트보다 큽니다")
    try:
        found = load(payload, allow_floats=True)
    except InputError as error:
        raise LineError("payload", str(error), error.line("ko")) from None
    if not isinstance(found, dict):
        raise LineError("payload", "not a JSON object", "JSON 객체가 아닙니다")
    return dict(found)


def _ours(topic: str) -> tuple[str, str]:
    path, mark, kind = topic.rpartition(f"/{OURS}/")
    levels = path.split("/")
    if not mark or "/" in kind or not FEWEST_LEVELS <= len(levels) <= MOST_LEVELS or not all(levels):
        raise LineError(
            "topic", f"“{topic[:80]}” is neither <enterprise>/…/<machine>/{OURS}/<kind> nor given a meaning",
            f"‘{topic[:80]}’: <기업>/…/<설비>/{OURS}/<종류> 형식이 아니고 정해진 의미도 없습니다",
        )  # fmt: skip
    return path, kind


def _told(path: str, kind: str, found: dict[str, object], source_name: str) -> Event:
    """Topic and payload must agree where both speak."""
    fields = {name: value for name, value in found.items() if name != TIME}
    for name, said in (("machine", path.rpartition("/")[2]), ("kind", kind)):
        if fields.setdefault(name, said) != said:
            raise LineError(name, f"the topic says “{said[:40]}”", f"토픽은 ‘{said[:40]}’입니다")
    if TIME in found:
        fields.setdefault("at", at_of(_moment(found)))
    fields = {name: str(value) if isinstance(value, int | float) else value for name, value in fields.items()}
    if "source_id" in fields or "source_seq" in fields:
        return _own_number(event_from(fields))
    return _numbered(source(*named(source_name, f"mqtt/{path}", kind)), fields)


def _own_number(event: Event) -> Event:
    if EPOCH_MARK not in event.source_id:
        raise LineError("source_id", "has no epoch: write <name>#<new part for each installation>",
                        "설치 구분이 없습니다. <이름>#<설치할 때마다 새로운 값>으로 쓰세요")  # fmt: skip
    if family_of(event.source_id) in PEOPLE:
        raise LineError("source_id", "a machine cannot speak as a person", "설비는 사람의 입력으로 기록할 수 없습니다")
    return event


def _numbered(source_id: str, fields: dict[str, object]) -> Event:
    event = event_from({**fields, "source_id": source_id, "source_seq": "0"})
    said = {name: value for name, value in json.loads(event.content()).items() if name not in {"at", "source_seq"}}
    at_ms = int(event.at.timestamp() * 1000)
    number = sequence(at_ms, json.dumps([event.at.microsecond % 1000, said], ensure_ascii=False, sort_keys=True))
    return event_from({**fields, "source_id": event.source_id, "source_seq": str(number)})


def _meant(topic: str, found: dict[str, object], meaning: Meaning, name: str) -> list[Event]:
    parent, _, last = topic.rpartition("/")
    fields = [field for field in ("value", last) if field in found]
    if len(fields) != 1 or set(found) != {TIME, fields[0]}:
        raise LineError(
            "payload", f"must be {{“{TIME}”: …, “value”: …}}", f"{{“{TIME}”: …, “value”: …}} 형식이어야 합니다"
        )
    told = found[fields[0]]
    if not isinstance(told, bool | int | float | str | None):
        raise LineError("value", "must be one value", "값은 하나여야 합니다")
    event = meaning.event(*named(name, f"mqtt/{parent or last}", last), _moment(found), told)
    return [] if event is None else [event]


def _moment(found: Mapping[str, object]) -> int:
    """Milliseconds since 1970, whole: some peers write them with a decimal point."""
    told = found[TIME]
    if isinstance(told, bool) or not isinstance(told, int | float) or told != int(told):
        raise LineError(TIME, "must be whole milliseconds since 1970", "1970년부터의 밀리초 정수여야 합니다")
    return int(told)
