"""While the demo runs, its first factories go on: what they would have told by now is told."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dure.demo.factories.floors import events_of_day
from dure.demo.factories.truth import CHANGED_ON, RICH, Truth
from dure.engine.floor.events import Event
from dure.engine.floor.plant import Plant
from dure.floor.events.actions import take
from dure.floor.events.queries import span_of
from dure.floor.plant.queries import codes_of_firms, newest_version, plant_of
from dure.foundation.installation.clock import now
from dure.foundation.installation.queries import is_demo

EVERY = timedelta(seconds=20)


@dataclass
class Live:
    """A factory that goes on: the records of yesterday and today by time, and up to when they were told."""

    code: str
    truth: Truth
    plant: Plant
    day: date | None = None
    told_until: datetime | None = None
    events: list[Event] = field(default_factory=list)

    def due(self, at: datetime) -> list[Event]:
        """What happened up to this moment and was not told since this process began."""
        today = at.astimezone(self.plant.timezone).date()
        if today != self.day:
            days = (today - timedelta(days=1), today)
            told = [event for day in days for event in events_of_day(self.truth, self.plant, day)]
            self.day, self.events = today, sorted(told, key=lambda event: event.at)
        after = 0 if self.told_until is None else bisect_right(self.events, self.told_until, key=lambda event: event.at)
        return self.events[after : bisect_right(self.events, at, key=lambda event: event.at)]


class Floor:
    """The factories that go on, known by heart: they are looked for anew only after a plant was saved."""

    def __init__(self) -> None:
        self._last: datetime | None = None
        self._version = 0
        self._live: list[Live] = []

    def go_on(self, at: datetime) -> None:
        """Tell what became due; what an earlier process told is known by its key and not told again."""
        if self._last is not None and timedelta(0) <= at - self._last < EVERY:
            return
        # A clock that went back belongs to a demo that was built anew.
        if self._version != (version := newest_version()) or (self._last is not None and at < self._last):
            self._version, self._live = version, _rich_plants()
        self._last = at
        for each in self._live:
            if due := each.due(at):
                take(each.code, due, origin="simulator")
            each.told_until = at


def _rich_plants() -> list[Live]:
    """The plants whose year was simulated: of each truth's sector the first that tells of the days before the change."""
    truths = {truth.sector: truth for truth in RICH}
    found: dict[str, Live] = {}
    for code in codes_of_firms():
        plant = plant_of(code)
        if plant.sector in truths and plant.sector not in found and _began_early(code, plant):
            found[plant.sector] = Live(code, truths[plant.sector], plant)
    return list(found.values())


def _began_early(code: str, plant: Plant) -> bool:
    span = span_of(code)
    return span is not None and span[0].astimezone(plant.timezone).date() < CHANGED_ON


_FLOOR = Floor()


def go_on() -> None:
    """The worker's chore."""
    if is_demo():
        _FLOOR.go_on(now())
