"""What the gateway knows of a Modbus device, and how its registers become numbers."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from dure.floor.gateway.points import Point


class Table(StrEnum):
    """The four tables of a Modbus device."""

    HOLDING = "holding"
    INPUT = "input"
    COIL = "coil"
    DISCRETE = "discrete"

    @property
    def is_bits(self) -> bool:
        return self in {Table.COIL, Table.DISCRETE}


class Order(StrEnum):
    """Which word of a long number comes first; bytes inside a word are always big-endian."""

    BIG = "big"
    LITTLE = "little"


@dataclass(frozen=True, slots=True)
class Form:
    """How a number lies in registers. `digits`: what a float carries truly; more would be noise (0.100000001)."""

    code: str
    words: int
    digits: int = 0
    rolls_at: int | None = None


FORMS: Final = {
    "bit": Form("", 1),
    "uint16": Form(">H", 1, rolls_at=2**16),
    "int16": Form(">h", 1),
    "uint32": Form(">I", 2, rolls_at=2**32),
    "int32": Form(">i", 2),
    "uint64": Form(">Q", 4, rolls_at=2**64),
    "int64": Form(">q", 4),
    "float32": Form(">f", 2, digits=7),
    "float64": Form(">d", 4, digits=15),
}


@dataclass(frozen=True)
class Register:
    """Where a point is read. `address` counts from 0, as on the wire; 40001 in a manual is holding 0.

    `unit_id`: which of several devices that share one line.
    """

    point: Point
    table: Table
    address: int
    form: str = "uint16"
    order: Order = Order.BIG
    unit_id: int = 1

    @property
    def words(self) -> int:
        return FORMS[self.form].words


@dataclass(frozen=True)
class Serial:
    """A serial line as the device's manual gives it."""

    port: str
    baud: int = 9600
    parity: str = "N"
    stop_bits: int = 1


@dataclass(frozen=True)
class Network:
    """A device, or a converter in front of serial devices, on the network."""

    host: str
    port: int = 502


@dataclass(frozen=True)
class Device:
    """One connection, to one device or to several behind one line, and what is read over it."""

    source: str
    at: Network | Serial
    every_s: float
    timeout_s: float
    registers: tuple[Register, ...]


def number(register: Register, words: Sequence[int]) -> Decimal | None:
    """The number that the words hold; None for what is no number (a sensor that is broken or still starting)."""
    if register.table.is_bits:
        return Decimal(words[0])
    form = FORMS[register.form]
    ordered = words if register.order is Order.BIG else list(reversed(words))
    (found,) = struct.unpack(form.code, b"".join(word.to_bytes(2, "big") for word in ordered))
    if not form.digits:
        return Decimal(found)
    return Decimal(f"{found:.{form.digits}g}") if math.isfinite(found) else None
