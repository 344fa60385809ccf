"""What a host knows of one edge node, and what follows from each message. No network and no clock in here.

Order. Every message but a node's death carries `seq`, one more than the last, after 255 again 0. One that comes too
early waits for the missing ones until the reorder timeout; then what waited is given up and a rebirth is asked for.

Trust. After a gap the node may be another session with other aliases, so an alias is never resolved until the next
birth: a value under a wrong name is worse than a value that is missing. What carries its own name is taken all the
same, because events need no order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from dure.floor.gateway.mqtt.meaning import Told
from dure.floor.gateway.sparkplug.payloads import BD_SEQ, LAST_SEQ, Metric, Payload
from dure.floor.gateway.sparkplug.topics import Verb
from dure.floor.gateway.sparkplug.values import Unreadable

SEQUENCES: Final = LAST_SEQ + 1
BIRTHS: Final = frozenset({Verb.NBIRTH, Verb.DBIRTH})
NODE_ITSELF: Final = ""


@dataclass(frozen=True)
class Waits:
    """How long a host waits: for a missing message, for a birth after it came online, before it asks again."""

    reorder_s: float = 2.0
    birth_s: float = 5.0
    again_s: float = 30.0


@dataclass
class Known:
    """The last value of a metric; `stale_since` from the death of its device or node until its next birth."""

    datatype: int
    value: Told
    at_ms: int
    stale_since: datetime | None = None


@dataclass
class Device:
    """A device behind the node, or the node itself. `offline_since` is None while it is alive."""

    metrics: dict[str, Known] = field(default_factory=dict)
    offline_since: datetime | None = None

    def die(self, at: datetime) -> bool:
        """Mark it offline and all its metrics stale; False when it was dead already."""
        if self.offline_since is not None:
            return False
        self.offline_since = at
        for known in self.metrics.values():
            known.stale_since = at
        return True


@dataclass(frozen=True)
class Reading:
    """A value under its own name. `is_birth`: it is what stands now, perhaps long since, and not what just happened."""

    device: str
    name: str
    at_ms: int
    value: Told
    quality: int
    is_birth: bool


@dataclass(frozen=True)
class Silence:
    """From this moment nothing is known of a device (empty: of the node and all its devices)."""

    device: str
    at: datetime


@dataclass(frozen=True)
class Dropped:
    """A value that could not be taken, under its name where that is known."""

    device: str
    name: str
    why: str


@dataclass
class Outcome:
    """What follows from a message. `rebirth`: the node is to be asked for a rebirth."""

    readings: list[Reading] = field(default_factory=list)
    silences: list[Silence] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    rebirth: bool = False


@dataclass(frozen=True)
class Early:
    """A message that waits for those before it."""

    verb: Verb
    device: str
    payload: Payload


class Node:
    """`deadline`: when `tick` is due next. A new node is expected to be born within `birth_s`."""

    def __init__(self, waits: Waits, now: datetime) -> None:
        self.waits = waits
        self.devices: dict[str, Device] = {}
        self.offline_since: datetime | None = None
        self.bd_seq: int | None = None
        self.is_trusted = False
        self.deadline: datetime | None = now + timedelta(seconds=waits.birth_s)
        self._has_asked = False
        self._expected = 0
        self._aliases: dict[int, tuple[str, str]] = {}
        self._early: dict[int, Early] = {}

    def hear(self, verb: Verb, device: str, payload: Payload, now: datetime) -> Outcome:
        """Take one message in the order of its arrival."""
        outcome = Outcome()
        if verb is Verb.NDEATH:
            self._died(payload, now, outcome)
        elif verb is Verb.NBIRTH:
            self._born(payload, outcome)
        elif payload.seq is None:
            outcome.dropped.append(Dropped(device, "", f"{verb} without a sequence number"))
            self._distrust(now, outcome)
        elif not self.is_trusted:
            self._salvage(Early(verb, device, payload), outcome)
            if not self._has_asked:
                self._distrust(now, outcome)
        elif payload.seq == self._expected:
            self._in_order(Early(verb, device, payload), now, outcome)
        else:
            self._early.setdefault(payload.seq, Early(verb, device, payload))
            self.deadline = self.deadline or now + timedelta(seconds=self.waits.reorder_s)
        return outcome

    def tick(self, now: datetime) -> Outcome:
        """What follows from waiting in vain."""
        outcome = Outcome()
        if self.deadline is not None and now >= self.deadline:
            self._distrust(now, outcome)
        return outcome

    def _born(self, payload: Payload, outcome: Outcome) -> None:
        if payload.seq is None:
            outcome.dropped.append(Dropped(NODE_ITSELF, "", "NBIRTH without a sequence number"))
            return
        self._drop_early(outcome)
        self.bd_seq = _bd_seq(payload)
        self.offline_since = None
        self.is_trusted = True
        self._has_asked = False
        self.deadline = None
        self._expected = (payload.seq + 1) % SEQUENCES
        self._aliases.clear()
        for device in self.devices.values():
            # Each says DBIRTH anew; until then its old aliases say nothing.
            device.metrics.clear()
        self._learn(NODE_ITSELF, payload, outcome)

    def _died(self, payload: Payload, now: datetime, outcome: Outcome) -> None:
        """The certificate was written when the node connected, so its own time is not that of the death: ours is.

        A certificate of an earlier session, arriving late, says nothing about this one.
        """
        told = _bd_seq(payload)
        is_earlier = self.is_trusted and None not in {told, self.bd_seq} and told != self.bd_seq
        if self.offline_since is not None or is_earlier:
            return
        self._drop_early(outcome)
        self.offline_since = now
        self.is_trusted = self._has_asked = False
        self.deadline = None
        for device in self.devices.values():
            device.die(now)
        outcome.silences.append(Silence(NODE_ITSELF, now))

    def _in_order(self, message: Early, now: datetime, outcome: Outcome) -> None:
        following: Early | None = message
        while following is not None:
            self._expected = (self._expected + 1) % SEQUENCES
            self._apply(following, now, outcome)
            following = self._early.pop(self._expected, None) if self.is_trusted else None
        if self.is_trusted:
            # What was missing has come; another gap behind it starts its own time.
            self.deadline = now + timedelta(seconds=self.waits.reorder_s) if self._early else None

    def _apply(self, message: Early, now: datetime, outcome: Outcome) -> None:
        if message.verb is Verb.DBIRTH:
            self._learn(message.device, message.payload, outcome)
        elif message.verb is Verb.DDEATH:
            self._silence(message.device, _moment(message.payload) or now, outcome)
        elif not self._take(message, outcome):
            self._distrust(now, outcome)

    def _learn(self, name: str, payload: Payload, outcome: Outcome) -> None:
        device = self.devices[name] = Device()
        for metric in payload.metrics:
            if not metric.name or metric.datatype is None:
                outcome.dropped.append(Dropped(name, metric.name, "a birth must tell name and datatype"))
                continue
            if metric.alias is not None:
                self._aliases[metric.alias] = (name, metric.name)
            device.metrics[metric.name] = Known(metric.datatype, None, 0)
            if metric.name != BD_SEQ:
                self._read(name, metric.name, metric, payload, outcome, is_birth=True)

    def _take(self, message: Early, outcome: Outcome) -> bool:
        """Read a data message; False when it names what no birth has told."""
        all_known = True
        device = self.devices.get(message.device)
        for metric in message.payload.metrics:
            name = metric.name or self._named(message.device, metric)
            if device is None or name not in device.metrics:
                all_known = False
            if name:
                self._read(message.device, name, metric, message.payload, outcome)
            else:
                outcome.dropped.append(Dropped(message.device, "", f"alias {metric.alias} is not known"))
        return all_known and device is not None and device.offline_since is None

    def _named(self, device: str, metric: Metric) -> str:
        owner, name = self._aliases.get(metric.alias, ("", "")) if metric.alias is not None else ("", "")
        return name if owner == device else ""

    def _salvage(self, message: Early, outcome: Outcome) -> None:
        """What carries its own name is true in any session."""
        if message.verb is Verb.DDEATH:
            if at := _moment(message.payload):
                self._silence(message.device, at, outcome)
            return
        for metric in message.payload.metrics:
            if metric.name:
                birth = message.verb in BIRTHS
                self._read(message.device, metric.name, metric, message.payload, outcome, is_birth=birth)
            else:
                outcome.dropped.append(Dropped(message.device, "", f"no birth explains alias {metric.alias}"))

    def _read(
        self, device: str, name: str, metric: Metric, payload: Payload, outcome: Outcome, *, is_birth: bool = False
    ) -> None:
        known = self.devices[device].metrics.get(name) if device in self.devices else None
        datatype = metric.datatype if metric.datatype is not None else (known.datatype if known else None)
        at_ms = metric.at_ms if metric.at_ms is not None else payload.timestamp_ms
        if at_ms is None:
            outcome.dropped.append(Dropped(device, name, "no time"))
            return
        try:
            value = metric.value(datatype)
        except Unreadable as error:
            outcome.dropped.append(Dropped(device, name, str(error)))
            return
        if known is not None and not metric.is_historical:
            known.value, known.at_ms, known.stale_since = value, at_ms, None
        is_birth = is_birth and not metric.is_historical
        outcome.readings.append(Reading(device, name, at_ms, value, metric.quality, is_birth))

    def _silence(self, name: str, at: datetime, outcome: Outcome) -> None:
        if self.devices.setdefault(name, Device()).die(at):
            outcome.silences.append(Silence(name, at))

    def _distrust(self, now: datetime, outcome: Outcome) -> None:
        self._drop_early(outcome)
        self.is_trusted = False
        self._has_asked = True
        self.deadline = now + timedelta(seconds=self.waits.again_s)
        outcome.rebirth = True

    def _drop_early(self, outcome: Outcome) -> None:
        waiting, self._early = self._early, {}
        for message in _by_age(waiting, self._expected):
            self._salvage(message, outcome)


def _by_age(waiting: dict[int, Early], expected: int) -> Iterable[Early]:
    return (waiting[seq] for seq in sorted(waiting, key=lambda seq: (seq - expected) % SEQUENCES))


def _bd_seq(payload: Payload) -> int | None:
    try:
        return payload.bd_seq
    except Unreadable:
        return None


def _moment(payload: Payload) -> datetime | None:
    """The payload's own time, if it has one that can be."""
    try:
        return None if payload.timestamp_ms is None else datetime.fromtimestamp(payload.timestamp_ms / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
