from __future__ import annotations

from tests.engine.floor.plants import Teller, machine, plant

from dure.engine.floor.counts import Made, amounts, made
from dure.engine.floor.effective import Fault, Flag, effective
from dure.engine.floor.events import Event, Kind


def booked(*events: Event) -> list[tuple[str, str, float]]:
    return [(one.kind, one.item, one.number) for one in amounts(effective(events).events)[0]]


def made_by(*events: Event, **changes: object) -> Made:
    of = plant(machines=machine(**changes)).machines["M1"]
    return made(of, amounts(effective(events).events)[0])


def sums(found: Made) -> tuple[dict[str, float], dict[str, float], dict[str, float], dict[str, float]]:
    return (found.pq, found.gq, found.sq, found.rq)


def faults(found: Made) -> list[tuple[Fault, str, int]]:
    return [(flag.fault, flag.source_id, flag.source_seq) for flag in found.flags]


def test_counter_books_what_it_gained_and_nothing_at_its_first_reading() -> None:
    tell = Teller()
    readings = [
        tell(f"09:0{place}", Kind.COUNT_TOTAL, str(total)) for place, total in enumerate([1200, 1225, 1225, 1250])
    ]
    assert booked(*readings) == [("count_total", "", 25.0), ("count_total", "", 0.0), ("count_total", "", 25.0)]


def test_counter_that_goes_down_is_rebased_and_flagged() -> None:
    tell = Teller()
    readings = [tell(f"09:0{place}", Kind.COUNT_TOTAL, str(total)) for place, total in enumerate([100, 110, 3, 8])]
    found, flags = amounts(readings)
    assert [one.number for one in found] == [10.0, 5.0]
    assert flags == [Flag(Fault.REBASED, "plc#1", 3, "M1")]


def test_each_source_of_a_counter_has_its_own_base() -> None:
    old, new = Teller("plc#1"), Teller("plc#2")
    readings = [
        old("09:00", Kind.COUNT_TOTAL, "100"), old("09:01", Kind.COUNT_TOTAL, "110"),
        new("09:02", Kind.COUNT_TOTAL, "500"), new("09:03", Kind.COUNT_TOTAL, "507"),
    ]  # fmt: skip
    assert sums(made_by(*readings)) == ({"": 17.0}, {"": 17.0}, {}, {})


def test_reading_that_comes_late_is_booked_where_it_belongs() -> None:
    tell = Teller()
    first, last, late = (
        tell("09:00", Kind.COUNT_TOTAL, "100"), tell("09:10", Kind.COUNT_TOTAL, "130"), tell("09:05", Kind.COUNT_TOTAL, "110"),
    )  # fmt: skip
    assert [number for _, _, number in booked(first, last, late)] == [10.0, 20.0]


def test_item_is_the_one_told_or_that_of_the_newest_order_that_runs() -> None:
    tell = Teller()
    assert booked(
        tell("08:00", Kind.COUNT, "1"),
        tell("08:01", Kind.ORDER_START, order="W1", item="A"),
        tell("08:02", Kind.COUNT, "2"),
        tell("08:03", Kind.ORDER_START, order="W2", item="B"),
        tell("08:04", Kind.COUNT, "3"),
        tell("08:05", Kind.COUNT, "4", item="C"),
        tell("08:06", Kind.ORDER_END, order="W2"),
        tell("08:07", Kind.SCRAP, "5"),
        tell("08:08", Kind.ORDER_END, order="W1"),
        tell("08:09", Kind.COUNT, "6"),
    ) == [
        ("count", "", 1.0), ("count", "A", 2.0), ("count", "B", 3.0), ("count", "C", 4.0), ("scrap", "A", 5.0),
        ("count", "", 6.0),
    ]  # fmt: skip


def test_deltas_are_good_pieces_and_losses_come_on_top() -> None:
    tell = Teller()
    told = tell("09:00", Kind.COUNT, "90"), tell("09:01", Kind.SCRAP, "6"), tell("09:02", Kind.REWORK, "4")
    assert sums(made_by(*told)) == ({"": 100.0}, {"": 90.0}, {"": 6.0}, {"": 4.0})


def test_counter_of_everything_holds_the_losses() -> None:
    tell = Teller()
    told = [
        tell("09:00", Kind.COUNT_TOTAL, "0"), tell("09:01", Kind.COUNT_TOTAL, "100"), tell("09:02", Kind.SCRAP, "6"),
        tell("09:03", Kind.REWORK, "4"),
    ]  # fmt: skip
    assert sums(made_by(*told)) == ({"": 100.0}, {"": 90.0}, {"": 6.0}, {"": 4.0})
    assert sums(made_by(*told, counter="good")) == ({"": 110.0}, {"": 100.0}, {"": 6.0}, {"": 4.0})


def test_more_scrapped_than_counted_stays_below_zero_so_that_sums_are_right() -> None:
    tell = Teller()
    told = [tell("09:00", Kind.COUNT_TOTAL, "0"), tell("09:01", Kind.COUNT_TOTAL, "2"), tell("09:02", Kind.SCRAP, "5")]
    assert sums(made_by(*told)) == ({"": 2.0}, {"": -3.0}, {"": 5.0}, {})


def test_counter_goes_before_deltas_and_never_beside_them() -> None:
    plc, hands = Teller(), Teller("hands#t1")
    told = [
        plc("09:00", Kind.COUNT_TOTAL, "0"), plc("09:01", Kind.COUNT_TOTAL, "100"), hands("09:02", Kind.COUNT, "98"),
        hands("09:03", Kind.COUNT, "1"), hands("09:04", Kind.SCRAP, "2"),
    ]  # fmt: skip
    assert sums(made_by(*told)) == ({"": 100.0}, {"": 98.0}, {"": 2.0}, {})
    assert faults(made_by(*told)) == [(Fault.TWO_SOURCES, "hands#t1", 1)]


def test_named_family_goes_before_a_counter() -> None:
    plc, hands = Teller(), Teller("hands#t1")
    told = [
        plc("09:00", Kind.COUNT_TOTAL, "0"),
        plc("09:01", Kind.COUNT_TOTAL, "100"),
        hands("09:02", Kind.COUNT, "98"),
    ]
    found = made_by(*told, priority=["hands"])
    assert (found.pq, faults(found)) == ({"": 98.0}, [(Fault.TWO_SOURCES, "plc#1", 2)])


def test_one_source_for_each_kind_and_the_others_are_flagged() -> None:
    plc, hands = Teller(), Teller("hands#t1")
    told = [
        hands("09:00", Kind.COUNT, "98"), plc("09:01", Kind.COUNT, "100"), hands("09:02", Kind.SCRAP, "2"),
        plc("09:03", Kind.SCRAP, "1"), hands("09:04", Kind.REWORK, "3"),
    ]  # fmt: skip
    found = made_by(*told)
    assert sums(found) == ({"": 104.0}, {"": 100.0}, {"": 1.0}, {"": 3.0})
    assert faults(found) == [(Fault.TWO_SOURCES, "hands#t1", 1), (Fault.TWO_SOURCES, "hands#t1", 2)]


def test_energy_is_in_kwh_whatever_the_unit_and_an_unknown_unit_books_nothing() -> None:
    tell = Teller()
    units = {"": "1", "kWh": "2", "Wh": "3000", "MWh": "0.004", "MJ": "18"}
    told = [tell("09:00", Kind.ENERGY, value, unit=unit) for unit, value in units.items()]
    wrong = tell("09:01", Kind.ENERGY, "9", unit="kW")
    assert made_by(*told, wrong).energy_kwh == 1 + 2 + 3 + 4 + 5
    assert amounts([wrong]) == ([], [Flag(Fault.NO_UNIT, "plc#1", 6, "M1")])
