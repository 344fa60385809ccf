"""The plans of a whole programme as they were handed in, for comparing them with each other."""

from collections.abc import Mapping
from typing import Any

from dure.journey.applications.models import PlanVersion


def handed_in_plans(programme_id: int) -> dict[int, Mapping[str, Any]]:
    """The last plan handed in of each application, as stored, by application id; one query."""
    rows = PlanVersion.objects.filter(application__programme_id=programme_id).order_by("application_id", "number")
    return dict(rows.values_list("application_id", "plan"))
