"""Who may lead the site check of a firm."""

from typing import Any

from dure.foundation.access.actor import Role
from dure.foundation.parties.queries import people_with
from dure.journey.evaluation.models import Assignment, Conflict, StepCode
from dure.journey.evaluation.states import AssignmentState


def possible_leads(application: Any) -> list[tuple[int, str]]:
    """The assessors of the firm's site check, then the mentors; nobody in conflict with the firm."""
    assigned = Assignment.objects.filter(
        application=application, phase__step=StepCode.SITE_CHECK, status=AssignmentState.ASSIGNED
    ).select_related("assessor__person")
    tied = set(
        Conflict.objects.filter(application=application, lifted_at__isnull=True).values_list(
            "assessor__person_id", flat=True
        )
    )
    people = [row.assessor.person for row in assigned] + list(people_with(Role.MENTOR))
    found = {person.pk: person.name for person in people if person.pk not in tied}
    return list(found.items())
