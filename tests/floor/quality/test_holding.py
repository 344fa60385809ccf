"""What is held when a record lies outside its limit."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant import Ccp
from dure.floor.quality.holding import Hold, hold_of

START = datetime(2025, 3, 3, 8, tzinfo=ZoneInfo("Asia/Seoul"))
METAL = Ccp("CCP-2P", {}, machine="METAL1")


def told(minutes: int, value: str, lot: str, *, ccp: str = "CCP-2P", machine: str = "METAL1") -> Event:
    return Event("hands#1", minutes, machine, at(minutes), Kind.CCP, value, lot=lot, reason=ccp)


def passed_through(minutes: int, lot: str, machine: str = "METAL1") -> Event:
    return Event("scale#1", minutes, machine, at(minutes), Kind.LOT_IN, "100", lot=lot)


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def test_hold_reaches_back_to_the_last_piece_that_was_detected() -> None:
    failed = told(240, "ng", "K-3")
    before = [
        told(0, "ok", "K-1"), passed_through(30, "K-1"), told(120, "ok", "K-2"), passed_through(150, "K-3"), failed,
        passed_through(250, "K-4"),
    ]  # fmt: skip

    assert hold_of(METAL, failed, before) == Hold(at(120), ("K-2", "K-3"))


def test_hold_leaves_out_other_machines_and_other_points() -> None:
    failed = told(240, "ng", "K-3")
    before = [
        told(120, "ok", "K-2"), passed_through(150, "S-9", "SALT1"), told(200, "ok", "W-1", ccp="CCP-1B"), failed,
    ]  # fmt: skip

    assert hold_of(METAL, failed, before) == Hold(at(120), ("K-2", "K-3"))


def test_hold_without_an_earlier_record_takes_the_last_week() -> None:
    failed = told(240, "ng", "")
    before = [passed_through(240 - 8 * 24 * 60, "K-0"), passed_through(100, "K-1"), failed]

    assert hold_of(METAL, failed, before) == Hold(None, ("K-1",))


def test_hold_of_a_point_without_a_machine_takes_the_machine_of_the_record() -> None:
    anywhere = Ccp("CCP-2P", {})
    failed = told(240, "ng", "K-3", machine="METAL2")
    before = [passed_through(10, "K-1", "METAL1"), passed_through(20, "K-2", "METAL2"), failed]

    assert hold_of(anywhere, failed, before) == Hold(None, ("K-2", "K-3"))
