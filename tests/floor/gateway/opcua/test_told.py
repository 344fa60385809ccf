"""A value that comes twice is told once."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from dure.floor.gateway.opcua.told import Sample, Told

START = datetime(2026, 3, 2, tzinfo=UTC)


def at(seconds: int, raw: int = 0) -> Sample:
    return Sample(START + timedelta(seconds=seconds), Decimal(raw))


def test_history_is_told_strictly_forwards() -> None:
    told = Told()
    told.add_live(at(5, 1))
    assert [told.is_new_in_history(sample) for sample in (at(4, 9), at(5, 1), at(5, 2), at(6, 1))] == [
        False, False, True, True,
    ]  # fmt: skip


def test_live_value_that_history_told_is_not_told_again() -> None:
    told = Told()
    told.add_live(at(1))
    told.add_history(at(2))
    told.add_history(at(3))
    assert [told.is_new_live(sample) for sample in (at(2), at(3), at(4))] == [False, False, True]


def test_current_value_read_again_after_a_break_is_not_told_again() -> None:
    told = Told()
    told.add_live(at(5, 1))
    assert not Told(told.text).is_new_live(at(5, 1))


def test_server_whose_clock_was_set_back_is_still_heard() -> None:
    told = Told()
    told.add_live(at(1000, 1))
    assert told.is_new_live(at(5, 2))


def test_remembered_place_is_read_back_as_it_was() -> None:
    told = Told()
    told.add_live(at(5, 1))
    told.add_live(at(5, 2))
    assert Told(told.text).text == told.text
    assert Told().text == ""
