"""What a plant's critical control points ask of its firm now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dure.engine.floor.plant import Plant, in_language
from dure.floor.plant.models import Site
from dure.floor.plant.queries import own_sites, plant_of
from dure.floor.quality.models import Deviation
from dure.floor.quality.queries.points import OPEN, calibrated
from dure.floor.quality.states import DeviationState
from dure.foundation.access.actor import Actor
from dure.foundation.interface.formats import moment
from dure.foundation.workflow.periods import end_of
from dure.foundation.workflow.values import Waiting

# An instrument is sent away to be calibrated; that takes some weeks.
CALIBRATE_AHEAD: Final = timedelta(days=30)
# Named in a line; the deviation's own page has all of them.
MOST_LOTS: Final = 3


class Task(StrEnum):
    """What is to be done."""

    CORRECT = "correct"
    APPROVE = "approve"
    CALIBRATE = "calibrate"


@dataclass(frozen=True)
class Asked:
    """One thing to do: for which point, by when, and where. `which`: what tells two of one point apart."""

    task: Task
    ccp: str
    name: str
    due_on: date
    url: str
    which: str = ""

    @property
    def what(self) -> str:
        return {
            Task.CORRECT: _("%(name)s: the limit was not kept and the product is held"),
            Task.APPROVE: _("%(name)s: approve what was done, or throw the product away"),
            Task.CALIBRATE: _("%(name)s: have the instrument calibrated"),
        }[self.task] % {"name": f"{self.name} ({self.which})" if self.which else self.name}

    @property
    def verb(self) -> str:
        words = {Task.CORRECT: _("Record the action"), Task.APPROVE: _("Decide"), Task.CALIBRATE: _("Record it")}
        return words[self.task]


def waiting_of(found: Site, now: datetime) -> list[Asked]:
    """What one plant asks: products held, then instruments whose calibration ends within a month."""
    return _asked(found, Deviation.objects.filter(site=found, status__in=OPEN), now)


def waiting(actor: Actor, at: datetime) -> list[Waiting]:
    """The same of all plants of the actor's firms, for the list of what is theirs to do."""
    sites = list(own_sites(actor))
    held = Deviation.objects.filter(site__in=sites, status__in=OPEN) if sites else ()
    rows = list(held)
    return [
        Waiting(each.what, each.verb, each.url, end_of(each.due_on), firm=found.name)
        for found in sites
        for each in _asked(found, (row for row in rows if row.site_id == found.pk), at)
    ]


def _asked(found: Site, held: Iterable[Deviation], now: datetime) -> list[Asked]:
    try:
        plant = plant_of(found.code)
    except LookupError:
        return []
    return [_held(found, plant, row) for row in held] + _to_calibrate(found, plant, now)


def _held(found: Site, plant: Plant, row: Deviation) -> Asked:
    task = Task.CORRECT if row.status == DeviationState.HELD else Task.APPROVE
    day = row.found_at.astimezone(plant.timezone).date()
    url = reverse("quality:deviation", args=[found.code, row.pk])
    which = " · ".join([moment(row.found_at), *row.lots[:MOST_LOTS]])
    return Asked(task, row.ccp, name_of(plant, row.ccp), day, url, which)


def _to_calibrate(found: Site, plant: Plant, now: datetime) -> list[Asked]:
    soon = now.astimezone(plant.timezone).date() + CALIBRATE_AHEAD
    url = reverse("quality:calibrate", args=[found.code])
    return [
        Asked(Task.CALIBRATE, code, name_of(plant, code), stands.valid_until, f"{url}?ccp={code}")
        for code, stands in (calibrated(found, plant) if plant.ccps else {}).items()
        if code in plant.ccps and stands.valid_until <= soon
    ]


def name_of(plant: Plant, ccp: str) -> str:
    """A point as its firm calls it, in the reader's language."""
    point = plant.ccps.get(ccp)
    return ccp if point is None else in_language(point.name, (get_language() or "ko").split("-")[0], ccp)
