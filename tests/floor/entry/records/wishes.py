"""Short ways to correct a record of the kimchi plant's day in a test."""

from dataclasses import replace
from typing import Any

from tests.floor.scene import EVENING, Floor

from dure.engine.floor.events import Event
from dure.floor.entry.records.actions import Wish, correct_record, new_part
from dure.floor.entry.records.models import CorrectionVerb
from dure.floor.entry.records.queries import record_at
from dure.floor.entry.records.standing import Record
from dure.floor.plant.queries import plant_of

SCRAP = ("hands#0001", 6)
COUNT = ("hands#0001", 5)


def record(floor: Floor, key: tuple[str, int] = SCRAP) -> Record:
    found = record_at(floor.code, key)
    assert found is not None
    return found


def tell(floor: Floor, wish: Wish) -> None:
    """Tell a wish as the owner."""
    plant = plant_of(floor.code)
    correct_record(site=floor.site, plant=plant, wish=wish, by=floor.owner, at=EVENING, told_at=EVENING)


def correct(floor: Floor, key: tuple[str, int] = SCRAP, why: str = "잘못 셈", **said: Any) -> Record:
    """Correct a record; gives it as it stands then."""
    before = record(floor, key)
    wanted = replace(before.now or before.event, **said)
    tell(floor, Wish(key, CorrectionVerb.CORRECTED, wanted, why, len(before.steps), new_part()))
    return record(floor, key)


def take_back(floor: Floor, key: tuple[str, int] = SCRAP) -> Record:
    tell(floor, Wish(key, CorrectionVerb.TAKEN_BACK, None, "두 번 누름", len(record(floor, key).steps), new_part()))
    return record(floor, key)


def undo(floor: Floor, key: tuple[str, int] = SCRAP) -> Record:
    """Undo the last correction of a record."""
    before = record(floor, key)
    wanted: Event | None = before.steps[-1].before
    tell(floor, Wish(key, CorrectionVerb.UNDONE, wanted, "정정이 잘못됨", len(before.steps), new_part()))
    return record(floor, key)
