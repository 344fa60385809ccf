from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.engine.floor.plants import MONDAY, Teller, at, plant

from dure.engine.floor.energy import Used, used
from dure.engine.floor.events import Event, Kind

EVENING = at("21:30")
HOUR = 3600


def day_of(*events: Event, until: datetime = EVENING) -> Used:
    (row,) = used(plant(), sorted(events, key=lambda event: event.sort_key), MONDAY, MONDAY, until)
    return row


def every_hour(tell: Teller, hours: range) -> list[Event]:
    return [tell(f"{hour:02}:59", Kind.ENERGY, "10", unit="kWh") for hour in hours]


def test_meter_that_tells_every_hour_covers_its_shift() -> None:
    row = day_of(*every_hour(Teller("meter#1"), range(8, 20)))
    assert (row.kwh, row.outside_kwh, row.planned_s) == (120, 0, 11 * HOUR - 60)
    assert row.covered_s == row.planned_s


def test_silence_longer_than_news_holds_is_not_covered() -> None:
    row = day_of(*every_hour(Teller("meter#1"), range(8, 10)), *every_hour(Teller("meter#2"), range(15, 20)))
    # From 09:59 to 13:59 nothing is known; an hour of it is the break.
    assert (row.kwh, row.planned_s - row.covered_s) == (70, 3 * HOUR)


def test_what_may_still_be_told_is_not_missing_yet() -> None:
    told = every_hour(Teller("meter#1"), range(8, 11))
    assert [day_of(*told, until=at(clock)).planned_s for clock in ("11:30", "14:59")] == [
        pytest.approx(3 * HOUR - 60), pytest.approx(4 * HOUR),
    ]  # fmt: skip


def test_electricity_between_the_shifts_is_counted_and_named() -> None:
    row = day_of(*every_hour(Teller("meter#1"), range(8, 20)), Teller("meter#2")("21:00", Kind.ENERGY, "3", unit="kWh"))
    assert (row.kwh, row.outside_kwh) == (123, 3)


def test_machine_that_uses_electricity_all_night_is_expected_to_tell_all_day() -> None:
    tell = Teller("meter#1")
    told = [
        tell(at("00:59") + timedelta(hours=n), Kind.ENERGY, "2", unit="kWh")
        for n in range(24)
        if n not in {10, 11, 12, 13}
    ]
    row = day_of(*told, until=at("24:00") + timedelta(hours=3))
    assert (row.planned_s, row.covered_s) == (24 * HOUR, 21 * HOUR - 60)


def test_typed_reading_covers_the_shift_it_was_typed_for() -> None:
    row = day_of(Teller("hands#1")("20:30", Kind.ENERGY, "140", unit="kWh"))
    assert (row.kwh, row.outside_kwh, row.covered_s) == (140, 0, 11 * HOUR)


def test_electricity_belongs_to_the_order_that_runs() -> None:
    tell = Teller("hands#1")
    orders = [tell("08:00", Kind.ORDER_START, item="A", order="1"), tell("10:00", Kind.ORDER_END, order="1")]
    row = day_of(*orders, *every_hour(Teller("meter#1"), range(8, 12)))
    assert row.by_item == {"A": 20, "": 20}


def test_second_meter_of_a_machine_is_not_added() -> None:
    row = day_of(*every_hour(Teller("meter-a#1"), range(8, 20)), *every_hour(Teller("meter-b#1"), range(8, 20)))
    assert row.kwh == 120


def test_machine_without_a_meter_has_no_row() -> None:
    assert used(plant(), [Teller()("09:00", Kind.COUNT, "5")], MONDAY, MONDAY, EVENING) == []
