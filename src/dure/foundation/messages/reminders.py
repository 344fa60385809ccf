"""Reminders of deadlines: three days before (and earlier where its stage says so), on being late, and every week
after that; one message a person and day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dure.foundation.access.actor import SYSTEM
from dure.foundation.installation import clock
from dure.foundation.installation.queries import is_demo
from dure.foundation.interface.formats import day
from dure.foundation.interface.formats import deadline as time_left
from dure.foundation.ledger.act import act
from dure.foundation.messages.actions.sending import send
from dure.foundation.messages.registry import deadline_words, told_early
from dure.foundation.parties import queries as parties
from dure.foundation.parties.models import Person
from dure.foundation.workflow.models import Deadline
from dure.foundation.workflow.queries import open_deadlines

SOON = timedelta(days=3)
AGAIN_AFTER = timedelta(days=7)
_BETWEEN_ROUNDS_S = 1800


@dataclass
class _Owing:
    """What one person owes."""

    person: Person
    deadlines: list[Deadline] = field(default_factory=list)


def due_for_reminder(at: datetime) -> QuerySet[Deadline]:
    """Open deadlines of which their debtors must be told now."""
    never = Q(reminded_at__isnull=True)
    newly_late = Q(due_at__lt=at, reminded_at__lte=F("due_at"))
    still_late = Q(due_at__lt=at, reminded_at__lte=at - AGAIN_AFTER)
    soon = (never | newly_late | still_late) & Q(due_at__lte=at + SOON)
    return open_deadlines().filter(soon | _early(at))


def _early(at: datetime) -> Q:
    """Deadlines still to come that crossed one of their days since their debtor was told last."""
    found = Q(pk__in=[])
    for kind, early_days in told_early().items():
        ahead = open_deadlines().filter(kind=kind, due_at__gt=at).order_by().values_list("programme_id", flat=True)
        for programme_id in (each for each in ahead.distinct() if each is not None):
            for before in (timedelta(days=days) for days in early_days(programme_id)):
                untold = Q(reminded_at__isnull=True) | Q(reminded_at__lt=F("due_at") - before)
                near = Q(kind=kind, programme_id=programme_id, due_at__gt=at, due_at__lte=at + before)
                found |= near & untold
    return found


def remind(at: datetime) -> int:
    """Tell everyone who owes something soon or already; gives how many people were told."""
    deadlines = list(due_for_reminder(at))
    told = 0
    for owing in _by_person(deadlines, at):
        told += _tell(owing, at)
    for deadline in deadlines:
        chain = "installation" if deadline.programme_id is None else f"programme:{deadline.programme_id}"
        with act("messages.remind", chain=chain, by=SYSTEM, at=at) as this:
            deadline.reminded_at = at
            deadline.save(update_fields=["reminded_at"])
            this.about(deadline)
    return told


def remind_when_due() -> None:
    """The worker's chore: a round every half hour. In a demo nobody waits for a reminder of an invented
    year."""
    if cache.add("messages.reminded", True, _BETWEEN_ROUNDS_S) and not is_demo():
        remind(clock.now())


def _by_person(deadlines: Iterable[Deadline], at: datetime) -> list[_Owing]:
    found: dict[int, _Owing] = {}
    deadlines = list(deadlines)
    people = parties.people_by_id(deadline.person_id for deadline in deadlines)
    staff = parties.members_of((deadline.organisation_id for deadline in deadlines), timezone.localdate(at))
    for deadline in deadlines:
        # A named person owes it alone; otherwise everyone of the organisation is told.
        owed_by = [people[deadline.person_id]] if deadline.person_id in people else []
        for person in owed_by or staff.get(deadline.organisation_id or 0, []):
            owing = found.setdefault(person.pk, _Owing(person))
            if deadline not in owing.deadlines:
                owing.deadlines.append(deadline)
    return [found[pk] for pk in sorted(found)]


def _tell(owing: _Owing, at: datetime) -> int:
    with translation.override(owing.person.language):
        lines = [_line(deadline, at) for deadline in owing.deadlines]
        body = _("Please see to the following.") + "\n\n" + "\n".join(lines)
        told = send(
            to=owing.person,
            subject=_subject(owing.deadlines),
            body=body,
            kind="reminder",
            by=SYSTEM,
            at=at,
            link=_link(owing.deadlines),
            dedupe_key=f"remind:{timezone.localdate(at):%Y%m%d}",
        )
    return len(told)


def _subject(deadlines: list[Deadline]) -> str:
    if len(deadlines) == 1:
        return _("A deadline is near or past: %(what)s") % {"what": deadline_words(deadlines[0].kind).label}
    return _("%(n)d deadlines are near or past") % {"n": len(deadlines)}


def _line(deadline: Deadline, at: datetime) -> str:
    words = {
        "what": deadline_words(deadline.kind).label,
        "day": day(deadline.due_at),
        "left": time_left(deadline.due_at, at),
    }
    return _("- %(what)s: by %(day)s (%(left)s)") % words


def _link(deadlines: list[Deadline]) -> str:
    words = deadline_words(deadlines[0].kind)
    return words.link(deadlines[0].row_id) if len(deadlines) == 1 and words.link is not None else "/"
