"""A Sparkplug payload in Python: read strictly, written as the specification asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from google.protobuf.message import DecodeError

from dure.floor.gateway.mqtt.meaning import Told
from dure.floor.gateway.sparkplug.values import Datatype, Unreadable, from_wire, to_wire
from dure.floor.gateway.sparkplug.wire import Wire

LAST_SEQ: Final = 255
MOST_BYTES: Final = 4 * 1024 * 1024
BD_SEQ: Final = "bdSeq"
REBIRTH: Final = "Node Control/Rebirth"
QUALITY: Final = "Quality"


class Quality(IntEnum):
    """What an edge node thinks of a value it sends."""

    BAD = 0
    GOOD = 192
    STALE = 500


class PayloadError(ValueError):
    """The bytes are not a Sparkplug payload."""


@dataclass(frozen=True)
class Metric:
    """One metric as it came. `raw` is read once its datatype is known: data messages leave that to the birth."""

    name: str
    alias: int | None
    at_ms: int | None
    datatype: int | None
    is_historical: bool
    is_null: bool
    quality: int
    raw: Any

    def value(self, datatype: int | None) -> Told:
        """The value; None where it is null.

        Raises:
            Unreadable: not a value of that datatype.
        """
        if self.is_null:
            return None
        if datatype is None:
            raise Unreadable("neither the message nor a birth says its datatype")
        return from_wire(self.raw, datatype)


@dataclass(frozen=True)
class Payload:
    """One message. `seq` from 0 to 255; absent in death certificates of nodes and in commands."""

    timestamp_ms: int | None
    seq: int | None
    metrics: tuple[Metric, ...]

    def metric(self, name: str) -> Metric | None:
        return next((metric for metric in self.metrics if metric.name == name), None)

    @property
    def bd_seq(self) -> int | None:
        """Which birth a death belongs to."""
        metric = self.metric(BD_SEQ)
        if metric is None:
            return None
        value = metric.value(Datatype.INT64 if metric.datatype is None else metric.datatype)
        return value if isinstance(value, int) else None


def decode(data: bytes) -> Payload:
    """Read a payload.

    Raises:
        PayloadError: not protobuf, or a sequence number above 255.
    """
    wire = Wire()
    if len(data) > MOST_BYTES:
        raise PayloadError(f"larger than {MOST_BYTES} bytes")
    try:
        wire.ParseFromString(data)
    except (DecodeError, UnicodeDecodeError):
        raise PayloadError("not a Sparkplug B payload") from None
    seq = _present(wire, "seq")
    if seq is not None and seq > LAST_SEQ:
        raise PayloadError(f"sequence number {seq} is above {LAST_SEQ}")
    return Payload(_present(wire, "timestamp"), seq, tuple(_metric(each) for each in wire.metrics))


@dataclass(frozen=True)
class Written:
    """One metric to be written. An empty name, or no datatype, is left out, as data messages with aliases do."""

    name: str
    value: Told
    datatype: Datatype
    at_ms: int
    alias: int | None = None
    is_historical: bool = False
    tells_datatype: bool = True


def encode(timestamp_ms: int, metrics: Sequence[Written], seq: int | None = None) -> bytes:
    """Write a payload; commands and death certificates of nodes carry no `seq`."""
    wire = Wire(timestamp=timestamp_ms)
    if seq is not None:
        wire.seq = seq
    for metric in metrics:
        found = wire.metrics.add(timestamp=metric.at_ms)
        if metric.name:
            found.name = metric.name
        if metric.alias is not None:
            found.alias = metric.alias
        if metric.tells_datatype:
            found.datatype = metric.datatype
        if metric.is_historical:
            found.is_historical = True
        to_wire(found, metric.datatype, metric.value)
    return bytes(wire.SerializeToString())


def _metric(wire: Any) -> Metric:
    return Metric(
        name=wire.name,
        alias=_present(wire, "alias"),
        at_ms=_present(wire, "timestamp"),
        datatype=_present(wire, "datatype"),
        is_historical=wire.is_historical,
        is_null=wire.is_null,
        quality=_quality(wire),
        raw=wire,
    )


def _quality(wire: Any) -> int:
    properties = wire.properties
    for key, value in zip(properties.keys, properties.values, strict=False):
        if key == QUALITY:
            return int(value.int_value)
    return Quality.GOOD


def _present(wire: Any, name: str) -> int | None:
    return int(getattr(wire, name)) if wire.HasField(name) else None
