"""Which firms of a programme an actor may hear about in the evaluation, and how closely."""

from django.db.models import QuerySet

from dure.foundation.access.actor import Actor, Role
from dure.journey.applications.models import Application
from dure.journey.applications.queries import visible
from dure.journey.evaluation.models import Conflict
from dure.journey.programmes.queries import programme_by_id

INSIDE = (Role.OPERATOR, Role.APPROVER, Role.COMMITTEE)
WATCHING = (Role.COUNCIL, Role.AUDITOR)


def sees_inside(programme_id: int, actor: Actor) -> bool:
    """Whether the actor follows the evaluation itself: staff, committee, and those who read everything."""
    if actor.is_system or actor.has(*WATCHING):
        return True
    return actor.has(*INSIDE) and programme_by_id(programme_id).operator_id in actor.organisations(*INSIDE)


def within_reach(programme_id: int, actor: Actor) -> QuerySet[Application]:
    """The applications within the actor's reach, without those the actor stands in conflict with."""
    rows = visible(actor).filter(programme_id=programme_id)
    if not actor.has(Role.ASSESSOR):
        return rows
    tied = Conflict.objects.filter(
        assessor__person=actor.person_id, assessor__programme_id=programme_id, lifted_at__isnull=True
    )
    return rows.exclude(pk__in=tied.values("application_id"))
