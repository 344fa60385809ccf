"""A firm with a signed-in owner and a kimchi plant, with one day of its records."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from tests import world as w

from dure.engine.floor.events import Event, Kind
from dure.floor.events.actions import take
from dure.floor.plant import actions
from dure.floor.plant.models import Site
from dure.floor.plant.sectors import document
from dure.foundation.access.actor import SYSTEM, Actor
from dure.foundation.installation.actions import mark_demo
from dure.foundation.places.actions import load_default_region

DAY = date(2025, 3, 3)
MORNING = datetime(2025, 3, 3, 8, tzinfo=w.SEOUL)
EVENING = datetime(2025, 3, 3, 18, tzinfo=w.SEOUL)
_NAMES = count(1)


@dataclass(frozen=True)
class Floor:
    """A plant with its firm."""

    firm: w.Firm
    site: Site

    @property
    def owner(self) -> Actor:
        return self.firm.owner.actor

    @property
    def code(self) -> str:
        return self.site.code


def firm(name: str = "진안김치") -> w.Firm:
    """A firm whose owner signs in; the clock stands on the evening of the day."""
    load_default_region()
    mark_demo(name_ko="시험", name_en="Test", today=EVENING)
    return w.firm(f"{name}{next(_NAMES)}")


def kimchi(owner: w.Firm | None = None, **changes: Any) -> Floor:
    """A kimchi plant of a firm, set up a month before."""
    owner = owner or firm()
    plant = document("food-kimchi", name=owner.organisation.name) | changes
    version = actions.save_plant(
        code=f"f{owner.organisation.pk}", document=plant, by=SYSTEM, at=MORNING - timedelta(days=30),
        organisation=owner.organisation,
    )  # fmt: skip
    return Floor(owner, version.site)


def events() -> list[Event]:
    """A packing machine that ran in the morning, stood still for an hour, and packed 460 of 500 kg."""
    told = (
        ("PACK1", 0, Kind.STATE, "run", {}),
        ("PACK1", 5, Kind.LOT_IN, "500", {"lot": "S-0302", "item": "SALTED", "unit": "kg"}),
        ("PACK1", 120, Kind.STATE, "down", {"reason": "breakdown"}),
        ("PACK1", 180, Kind.STATE, "run", {}),
        ("PACK1", 200, Kind.COUNT, "90", {"item": "KIMCHI"}),
        ("PACK1", 210, Kind.SCRAP, "10", {"item": "KIMCHI", "reason": "seal"}),
        ("PACK1", 220, Kind.LOT_OUT, "460", {"lot": "K-0303", "item": "KIMCHI", "unit": "kg"}),
    )  # fmt: skip
    return [
        Event("hands#0001", number, machine, MORNING + timedelta(minutes=minutes), kind, value, **more)
        for number, (machine, minutes, kind, value, more) in enumerate(told, start=1)
    ]


def with_a_day(floor: Floor) -> Floor:
    """The plant has taken the day's events; give the test a home of its own (``floor_home``)."""
    take(floor.code, events(), origin="hands")
    return floor
