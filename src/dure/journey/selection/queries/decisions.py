"""Reads over decisions, once they are public or to those who decide."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.places.queries import cities
from dure.journey.selection.access import VIEW_DECISION
from dure.journey.selection.limits import limit_label
from dure.journey.selection.models import Decision, Publication, Result
from dure.journey.selection.states import PublicationState


@dataclass(frozen=True)
class PublishedFirm:
    """A firm of the published list. Firms that were not selected are not named to the public."""

    number: str
    firm_id: int
    firm_name: str
    type_code: str
    city_code: str
    result: str
    reserve_rank: int | None


@dataclass(frozen=True)
class Published:
    """The list as the public sees it."""

    published_at: datetime
    appeals_close_at: datetime | None
    digest: str
    firms: tuple[PublishedFirm, ...]


@dataclass(frozen=True)
class Shortfall:
    """Why a firm was not selected, in one sentence; ``points_missing`` is a decimal string or empty."""

    firm_id: int
    firm_name: str
    type_code: str
    points_missing: str
    binding: tuple[str, ...]
    sentence: str


def decision_of(application_id: int) -> Decision | None:
    """The decision on an application, public or not; ask ``VIEW_DECISION`` before showing it."""
    rows = Decision.objects.select_related("publication__programme", "publication__scenario", "application__firm")
    return rows.filter(application_id=application_id).first()


def published(programme_id: int) -> Published | None:
    """The published list, selected and reserve firms by number; None before publication."""
    publication = Publication.objects.filter(programme_id=programme_id, status=PublicationState.PUBLISHED).first()
    if publication is None or publication.published_at is None:
        return None
    rows = publication.decisions.exclude(result=Result.NOT_SELECTED).select_related("application__firm")
    firms = tuple(
        PublishedFirm(
            number=row.application.number,
            firm_id=row.application.firm_id,
            firm_name=row.application.firm.name,
            type_code=row.application.type_code,
            city_code=row.application.city_id,
            result=row.result,
            reserve_rank=row.reserve_rank,
        )
        for row in rows.order_by("application__type_code", "reserve_rank", "application__number")
        if row.application.status != "gave_up"
    )
    return Published(publication.published_at, publication.appeals_close_at, publication.digest, firms)


def shortfalls(programme_id: int, actor: Actor, city_code: str = "") -> list[Shortfall]:
    """What the firms that were not selected lacked, as far as the actor may see decisions."""
    rows = Decision.objects.filter(publication__programme_id=programme_id, publication__status="published")
    rows = rows.exclude(result=Result.SELECTED)
    if city_code:
        rows = rows.filter(application__city_id=city_code)
    rows = VIEW_DECISION.rows(actor, rows).select_related("application__firm", "publication__programme")
    found = list(rows.order_by("application__number"))
    names = city_names(found[0].publication.programme.province_id) if found else {}
    return [_shortfall(row, names) for row in found]


def city_names(province_code: str) -> dict[str, str]:
    """The names of a province's cities by code, in the reader's language."""
    return {city.code: city.name for city in cities(province_code)}


def _shortfall(row: Decision, names: dict[str, str]) -> Shortfall:
    points = row.reasons.get("points_needed") or ""
    binding = tuple(limit_label(name, names) for name in row.reasons.get("binding", []))
    return Shortfall(
        firm_id=row.application.firm_id,
        firm_name=row.application.firm.name,
        type_code=row.application.type_code,
        points_missing=points,
        binding=binding,
        sentence=sentence(row, points, binding),
    )


def sentence(row: Decision, points: str, binding: tuple[str, ...]) -> str:
    """Why the firm was not selected, in one sentence for the firm, its city and the operator."""
    if row.reasons.get("below_minimum"):
        return _("The total score of %(score)s was below the minimum of the notice.") % {"score": f"{row.score:.2f}"}
    words = {"score": f"{row.score:.2f}", "points": points, "limits": ", ".join(binding)}
    if binding and points and row.reasons.get("attainable", True):
        return _("With %(score)s points it was %(points)s points short; what stood in the way: %(limits)s.") % words
    if binding:
        return _("With %(score)s points it could not be taken; what stood in the way: %(limits)s.") % words
    if points:
        return _("With %(score)s points it was %(points)s points short.") % words
    return _("With %(score)s points it was not among those selected.") % words
