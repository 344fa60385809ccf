"""Finding the row a page is about, and asking whether its reader may see it."""

from django.http import Http404, HttpRequest

from dure.foundation.access.permission import Permission
from dure.foundation.access.routes import actor_of
from dure.journey.applications import queries
from dure.journey.applications.access import SEE
from dure.journey.applications.models import Application


def found(request: HttpRequest, pk: int, permission: Permission = SEE) -> Application:
    """The application, if the actor's permission reaches it; 404 when there is none, 403 with the reason else."""
    try:
        row = queries.application(pk)
    except Application.DoesNotExist as error:
        raise Http404 from error
    permission.demand(actor_of(request), row)
    return row
