"""MTConnect logs as events: what a machine tool told of itself, safe to read again from files that overlap.

Day files overlap: each begins with what every key last said, at the time it said it. So an event's sequence is taken
from what it says, never from its place in a file: the same line from two files is one event, and different lines are
different ones. Each key is a source of its own (`mtconnect#machine.key`), so that each counter has its own base.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from dure.engine.floor.events import EPOCH_MARK, Event, Kind, State, stamp
from dure.engine.floor.mtconnect_items import Items, Role, usual_items
from dure.engine.floor.reading import BadLine, LineError, Reading, amended_value
from dure.engine.floor.shdr import Observation, log_text, observations
from dure.engine.strict_json import InputError

FAMILY: Final = "mtconnect"
UNAVAILABLE: Final = "UNAVAILABLE"
# What agents add to every device: `<device>_asset_chg`. In a log that names no device, it is the device's name.
ASSET_MARKS: Final = ("_asset_chg", "_asset_rem", "_asset_count")
# A hold in the middle of a program is a short stop in an order (ISO 22400 ADET); not running one is down time (ADOT).
EXECUTION: Final = {
    "ACTIVE": State.RUN,
    "FEED_HOLD": State.DOWN,
    "READY": State.IDLE,
    "INTERRUPTED": State.IDLE,
    "STOPPED": State.IDLE,
    "WAIT": State.IDLE,
    "OPTIONAL_STOP": State.IDLE,
    "PROGRAM_STOPPED": State.IDLE,
    "PROGRAM_COMPLETED": State.IDLE,
    "PROGRAM_OPTIONAL_STOP": State.IDLE,
}
# While other keys are heard, a state goes on and is told again this often: silence, and only silence, is unknown.
HEARD_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class HourReading:
    """A controller's own running hours, in seconds: a second opinion on the states, not part of the events."""

    machine: str
    key: str
    at: datetime
    seconds: float


@dataclass(frozen=True)
class Log:
    """A log as read: its events and wrong lines, and beside them what the controllers' hour counters say."""

    reading: Reading
    hours: list[HourReading]


def read_mtconnect(data: bytes, machine: str | None = None, devices: Mapping[str, Items] | None = None) -> Reading:
    """A log (also gzip) as events.

    `machine`: whose log it is; without it, as the lines or the agent's asset keys name it. `devices`: what
    `mtconnect_items.read_devices` found in the device model; without it, keys are known by their usual names.

    Raises:
        InputError: no line can be read, nothing says which machine it is, or no key that is known.
    """
    return read_log(data, machine, devices).reading


def read_log(data: bytes, machine: str | None = None, devices: Mapping[str, Items] | None = None) -> Log:
    """As `read_mtconnect`, with the hour counters beside the events."""
    text = log_text(data)
    models = {} if devices is None else devices
    single = frozenset().union(*(items.single for items in models.values()))
    found = list(observations(text, single))
    told = [seen for seen in found if isinstance(seen, Observation)]
    bad = [line for line in found if isinstance(line, BadLine)]
    if not told:
        raise InputError("", "no line of an MTConnect log (timestamp|key|value)",
                         "MTConnect 기록(timestamp|key|value)이 아닙니다")  # fmt: skip
    events: list[tuple[int, Event]] = []
    hours: list[HourReading] = []
    for name, mine in _by_machine(told, machine).items():
        roles = _roles(models.get(name) or usual_items({seen.key for seen in mine}), mine)
        events += _state_events(name, mine, roles)
        for seen in mine:
            try:
                events += _count_events(name, seen, roles)
                hours += _hours(name, seen, roles)
            except LineError as error:
                bad.append(BadLine(seen.line, error))
    if not events and not hours:
        raise InputError(
            "",
            "no execution, availability or part count in this log; give its device model",
            "가동 상태·연결 여부·생산 수량 항목이 없습니다. 장치 모델(Devices.xml)을 함께 주세요",
        )
    return Log(Reading(_once(events), sorted(bad, key=lambda line: line.number)), hours)


def _by_machine(told: list[Observation], machine: str | None) -> dict[str, list[Observation]]:
    """The observations of each machine."""
    by_device: dict[str, list[Observation]] = defaultdict(list)
    for seen in told:
        by_device[seen.device].append(seen)
    if machine is not None:
        if len(by_device) > 1 and machine not in by_device:
            names = ", ".join(sorted(name for name in by_device if name))[:120]
            raise InputError("/machine", f"the log is of {names}", f"이 기록의 설비: {names}")
        return {machine: _in_order(by_device.get(machine) or next(iter(by_device.values())))}
    if unnamed := by_device.pop("", None):
        by_device[_named_by_agent(unnamed)] += unnamed
    return {name: _in_order(mine) for name, mine in by_device.items()}


def _in_order(told: list[Observation]) -> list[Observation]:
    """By time. Of several values of one key at one instant the last in the file holds; the others lasted no time."""
    last = {(seen.key, seen.at): seen for seen in told}
    return sorted(last.values(), key=lambda seen: (seen.at, seen.line))


def _named_by_agent(told: Iterable[Observation]) -> str:
    names = {seen.key.removesuffix(mark) for seen in told for mark in ASSET_MARKS if seen.key.endswith(mark)}
    if len(names) != 1:
        raise InputError("/machine", "the log does not say which machine it is of; name it",
                         "어느 설비의 기록인지 알 수 없습니다. 설비를 지정하세요")  # fmt: skip
    return names.pop()


def _roles(items: Items, told: list[Observation]) -> dict[str, Role]:
    """The keys to read: one for each role, the best that the log has; of hour counters all."""
    keys = {seen.key for seen in told}
    known = sorted((rank, key) for key, (_, rank) in items.ranks.items() if key in keys)
    roles: dict[str, Role] = {}
    for _, key in known:
        role = items.ranks[key][0]
        if role is Role.HOURS or role not in roles.values():
            roles[key] = role
    return roles


def _state_events(machine: str, told: list[Observation], roles: Mapping[str, Role]) -> Iterator[tuple[int, Event]]:
    """States as told, and told again while the machine is heard."""
    execution = next((key for key, role in roles.items() if role is Role.EXECUTION), "")
    current, heard = State.UNKNOWN, None
    for seen in told:
        role = roles.get(seen.key)
        if role is Role.EXECUTION:
            current = EXECUTION.get(seen.value.upper(), State.UNKNOWN)
            yield seen.line, _event(machine, seen, Kind.STATE, current)
        elif role is Role.AVAILABILITY and seen.value.upper() == UNAVAILABLE:
            current = State.UNKNOWN
            yield seen.line, _event(machine, seen, Kind.STATE, current)
        elif current is not State.UNKNOWN and seen.value.upper() != UNAVAILABLE and _minute(seen.at) != heard:
            yield seen.line, _event(machine, replace(seen, key=execution), Kind.STATE, current)
        heard = _minute(seen.at)


def _minute(at: datetime) -> int:
    """Counted from a fixed instant, so that two files choose the same lines."""
    return int(at.timestamp()) // int(HEARD_EVERY.total_seconds())


def _count_events(machine: str, seen: Observation, roles: Mapping[str, Role]) -> Iterator[tuple[int, Event]]:
    if roles.get(seen.key) is Role.PART_COUNT and seen.value.upper() != UNAVAILABLE:
        # `0:DAY` is a counter that was reset, with what reset it.
        total = amended_value(Kind.COUNT_TOTAL, seen.value.partition(":")[0])
        yield seen.line, _event(machine, seen, Kind.COUNT_TOTAL, total)


def _hours(machine: str, seen: Observation, roles: Mapping[str, Role]) -> Iterator[HourReading]:
    if roles.get(seen.key) is Role.HOURS and seen.value.upper() != UNAVAILABLE:
        try:
            yield HourReading(machine, seen.key, seen.at, float(Decimal(seen.value.partition(":")[0])))
        except InvalidOperation:
            raise LineError(seen.key[:40], f"“{seen.value[:30]}” is not a number",
                            f"‘{seen.value[:30]}’은(는) 수가 아닙니다") from None  # fmt: skip


def _event(machine: str, seen: Observation, kind: Kind, value: str) -> Event:
    # What a source says at one instant is one thing: its digest is its sequence, cut to what a store keeps.
    digest = hashlib.sha256(f"{stamp(seen.at)}|{kind}|{value}".encode()).digest()
    return Event(
        source_id=EPOCH_MARK.join([FAMILY, f"{machine}.{seen.key}".replace(EPOCH_MARK, "_")]),
        source_seq=int.from_bytes(digest[:8]) >> 1,
        machine=machine,
        at=seen.at,
        kind=kind,
        value=str(value),
    )


def _once(events: Iterable[tuple[int, Event]]) -> list[tuple[int, Event]]:
    """Each event once, with the first line that tells it, in the file's order."""
    found: dict[tuple[str, int], tuple[int, Event]] = {}
    for line, event in sorted(events, key=lambda pair: pair[0]):
        found.setdefault(event.key, (line, event))
    return list(found.values())
