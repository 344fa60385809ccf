"""Visits: one's own, and those to a firm."""

from django.db.models import QuerySet

from dure.foundation.access.actor import Actor
from dure.journey.prospects.models import Visit, VisitDraft
from dure.journey.prospects.states import VisitState


def _all() -> QuerySet[Visit]:
    return Visit.objects.select_related(
        "visitor", "interest", "interest__programme", "interest__city", "interest__sector"
    )


def visit(visit_id: int) -> Visit:
    """A visit; raises ``Visit.DoesNotExist``."""
    return _all().get(pk=visit_id)


def my_visits(actor: Actor) -> QuerySet[Visit]:
    """The actor's own visits that were not cancelled, the next first."""
    own = _all().filter(visitor_id=actor.person_id, visitor_id__isnull=False)
    return own.exclude(status=VisitState.CANCELLED).order_by("planned_at", "id")


def visits_to(interest_id: int) -> list[Visit]:
    """Every visit to a firm, cancelled ones too, in order of time."""
    return list(_all().filter(interest_id=interest_id).order_by("planned_at", "id"))


def visits_of(programme_id: int) -> QuerySet[Visit]:
    """Every visit of a programme."""
    return _all().filter(interest__programme_id=programme_id).order_by("planned_at", "id")


def draft_texts(visit_id: int) -> dict[str, str]:
    """What was typed about a visit and not written up yet."""
    found = VisitDraft.objects.filter(visit_id=visit_id).first()
    return {} if found is None else found.texts
