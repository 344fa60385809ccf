from __future__ import annotations

from tests.engine.floor.plants import Teller, at

from dure.engine.floor.effective import effective
from dure.engine.floor.events import Event, Kind
from dure.engine.floor.lots import batches, links, trace


def lot_in(tell: Teller, clock: str, lot: str, value: str = "10", unit: str = "kg", **more: object) -> Event:
    return tell(clock, Kind.LOT_IN, value, lot=lot, unit=unit, **more)


def lot_out(tell: Teller, clock: str, lot: str, value: str = "10", unit: str = "kg", **more: object) -> Event:
    return tell(clock, Kind.LOT_OUT, value, lot=lot, unit=unit, **more)


def joined(*events: Event) -> list[tuple[str, str, list[str], list[str]]]:
    return [
        (batch.machine, batch.order, [e.lot for e in batch.inputs], [e.lot for e in batch.outputs])
        for batch in batches(effective(events).events)
    ]


def test_same_order_belongs_together_whatever_comes_between() -> None:
    tell = Teller()
    told = [
        lot_in(tell, "08:00", "A", order="W1"), lot_in(tell, "08:01", "B", order="W2"),
        lot_out(tell, "09:00", "X", order="W1"), lot_in(tell, "09:01", "C", order="W1"),
        lot_out(tell, "10:00", "Y", order="W2"), lot_out(tell, "11:00", "Z", order="W1"),
    ]  # fmt: skip
    assert joined(*told) == [("M1", "W1", ["A", "C"], ["X", "Z"]), ("M1", "W2", ["B"], ["Y"])]


def test_without_an_order_the_one_that_runs_on_the_machine_is_meant() -> None:
    tell = Teller()
    told = [
        tell("07:59", Kind.ORDER_START, order="W1"), lot_in(tell, "08:00", "A"), lot_out(tell, "09:00", "X"),
        tell("09:30", Kind.ORDER_END, order="W1"), lot_in(tell, "10:00", "B"), lot_out(tell, "11:00", "Y"),
    ]  # fmt: skip
    assert joined(*told) == [("M1", "W1", ["A"], ["X"]), ("M1", "", ["B"], ["Y"])]
    (named, unnamed) = batches(effective(told).events)
    assert (named.started_at, named.ended_at, unnamed.started_at) == (at("07:59"), at("09:30"), None)


def test_without_any_order_what_went_in_since_the_last_outputs_belongs_together() -> None:
    tell = Teller()
    told = [
        lot_in(tell, "08:00", "A"), lot_in(tell, "08:01", "B"), lot_out(tell, "09:00", "X"),
        lot_out(tell, "09:01", "Y"), lot_in(tell, "10:00", "C"), lot_out(tell, "11:00", "Z"),
    ]  # fmt: skip
    assert joined(*told) == [("M1", "", ["A", "B"], ["X", "Y"]), ("M1", "", ["C"], ["Z"])]


def test_each_machine_has_its_own_sequence() -> None:
    one, other = Teller("a#1", "M1"), Teller("b#1", "M2")
    told = [
        lot_in(one, "08:00", "A"), lot_in(other, "08:01", "B"), lot_out(one, "09:00", "X"),
        lot_out(other, "09:01", "Y"),
    ]  # fmt: skip
    assert joined(*told) == [("M1", "", ["A"], ["X"]), ("M2", "", ["B"], ["Y"])]


def test_order_whose_inputs_and_outputs_are_told_at_two_machines_is_one_batch() -> None:
    one, other = Teller("a#1", "M1"), Teller("b#1", "M2")
    told = lot_in(one, "08:00", "A", order="W1"), lot_out(other, "09:00", "X", order="W1")
    assert joined(*told) == [("M2", "W1", ["A"], ["X"])]


def test_order_that_is_whole_at_two_machines_is_two_stages() -> None:
    one, other = Teller("a#1", "M1"), Teller("b#1", "M2")
    told = [
        lot_in(one, "08:00", "A", order="W1"), lot_out(one, "09:00", "X", order="W1"),
        lot_in(other, "10:00", "X", order="W1"), lot_out(other, "11:00", "Z", order="W1"),
    ]  # fmt: skip
    assert joined(*told) == [("M1", "W1", ["A"], ["X"]), ("M2", "W1", ["X"], ["Z"])]


def test_weights_are_kilograms_and_auxiliary_items_are_not_counted() -> None:
    tell = Teller()
    told = [
        lot_in(tell, "08:00", "A", "0.8", "t", item="cabbage"), lot_in(tell, "08:01", "S", "50", "kg", item="salt"),
        lot_in(tell, "08:02", "P", "500", "g", item="pepper"), lot_in(tell, "08:03", "B", "12", "ea", item="box"),
        lot_out(tell, "20:00", "X", "640.25", "KG"),
    ]  # fmt: skip
    (batch,) = batches(told)
    assert (batch.input_kg(), batch.input_kg(frozenset({"salt"})), batch.output_kg()) == (850.5, 800.5, 640.25)
    assert batch.done_at == at("20:00")


def test_links_lead_from_every_input_to_every_output_once() -> None:
    tell = Teller()
    told = [
        lot_in(tell, "08:00", "A"), lot_in(tell, "08:01", "B"), lot_out(tell, "09:00", "X"),
        lot_out(tell, "09:30", "X"), lot_out(tell, "09:31", "Y"),
    ]  # fmt: skip
    assert [(link.source, link.target) for link in links(batches(told))] == [
        ("A", "X"),
        ("A", "Y"),
        ("B", "X"),
        ("B", "Y"),
    ]


def three_stages() -> list[Event]:
    """Cabbage C and salt S make brined B1, B2; B1 and paste P make K1; B2 makes K2; K1 is packed twice."""
    salting, mixing, packing = Teller("a#1", "M1"), Teller("b#1", "M2"), Teller("c#1", "M3")
    return [
        lot_in(salting, "08:00", "C"), lot_in(salting, "08:01", "S"), lot_out(salting, "20:00", "B1"),
        lot_out(salting, "20:01", "B2"), lot_in(mixing, "21:00", "B1"), lot_in(mixing, "21:01", "P"),
        lot_out(mixing, "22:00", "K1"), lot_in(mixing, "22:10", "B2"), lot_out(mixing, "22:30", "K2"),
        lot_in(packing, "23:00", "K1"), lot_out(packing, "23:10", "BOX1"), lot_out(packing, "23:20", "BOX2"),
    ]  # fmt: skip


def test_trace_forward_and_back_goes_over_all_stages_each_link_once() -> None:
    found = links(batches(effective(three_stages()).events))

    def lots(lot: str, *, forward: bool) -> list[tuple[str, str]]:
        return [(link.source, link.target) for link in trace(found, lot, forward=forward)]

    assert lots("C", forward=True) == [
        ("C", "B1"), ("C", "B2"), ("B1", "K1"), ("B2", "K2"), ("K1", "BOX1"), ("K1", "BOX2"),
    ]  # fmt: skip
    assert lots("BOX2", forward=False) == [("K1", "BOX2"), ("B1", "K1"), ("P", "K1"), ("C", "B1"), ("S", "B1")]
    assert lots("nobody", forward=True) == []


def test_trace_of_rework_that_goes_round_ends() -> None:
    tell = Teller()
    told = [
        lot_in(tell, "08:00", "A"), lot_out(tell, "09:00", "B"), lot_in(tell, "10:00", "B"), lot_out(tell, "11:00", "A"),
    ]  # fmt: skip
    found = links(batches(told))
    assert [(link.source, link.target) for link in trace(found, "A", forward=True)] == [("A", "B"), ("B", "A")]
