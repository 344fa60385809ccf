"""The message every owner finds in the morning: yesterday in three lines, and what waits today."""

from datetime import date, datetime, time, timedelta
from typing import Final

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dure.engine.floor.plant import Plant
from dure.floor.boards.queries.day import OwnersDay, owners_day
from dure.floor.events.queries import has_events
from dure.floor.plant.models import Site
from dure.floor.plant.names import Called, lasting, quantities
from dure.floor.plant.queries import firms_sites, plant_of
from dure.foundation.access.actor import SYSTEM
from dure.foundation.installation import clock
from dure.foundation.installation.queries import is_demo
from dure.foundation.interface.formats import day_short, pct
from dure.foundation.messages.actions import send
from dure.foundation.parties.models import Person
from dure.foundation.parties.queries import members_of

TELL_AT: Final = time(7, 30)
# A worker that was down in the morning still tells before noon; later it is no morning message.
TELL_UNTIL: Final = time(12, 0)
_BETWEEN_ROUNDS_S: Final = 300


def tell_when_due() -> None:
    """The worker's chore. In a demo nobody waits for a message about an invented plant."""
    if cache.add("boards.told", True, _BETWEEN_ROUNDS_S) and not is_demo():
        tell_owners(clock.now())


def tell_owners(at: datetime) -> int:
    """Tell the owners of every plant at which it is morning; gives how many people were told."""
    told = 0
    for site in firms_sites():
        plant = plant_of(site.code)
        local = at.astimezone(plant.timezone)
        if TELL_AT <= local.time() < TELL_UNTIL and has_events(site.code):
            told += _tell(site, plant, local.date(), at)
    return told


def _tell(site: Site, plant: Plant, today: date, at: datetime) -> int:
    key = f"boards.morning:{site.pk}:{today:%Y%m%d}"
    if not cache.add(key, True, 86_400):
        return 0
    people = members_of([site.organisation_id], timezone.localdate(at)).get(site.organisation_id or 0, [])
    if not people:
        return 0
    found = owners_day(site, today - timedelta(days=1), at)
    return sum(_send(site, person, found, at, key) for person in people)


def _send(site: Site, person: Person, found: OwnersDay, at: datetime, key: str) -> int:
    with translation.override(person.language):
        words = {"plant": site.name, "day": day_short(found.today.day)}
        told = send(
            to=person,
            subject=_("%(plant)s on %(day)s") % words,
            body=morning_words(found),
            kind="floor_morning",
            by=SYSTEM,
            at=at,
            link=f"{reverse('boards:owner', args=[site.code])}?day={found.today.day.isoformat()}",
            dedupe_key=key,
        )
    return len(told)


def morning_words(found: OwnersDay) -> str:
    """The day in plain words: made, thrown away, stood still, not known, papers to do."""
    day = found.today
    if not day.told:
        return _("No record speaks of this day. If people worked, look whether the tablet and the machines tell.")
    lines = [_made(found), _("Thrown away: %(amount)s") % {"amount": quantities(day.lost.scrap)}]
    lines.append(_stood(found))
    if day.unknown_s >= 60:
        lines.append(_("Not known: %(time)s (no record)") % {"time": lasting(day.unknown_s)})
    lines.append(_("Papers to do: %(n)d") % {"n": found.papers} if found.papers else _("Papers to do: none"))
    return "\n".join(f"- {line}" for line in lines)


def _made(found: OwnersDay) -> str:
    words = _("Made: %(amount)s (the day before: %(before)s)") % {
        "amount": found.today.made.text,
        "before": found.before.made.text if found.before.told else _("no record"),
    }
    if found.plan is None:
        return words
    made, planned, _unit = found.plan
    share = pct(100 * made / planned, 0)
    return f"{words} · " + _("%(pct)s of the plan") % {"pct": share}


def _stood(found: OwnersDay) -> str:
    standing = found.today.standing
    words = _("Stood still: %(time)s") % {"time": lasting(standing.seconds)}
    if standing.longest is None:
        return words
    called = Called(found.plant)
    longest = _("longest: %(machine)s, %(reason)s, %(time)s") % {
        "machine": called.machine(standing.longest.machine),
        "reason": called.reason(standing.longest.reason),
        "time": lasting(standing.longest.seconds),
    }
    return f"{words} ({longest})"
