"""What was told outside every shift is shown by day, never added to a shift, never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from tests.engine.floor.messy import messy, night_plant
from tests.engine.floor.plants import MONDAY, Teller, calendar, machine, plant, shift, table

from dure.engine.floor.counts import amounts
from dure.engine.floor.effective import effective
from dure.engine.floor.events import Event, Kind
from dure.engine.floor.facts import facts
from dure.engine.floor.outside import Outside

TUESDAY = MONDAY + timedelta(days=1)
PLANT = night_plant()


def told(*events: Event, **changes: object) -> list[Outside]:
    return table(plant(**changes), *events).outside


def test_count_of_a_machine_outside_every_shift_stands_on_its_day_alone() -> None:
    tell = Teller()
    found = table(
        plant(),
        tell("07:59", Kind.COUNT, "5"),
        tell("08:00", Kind.COUNT, "7"),
        tell("20:00", Kind.COUNT, "1"),
        tell("23:59", Kind.SCRAP, "2"),
        tell("24:00", Kind.COUNT, "100"),
    )
    (row,) = found.rows
    assert row.pq == 7
    assert found.outside == [Outside("M1", "L1", MONDAY, pq=8, gq=6, sq=2, rq=0, energy_kwh=0, input_kg=0, output_kg=0)]


def test_what_people_type_shortly_after_the_shift_is_not_outside() -> None:
    tell = Teller("hands#t1")
    found = table(plant(), tell("21:30", Kind.COUNT, "5"), tell("22:30", Kind.COUNT, "3"))
    assert ([row.pq for row in found.rows], [each.pq for each in found.outside]) == ([5], [3])


def test_what_a_night_shift_of_the_day_before_makes_is_not_outside() -> None:
    night = [calendar([shift("20:00", "06:00", "night")])]
    tell = Teller()
    assert [e.pq for e in told(tell("05:00", Kind.COUNT, "5"), tell("07:00", Kind.COUNT, "3"), calendar=night)] == [3]


def test_counter_books_outside_what_it_gained_there_and_nothing_where_it_stood() -> None:
    tell = Teller()
    readings = [("19:00", "100"), ("21:00", "140"), ("22:00", "140"), ("23:00", "150")]
    found = table(plant(), *(tell(at, Kind.COUNT_TOTAL, value) for at, value in readings))
    assert [each.pq for each in found.outside] == [50]
    assert told(tell("23:10", Kind.COUNT_TOTAL, "150"), tell("23:20", Kind.COUNT_TOTAL, "150")) == []


def test_one_family_is_believed_outside_as_within_a_shift() -> None:
    plc, aux = Teller("plc#1"), Teller("aux")
    believed = machine(priority=["aux"])
    assert [e.pq for e in told(plc("22:00", Kind.COUNT, "5"), aux("22:00", Kind.COUNT, "4"), machines=believed)] == [4]


def test_energy_and_batches_outside_every_shift_are_not_lost() -> None:
    tell = Teller()
    (row,) = told(
        tell("22:00", Kind.ENERGY, "500", unit="Wh"),
        tell("19:00", Kind.LOT_IN, "10", lot="a", unit="kg"),
        tell("23:00", Kind.LOT_OUT, "9", lot="b", unit="kg"),
    )
    assert (row.energy_kwh, row.input_kg, row.output_kg, row.pq) == (0.5, 10, 9, 0)


def test_plant_without_a_calendar_has_everything_outside() -> None:
    found = table(plant(calendar=[]), Teller()("10:00", Kind.COUNT, "5"))
    assert (found.rows, [each.pq for each in found.outside]) == ([], [5])


@settings(max_examples=60)
@given(messy())
def test_every_amount_stands_once_in_a_shift_or_outside(events: list[Event]) -> None:
    """Of one kind from one source, so that no family goes before another."""
    kept = [event for event in events if event.kind in {Kind.SCRAP, Kind.CORRECTION} and event.source_id != "excel"]
    alone = [event for event in kept if event.kind is Kind.CORRECTION or event.source_id == "plc#1"]
    found = facts(PLANT, alone, MONDAY - timedelta(days=1), TUESDAY)
    booked = [
        a for name in PLANT.machines for a in amounts([e for e in effective(alone).events if e.machine == name])[0]
    ]
    assert sum(row.sq for row in [*found.rows, *found.outside]) == pytest.approx(sum(a.number for a in booked))
