"""What a machine's MTConnect keys mean: from its device model, else from the names adapters usually give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from dure.engine.strict_json import InputError


class Role(Enum):
    """What is read from a log; every other key only shows that the machine is still heard."""

    AVAILABILITY = "availability"
    EXECUTION = "execution"
    PART_COUNT = "part_count"
    HOURS = "hours"


TYPES: Final = {
    "AVAILABILITY": Role.AVAILABILITY,
    "EXECUTION": Role.EXECUTION,
    "PART_COUNT": Role.PART_COUNT,
    "ACCUMULATED_TIME": Role.HOURS,
}
# Subtypes of PART_COUNT that count pieces made, the best first; REMAINING, TARGET and BAD count something else.
PIECES: Final = ("ALL", "", "COMPLETE", "GOOD")
# Categories and representations whose line tells one key only.
ALONE: Final = frozenset({"CONDITION", "MESSAGE", "TIME_SERIES"})
# Written without marks and in small letters; within a role the first name that a log has is the one that is read.
USUAL_NAMES: Final = {
    Role.AVAILABILITY: ("avail", "availability"),
    Role.EXECUTION: ("execution", "exec", "programstatus", "runstatus"),
    Role.PART_COUNT: ("partcountall", "partcount", "partcountact", "pcount"),
    Role.HOURS: ("autotime", "cuttime", "totaltime", "spindletime", "programruntimeseconds", "accumulatedtime"),
}


@dataclass(frozen=True)
class Items:
    """The keys of one machine. `ranks`: by key its role and its place among the keys of that role, smaller is better.

    `single`: keys that stand alone on their line.
    """

    ranks: dict[str, tuple[Role, int]]
    single: frozenset[str] = frozenset()


def usual_items(keys: set[str]) -> Items:
    """What a log's keys mean by their names alone."""
    places = {name: (role, place) for role, names in USUAL_NAMES.items() for place, name in enumerate(names)}
    found = {key: places.get("".join(letter for letter in key.lower() if letter.isalnum())) for key in keys}
    return Items({key: place for key, place in found.items() if place is not None})


def read_devices(xml: bytes) -> dict[str, Items]:
    """The items of each device of a device model (`Devices.xml`, or an agent's answer to `/probe`), by device name.

    Raises:
        InputError: not XML, or no device in it.
    """
    try:
        root = fromstring(xml)
    except (ParseError, DefusedXmlException, ValueError):
        raise InputError("", "not an MTConnect device model", "MTConnect 장치 모델(XML)이 아닙니다") from None
    devices = {device.get("name", device.get("id", "")): _items(device) for device in _all(root, "Device")}
    if not devices:
        raise InputError("", "no device in the model", "장치 모델에 장치가 없습니다")
    return devices


def _items(device: Element) -> Items:
    ranks: dict[str, tuple[Role, int]] = {}
    single: set[str] = set()
    for place, item in enumerate(_all(device, "DataItem")):
        names = _names(item)
        if ALONE & {item.get("category", ""), item.get("type", ""), item.get("representation", "")}:
            single.update(names)
        role = TYPES.get(item.get("type", ""))
        if role is None:
            continue
        subtype = item.get("subType", "")
        if role is Role.PART_COUNT and subtype not in PIECES:
            continue
        better = PIECES.index(subtype) if role is Role.PART_COUNT else 0
        ranks.update(dict.fromkeys(names, (role, better * 10_000 + place)))
    return Items(ranks, frozenset(single))


def _names(item: Element) -> list[str]:
    """An adapter may name an item by its name, its id or its source."""
    sources = [(source.text or "").strip() for source in _all(item, "Source")]
    return [name for name in (item.get("name"), item.get("id"), *sources) if name]


def _all(element: Element, tag: str) -> Iterator[Element]:
    """Descendants by local name: each version of the standard has its own namespace."""
    return (found for found in element.iter() if found.tag.rpartition("}")[2] == tag)
