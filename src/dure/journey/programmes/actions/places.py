"""What may change in places and intake without changing the notice, each with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.places.models import Place
from dure.foundation.workflow.events import announce
from dure.journey.programmes.access import MOVE_PLACES
from dure.journey.programmes.events import IntakeReopened
from dure.journey.programmes.models import NoticeVersion, PlacesMove, Programme, Reopening
from dure.journey.programmes.places import PlacesTable
from dure.journey.programmes.queries.notices import terms_in_force
from dure.journey.programmes.queries.places import places, unused
from dure.journey.programmes.queries.programmes import cities_of
from dure.journey.programmes.states import ProgrammeState
from dure.journey.programmes.terms import Terms


def reopen_intake(
    *,
    programme: Programme,
    type_code: str,
    city_code: str,
    opens_at: datetime,
    closes_at: datetime,
    reason: str,
    by: Actor,
    at: datetime,
) -> Reopening:
    """Open intake again for one type in one city where places were left; asking twice opens it once."""
    MOVE_PLACES.demand(by, programme)
    terms = _running_terms(programme)
    city = _city(programme, city_code)
    _refuse_reopening(terms, type_code, opens_at, closes_at, reason)
    with transaction.atomic():
        Programme.objects.select_for_update().get(pk=programme.pk)
        same = Reopening.objects.filter(programme=programme, type_code=type_code, city=city)
        found = same.filter(opens_at__lt=closes_at, closes_at__gt=opens_at).first()
        if found is not None and (found.opens_at, found.closes_at) == (opens_at, closes_at):
            return found
        if found is not None:
            words = {"type": type_code, "city": city.name}
            raise ActionRefused(_("%(type)s in %(city)s is open again in that time already.") % words)
        with act(
            "programmes.reopen_intake", chain=programme.chain, by=by, at=at, subject=programme, reason=reason
        ) as this:
            row = Reopening.objects.create(
                programme=programme,
                type_code=type_code,
                city=city,
                opens_at=opens_at,
                closes_at=closes_at,
                reason=reason,
            )
            this.evidence(row)
            this.detail = {"type": type_code, "city": city_code}
            announce(IntakeReopened(programme.pk, type_code, city_code, opens_at, closes_at))
    return row


def move_places(  # noqa: PLR0913 (from where, to where, how many, why: each by its name)
    *,
    programme: Programme,
    from_type: str,
    to_type: str,
    count: int,
    reason: str,
    by: Actor,
    at: datetime,
    from_city: str = "",
    to_city: str = "",
) -> PlacesMove:
    """Move places that nobody applied for to another type or city. An empty city means the type as a whole."""
    MOVE_PLACES.demand(by, programme)
    _running_terms(programme)
    source = _city(programme, from_city) if from_city else None
    target = _city(programme, to_city) if to_city else None
    if not reason.strip():
        raise ActionRefused(_("Moving places needs a reason. Write who decided it and why."))
    with act("programmes.move_places", chain=programme.chain, by=by, at=at, subject=programme, reason=reason) as this:
        Programme.objects.select_for_update().get(pk=programme.pk)
        table = places(programme.pk)
        _refuse_move(table, (from_type, from_city), (to_type, to_city), count)
        _refuse_used(programme, table, (from_type, from_city), count)
        row = PlacesMove.objects.create(
            programme=programme,
            from_type=from_type,
            from_city=source,
            to_type=to_type,
            to_city=target,
            count=count,
            reason=reason,
            moved_at=at,
        )
        this.evidence(row)
        this.detail = {"from": [from_type, from_city], "to": [to_type, to_city], "count": count}
    return row


def reopen_several(
    *,
    programme: Programme,
    pairs: list[tuple[str, str]],
    opens_at: datetime,
    closes_at: datetime,
    reason: str,
    by: Actor,
    at: datetime,
) -> list[Reopening]:
    """Open intake again for several pairs of type and city: all of them or none."""
    if not pairs:
        raise ActionRefused(_("Choose at least one type and city."))
    with transaction.atomic():
        return [
            reopen_intake(
                programme=programme,
                type_code=type_code,
                city_code=city,
                opens_at=opens_at,
                closes_at=closes_at,
                reason=reason,
                by=by,
                at=at,
            )
            for type_code, city in pairs
        ]


def _running_terms(programme: Programme) -> Terms:
    if programme.status == ProgrammeState.CLOSED:
        raise ActionRefused(_("This programme is closed."))
    try:
        return terms_in_force(programme.pk)
    except NoticeVersion.DoesNotExist:
        raise ActionRefused(_("The notice has not been published yet.")) from None


def _city(programme: Programme, code: str) -> Place:
    for city in cities_of(programme):
        if city.code == code:
            return city
    raise ActionRefused(_("“%(code)s” is not a city or county of this province.") % {"code": code})


def _refuse_reopening(terms: Terms, type_code: str, opens_at: datetime, closes_at: datetime, reason: str) -> None:
    if type_code not in {each.code for each in terms.types}:
        raise ActionRefused(_("This notice has no type “%(type)s”.") % {"type": type_code})
    if not reason.strip():
        raise ActionRefused(_("Reopening intake needs a reason. It is published with the dates."))
    if closes_at <= opens_at:
        raise ActionRefused(_("Intake would close before it opens. Move one of the two dates."))
    closed = terms.calendar.intake_closes_at
    if closed is None or opens_at < closed:
        raise ActionRefused(_("Intake can be reopened only after the first intake has closed."))


def _refuse_move(table: PlacesTable, source: tuple[str, str], target: tuple[str, str], count: int) -> None:
    for code, _place in (source, target):
        if code not in table.by_type:
            raise ActionRefused(_("This notice has no type “%(type)s”.") % {"type": code})
    if source == target:
        raise ActionRefused(_("Places would move to where they are. Choose another type or city."))
    if count < 1:
        raise ActionRefused(_("Move at least one place."))
    limit = table.of(*source) if source[1] else None
    there = table.by_type[source[0]] if limit is None else min(limit, table.by_type[source[0]])
    if count > there:
        raise ActionRefused(
            ngettext(
                "Only %(there)d place is there to be moved.", "Only %(there)d places are there to be moved.", there
            )
            % {"there": there}
        )


def _refuse_used(programme: Programme, table: PlacesTable, source: tuple[str, str], count: int) -> None:
    free = unused(programme.pk, table, *source)
    if free is not None and count > max(free, 0):
        raise ActionRefused(
            ngettext(
                "Only %(free)d of these places is unused; the others have applicants.",
                "Only %(free)d of these places are unused; the others have applicants.",
                max(free, 0),
            )
            % {"free": max(free, 0)}
        )
