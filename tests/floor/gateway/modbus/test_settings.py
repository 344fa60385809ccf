"""Registers as numbers."""

from decimal import Decimal

import pytest

from dure.engine.floor.events import Kind
from dure.floor.gateway.modbus.settings import Order, Register, Table, number
from dure.floor.gateway.points import Point

POINT = Point("holding/0", "press-1", "M1", Kind.COUNT_TOTAL)


@pytest.mark.parametrize(
    ("form", "order", "words", "expected"),
    [
        ("uint16", Order.BIG, [65535], "65535"),
        ("int16", Order.BIG, [65535], "-1"),
        ("uint32", Order.BIG, [1, 2], "65538"),
        ("uint32", Order.LITTLE, [2, 1], "65538"),
        ("int32", Order.BIG, [0xFFFF, 0xFFFE], "-2"),
        ("uint64", Order.LITTLE, [2, 1, 0, 0], "65538"),
        ("float32", Order.BIG, [0x3DCC, 0xCCCD], "0.1"),
        ("float32", Order.LITTLE, [0xCCCD, 0x3DCC], "0.1"),
        ("float64", Order.BIG, [0x3FB9, 0x9999, 0x9999, 0x999A], "0.1"),
    ],
)
def test_number_by_form_and_word_order(form: str, order: Order, words: list[int], expected: str) -> None:
    assert number(Register(POINT, Table.HOLDING, 0, form, order), words) == Decimal(expected)


def test_number_of_a_broken_sensor_is_none() -> None:
    assert number(Register(POINT, Table.INPUT, 0, "float32"), [0x7FC0, 0]) is None


def test_number_of_a_coil_is_its_bit() -> None:
    assert number(Register(POINT, Table.COIL, 0, "bit"), [1]) == 1
