"""The firm's people hear at once of a deviation, and of a check outside its limits."""

from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dure.engine.floor.plant import Ccp, Check, Plant, in_language
from dure.floor.plant.names import Called
from dure.floor.quality.models import Deviation, LimitAlarm
from dure.floor.quality.queries.alarms import readers_of
from dure.floor.quality.words import limit_of, value_of
from dure.foundation.access.actor import SYSTEM
from dure.foundation.interface.formats import moment
from dure.foundation.messages.actions import send
from dure.foundation.parties.queries import members_of

# Records read in from older files open what they open; nobody is called for what is long past.
NEWS_FOR: Final = timedelta(days=7)


def found(row: Deviation, ccp: Ccp, *, at: datetime) -> int:
    """Tell which point, what was measured and what is held; gives how many people were told."""
    firm = row.site.organisation_id
    if firm is None or at - row.found_at > NEWS_FOR:
        return 0
    told = 0
    for person in members_of([firm], timezone.localdate(at)).get(firm, []):
        with translation.override(person.language):
            told += len(
                send(
                    to=person,
                    subject=_("A critical limit was not kept: the product is held"),
                    body=_words(row, ccp, person.language),
                    kind="quality.deviation_found",
                    by=SYSTEM,
                    at=at,
                    link=reverse("quality:deviation", args=[row.site.code, row.pk]),
                    dedupe_key=f"deviation:{row.pk}",
                )
            )
    return told


def outside(row: LimitAlarm, plant: Plant, check: Check, *, at: datetime) -> int:
    """Tell those who answer for the line what was measured, where and when, and what to do; gives how many."""
    machine = plant.machines.get(check.machine or row.machine)
    day = row.found_at.astimezone(plant.timezone).date()
    told = 0
    for person in readers_of(row.site, "" if machine is None else machine.line, at):
        with translation.override(person.language):
            name = in_language(check.name, person.language, check.id)
            words = {"name": name, "value": value_of(row, row.value)}
            told += len(
                send(
                    to=person,
                    subject=_("%(name)s is outside its limit: %(value)s") % words,
                    body=_alarm_words(row, plant, check),
                    kind="quality.limit_alarm",
                    by=SYSTEM,
                    at=at,
                    link=f"{reverse('quality:checks', args=[row.site.code])}?day={day.isoformat()}",
                    dedupe_key=f"limit:{row.pk}",
                )
            )
    return told


def _alarm_words(row: LimitAlarm, plant: Plant, check: Check) -> str:
    called = Called(plant)
    machine = check.machine or row.machine
    lines = [
        _("Measured: %(value)s (limit: %(limit)s)") % {"value": value_of(row, row.value), "limit": limit_of(row)},
        _("Time: %(at)s") % {"at": moment(row.found_at)},
        _("Machine: %(name)s") % {"name": called.machine(machine)} if machine else "",
        _("Lot: %(lot)s") % {"lot": row.lot} if row.lot else "",
        _("What to do: %(what)s") % {"what": "; ".join(called.text(each) for each in check.actions)}
        if check.actions
        else _("Measure once more. If it is still outside, stop and find out why."),
    ]
    return "\n".join(line for line in lines if line)


def _words(row: Deviation, ccp: Ccp, language: str) -> str:
    words = {
        "name": in_language(ccp.name, language, ccp.id), "value": value_of(row, row.value), "limit": limit_of(row),
        "lots": ", ".join(row.lots) or _("no lot was told"),
    }  # fmt: skip
    return _("%(name)s: %(value)s (limit: %(limit)s)\nLots held: %(lots)s") % words
