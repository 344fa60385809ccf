"""Short ways to tell a plant something in a test."""

from datetime import datetime, timedelta
from itertools import count

from tests.floor.scene import MORNING, Floor

from dure.engine.floor.events import Event, Kind
from dure.floor.events.actions import take

_SEQUENCE = count(1000)


def at(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    """A time of the scene's day, or of days later (earlier where negative)."""
    return MORNING.replace(hour=hour, minute=minute) + timedelta(days=days)


def event(kind: Kind, when: datetime, value: str = "", *, machine: str = "PACK1", **more: object) -> Event:
    """A record typed on the tablet, with the next number."""
    return Event("hands#0002", next(_SEQUENCE), machine, when, kind, value, **more)  # type: ignore[arg-type]


def tell(plant: Floor, *events: Event, origin: str = "hands") -> None:
    take(plant.code, list(events), origin=origin)
