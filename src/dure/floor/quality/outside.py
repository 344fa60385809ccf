"""What lies outside its limits, in words: for the checks' page, the line's page and the wall display."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from dure.engine.floor.plant import Plant
from dure.floor.plant.names import Called
from dure.floor.quality.queries.alarms import Outside, outside_now
from dure.floor.quality.words import limit_of, value_of
from dure.foundation.interface.formats import clock, local_date, moment


@dataclass(frozen=True)
class Said:
    """One check or CCP outside its limits, as people read it."""

    name: str
    value: str
    limit: str
    machine: str
    at: str
    lot: str
    is_critical: bool


def outside_said(code: str, plant: Plant, now: datetime, *, line: str = "") -> list[Said]:
    """What stands outside now; of one line only where one is named."""
    return [_said(Called(plant), each, now) for each in outside_now(code, plant, now, line=line)]


def _said(called: Called, each: Outside, now: datetime) -> Said:
    at = each.event.at
    return Said(
        name=called.check(each.check.id),
        value=value_of(each.check, each.event.value),
        limit=_("limit: %(limit)s") % {"limit": limit_of(each.check)},
        machine=called.machine(each.machine) if each.machine else "",
        at=clock(at) if local_date(at) == local_date(now) else moment(at),
        lot=each.event.lot,
        is_critical=each.is_critical,
    )
