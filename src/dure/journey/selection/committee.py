"""Who of the deliberation committee sits when decisions are approved, and whether they are enough."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import local_date
from dure.foundation.parties.models import Person
from dure.foundation.parties.queries import people_with
from dure.journey.programmes import queries as programmes
from dure.journey.selection.models import Attendance, Publication


@dataclass(frozen=True)
class Sitting:
    """Who was present when decisions were approved, by name; the chair first, where one was named."""

    at: datetime
    chair: str
    members: tuple[str, ...]


def members(publication: Publication, at: datetime) -> list[Person]:
    """Those who hold the committee's role at the operator on that day, by name."""
    operator = publication.programme.operator_id
    return list(people_with(Role.COMMITTEE, organisation_id=operator, on=local_date(at)))


def seated(
    publication: Publication, present: Iterable[int], chair: int | None, by: Actor, at: datetime
) -> list[Attendance]:
    """The members present, not yet saved; who approves counts if a member. Refused below the notice's quorum."""
    known = {each.pk for each in members(publication, at)}
    there = {*present}
    if by.person_id is not None and by.person_id in known:
        there.add(by.person_id)
    if there - known:
        raise ActionRefused(_("Only members of the committee can be listed as present."))
    rule = programmes.quorum(publication.programme)
    missing = (rule.committee or 0) - len(there)
    if missing > 0:
        words = ngettext(
            "The notice asks for %(least)d members of the committee; %(missing)d more has to be present.",
            "The notice asks for %(least)d members of the committee; %(missing)d more have to be present.",
            missing,
        )
        raise ActionRefused(words % {"least": rule.committee, "missing": missing})
    if rule.chair_decides and chair not in there:
        raise ActionRefused(_("By the notice the chair takes part. Say who of those present was in the chair."))
    # Two batches at one moment are one sitting.
    held = {each.person_id: each.is_chair for each in publication.attendances.filter(sat_at=at)}
    has_chair = any(held.values())
    return [
        Attendance(publication=publication, person_id=each, sat_at=at, is_chair=each == chair and not has_chair)
        for each in sorted(there - held.keys())
    ]


def sittings(publication: Publication) -> list[Sitting]:
    """The sittings whose approvals still stand, the first first. One query."""
    approvals = publication.decisions.filter(approved_at__isnull=False).values("approved_at")
    standing = publication.attendances.filter(sat_at__in=approvals).select_related("person")
    by_moment: dict[datetime, list[Attendance]] = {}
    for each in standing.order_by("sat_at", "-is_chair", "person__name"):
        by_moment.setdefault(each.sat_at, []).append(each)
    return [
        Sitting(
            at,
            next((each.person.name for each in rows if each.is_chair), ""),
            tuple(each.person.name for each in rows if not each.is_chair),
        )
        for at, rows in by_moment.items()
    ]
