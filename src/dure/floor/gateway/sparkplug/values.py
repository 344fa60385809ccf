"""Datatypes of Sparkplug B, and the value of a metric in Python and on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any, Final

from dure.floor.gateway.mqtt.meaning import Told


class Datatype(IntEnum):
    """The codes of chapter 6 whose values a host can record."""

    INT8 = 1
    INT16 = 2
    INT32 = 3
    INT64 = 4
    UINT8 = 5
    UINT16 = 6
    UINT32 = 7
    UINT64 = 8
    FLOAT = 9
    DOUBLE = 10
    BOOLEAN = 11
    STRING = 12
    DATETIME = 13
    TEXT = 14
    UUID = 15


# Which alternative of a value each datatype stands in.
STANDS_IN: Final[Mapping[Datatype, str]] = {
    **dict.fromkeys((Datatype.INT8, Datatype.INT16, Datatype.INT32), "int_value"),
    **dict.fromkeys((Datatype.UINT8, Datatype.UINT16, Datatype.UINT32), "int_value"),
    **dict.fromkeys((Datatype.INT64, Datatype.UINT64, Datatype.DATETIME), "long_value"),
    Datatype.FLOAT: "float_value",
    Datatype.DOUBLE: "double_value",
    Datatype.BOOLEAN: "boolean_value",
    **dict.fromkeys((Datatype.STRING, Datatype.TEXT, Datatype.UUID), "string_value"),
}
# A negative number stands on the wire as its two's complement in so many bits.
SIGNED_BITS: Final[Mapping[Datatype, int]] = {
    Datatype.INT8: 8, Datatype.INT16: 16, Datatype.INT32: 32, Datatype.INT64: 64,
}  # fmt: skip
FLOAT_DIGITS: Final = 7


class Unreadable(ValueError):
    """A value that is not of the datatype it claims, or of one that cannot be recorded."""


def from_wire(metric: Any, datatype: int) -> Told:
    """The value of a metric that is not null.

    Raises:
        Unreadable: says what stands there instead.
    """
    if datatype not in set(Datatype):
        raise Unreadable(f"datatype {datatype} is not one that can be recorded")
    kind, found = Datatype(datatype), metric.WhichOneof("value")
    if not _may_stand(kind, found):
        raise Unreadable(f"a value of {kind.name} stands in {found or 'nothing'}")
    value: Told = getattr(metric, found)
    if isinstance(value, float) and kind is Datatype.FLOAT:
        # A 32-bit number widened to 64 bits would show digits that nobody measured.
        return float(f"{value:.{FLOAT_DIGITS}g}")
    return _signed(value, kind)


def _may_stand(kind: Datatype, found: str | None) -> bool:
    """Some edge nodes put small whole numbers into the long field, which loses nothing."""
    return found == STANDS_IN[kind] or (found == "long_value" and STANDS_IN[kind] == "int_value")


def _signed(value: Told, kind: Datatype) -> Told:
    bits = SIGNED_BITS.get(kind)
    if bits is None or not isinstance(value, int):
        return value
    # Some edge nodes fill the whole field with the sign, others only the bits of the type.
    low = value & ((1 << bits) - 1)
    return low - (1 << bits) if low >> (bits - 1) else low


def to_wire(metric: Any, datatype: Datatype, value: Told) -> None:
    """Set a metric's value; None is null."""
    if value is None:
        metric.is_null = True
        return
    if isinstance(value, int) and datatype in SIGNED_BITS:
        value &= (1 << (64 if datatype is Datatype.INT64 else 32)) - 1
    setattr(metric, STANDS_IN[datatype], value)
