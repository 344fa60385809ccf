"""Rows of the address, found and asked for; 404 for what is not there."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from dure.foundation.access.permission import Permission
from dure.foundation.access.routes import actor_of, row_or_404
from dure.foundation.interface.context import is_about
from dure.journey.money.access import VIEW_CLAIM
from dure.journey.money.models import Claim
from dure.journey.money.queries.claims import claim as claim_by_id
from dure.journey.programmes import queries as programmes

M = TypeVar("M", bound=Model)


def claim(request: HttpRequest, claim_id: int, permission: Permission = VIEW_CLAIM) -> Claim:
    """The claim of the address."""
    row = row_or_404(lambda: claim_by_id(claim_id), permission, actor_of(request))
    is_about(request, row.agreement.programme)
    return row


def one(request: HttpRequest, rows: QuerySet[M], pk: int, permission: Permission) -> M:
    """A row of the address."""
    return row_or_404(lambda: rows.filter(pk=pk).first(), permission, actor_of(request))


def programme(request: HttpRequest, permission: Permission) -> Any:
    """The programme that the actor means; asked for a role, for lists narrow their rows themselves."""
    permission.demand_role(actor_of(request))
    found = programmes.current_programme(actor_of(request))
    if found is None:
        raise Http404(_("There is no programme you may see yet."))
    is_about(request, found)
    return found
