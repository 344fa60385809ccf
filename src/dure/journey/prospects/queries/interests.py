"""Interest forms one may see."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from dure.foundation.access.actor import Actor
from dure.journey.prospects.access import SEE
from dure.journey.prospects.models import Interest, Sheet, Visit
from dure.journey.prospects.states import InterestState, VisitState


def _all() -> QuerySet[Interest]:
    return Interest.objects.select_related("programme", "city", "sector", "firm")


def interest(interest_id: int) -> Interest:
    """An interest form; raises ``Interest.DoesNotExist``."""
    return _all().get(pk=interest_id)


def interests_of(programme_id: int, actor: Actor) -> QuerySet[Interest]:
    """The programme's forms within the actor's reach, with the next visit and the last readiness beside each."""
    visits = Visit.objects.filter(interest=OuterRef("pk"))
    planned = visits.filter(status=VisitState.PLANNED).order_by("planned_at")
    held = visits.filter(status=VisitState.HELD).order_by("-held_at")
    return SEE.rows(actor, _all().filter(programme_id=programme_id)).annotate(
        next_visit_at=Subquery(planned.values("planned_at")[:1]),
        visitor_name=Subquery(planned.values("visitor__name")[:1]),
        readiness=Subquery(held.values("readiness")[:1]),
        was_visited=Exists(held),
    )


def by_private_link(token: str) -> Interest:
    """The form a private link opens; raises ``Interest.DoesNotExist``."""
    return _all().get(token=token)


def interest_of_firm(programme_id: int, firm_id: int) -> Interest | None:
    """The form a firm sent for this programme, if any; for pre-filling its application."""
    gone = (InterestState.DUPLICATE, InterestState.WITHDRAWN)
    return _all().filter(programme_id=programme_id, firm_id=firm_id).exclude(status__in=gone).first()


def sheet(sheet_id: int) -> Sheet:
    """An Excel file that was read; raises ``Sheet.DoesNotExist``."""
    return Sheet.objects.select_related("programme").get(pk=sheet_id)
