"""What lies outside its limits now, and who hears of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from dure.engine.floor.effective import effective
from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant import Ccp, Check, Plant
from dure.floor.events.queries import recent
from dure.floor.plant.models import Site
from dure.floor.quality.models import AlarmPlan
from dure.foundation.parties.models import Person
from dure.foundation.parties.queries import members_of

# A value of the day before says little about now.
STANDS_FOR: Final = timedelta(hours=24)
LOOKED_AT: Final = 500
NO_LINE: Final = "-"
REPEAT_MIN: Final = 60


@dataclass(frozen=True)
class Outside:
    """A check or CCP whose last value on its machine lies outside its limits."""

    check: Check
    event: Event

    @property
    def machine(self) -> str:
        return self.check.machine or self.event.machine

    @property
    def is_critical(self) -> bool:
        return isinstance(self.check, Ccp)


def outside_now(code: str, plant: Plant, now: datetime, *, line: str = "") -> list[Outside]:
    """What lies outside its limits until a value inside them is told, CCPs first, then the newest first."""
    if not (plant.checks or plant.ccps):
        return []
    told = effective(recent(code, (Kind.CCP, Kind.CHECK, Kind.CORRECTION), most=LOOKED_AT)).events
    last = {(event.kind, event.reason, event.machine): event for event in told if now - event.at <= STANDS_FOR}
    found = [
        Outside(check, event)
        for event in last.values()
        if (check := _looked_at(plant, event)) is not None and not check.holds(event.value)
    ]
    mine = [each for each in found if not line or _line_of(plant, each.machine) in {line, ""}]
    return sorted(mine, key=lambda each: (not each.is_critical, -each.event.at.timestamp()))


def repeat_of(found: Site) -> timedelta:
    """After how long a check that stays outside is told again."""
    plan = alarm_plan(found)
    return timedelta(minutes=plan.repeat_min if plan is not None else REPEAT_MIN)


def alarm_plan(found: Site) -> AlarmPlan | None:
    """What the firm set; None where it set nothing."""
    return AlarmPlan.objects.filter(site=found).first()


def people_of(found: Site, at: datetime) -> list[Person]:
    """The firm's people, who may be told."""
    firm = found.organisation_id
    return members_of([firm], timezone.localdate(at)).get(firm, []) if firm is not None else []


def readers_of(found: Site, line: str, at: datetime) -> list[Person]:
    """Who hears of an alarm on a line; all of the firm's people where the plan would leave nobody."""
    people = people_of(found, at)
    plan = alarm_plan(found)
    lines = {} if plan is None else plan.lines
    kept = [each for each in people if _hears(lines.get(str(each.pk), ""), line)]
    return kept or people


def _hears(of: str, line: str) -> bool:
    return of != NO_LINE and (not of or not line or of == line)


def _looked_at(plant: Plant, event: Event) -> Check | None:
    return plant.ccps.get(event.reason) if event.kind is Kind.CCP else plant.checks.get(event.reason)


def _line_of(plant: Plant, machine: str) -> str:
    found = plant.machines.get(machine)
    return "" if found is None else found.line
