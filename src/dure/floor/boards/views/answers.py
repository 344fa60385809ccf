"""The four answers of the owner's page, each beside the day before and the plan."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dure.engine.floor.events import Kind
from dure.floor.boards.queries.day import OwnersDay
from dure.floor.boards.views.found import Here
from dure.floor.plant.names import lasting, quantities, quantity
from dure.foundation.interface.formats import pct


@dataclass(frozen=True)
class Answer:
    """A question, its answer, what it is compared with, and where its records stand."""

    label: str
    value: str
    compared: str
    url: str
    tone: str = ""


def answers(place: Here, found: OwnersDay, *, is_today: bool) -> list[Answer]:
    return [
        _made(place, found, is_today=is_today),
        _lost(place, found),
        _stood_still(place, found),
        _papers(found),
    ]


def _made(place: Here, found: OwnersDay, *, is_today: bool) -> Answer:
    day = found.today.day
    parts = [_before(found, found.before.made.text)]
    if found.plan is not None:
        made, planned, unit = found.plan
        words = {"pct": pct(100 * made / planned, 0), "plan": quantity(planned, unit)}
        parts.append(_("%(pct)s of the planned %(plan)s") % words)
    return Answer(
        _("Made today") if is_today else _("Produced"),
        found.today.made.text if found.today.told else _("No record"),
        " · ".join(parts),
        place.records_url(day, day, kind="made"),
    )


def _lost(place: Here, found: OwnersDay) -> Answer:
    day, lost, before = found.today.day, found.today.lost, found.before.lost
    parts = [_before(found, quantities(before.scrap))]
    if lost.rework:
        parts.append(_("done again: %(amount)s") % {"amount": quantities(lost.rework)})
    return Answer(
        _("Thrown away"),
        quantities(lost.scrap) if found.today.told else _("No record"),
        " · ".join(parts),
        place.records_url(day, day, kind=Kind.SCRAP.value),
    )


def _stood_still(place: Here, found: OwnersDay) -> Answer:
    day, standing = found.today.day, found.today.standing
    parts = [_before(found, lasting(found.before.standing.seconds))]
    if standing.longest is not None:
        words = _("longest: %(machine)s, %(reason)s, %(time)s")
        parts.append(
            words
            % {
                "machine": place.called.machine(standing.longest.machine),
                "reason": place.called.reason(standing.longest.reason),
                "time": lasting(standing.longest.seconds),
            }
        )
    return Answer(
        _("Stood still"),
        lasting(standing.seconds) if found.today.told else _("No record"),
        " · ".join(parts),
        place.records_url(day, day, kind="stops"),
    )


def _papers(found: OwnersDay) -> Answer:
    count = found.papers
    words = ngettext("%(n)d paper", "%(n)d papers", count) % {"n": count}
    due = sum(each.due for each in found.checks)
    compared = _("checks due so far: %(due)d, missed: %(missed)d") % {"due": due, "missed": found.checks_missed}
    return Answer(_("Papers to do"), words if count else _("None"), compared if due else "", "#papers" if count else "")


def _before(found: OwnersDay, text: str) -> str:
    """What the day before came to, or that nobody wrote it down."""
    return _("the day before: %(amount)s") % {"amount": text if found.before.told else _("no record")}
