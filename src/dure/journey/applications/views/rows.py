"""Finding the row a page is about, and asking whether its reader may see it."""

from django.http import HttpRequest

from dure.foundation.access.permission import Permission
from dure.foundation.access.routes import actor_of, row_or_404
from dure.journey.applications import queries
from dure.journey.applications.access import SEE
from dure.journey.applications.models import Application


def found(request: HttpRequest, pk: int, permission: Permission = SEE) -> Application:
    """The application, if the actor's permission reaches it; 404 when there is none, 403 with the reason else."""
    return row_or_404(lambda: queries.application(pk), permission, actor_of(request))
