"""Rows named in an address, or the page that says there is none."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.permission import Permission
from dure.foundation.access.routes import actor_of
from dure.foundation.interface.parts import Crumb
from dure.journey.agreements.access import VIEW_AGREEMENT
from dure.journey.agreements.models import Agreement
from dure.journey.agreements.queries import agreement as agreement_row
from dure.journey.assets import queries
from dure.journey.assets.access import LIST_ASSETS, VIEW_ASSET, VIEW_PART
from dure.journey.assets.models import Asset, Disposal


def agreement(agreement_id: int, actor: Actor, permission: Permission = VIEW_AGREEMENT) -> Agreement:
    """An agreement the actor may see, or may do what is asked with."""
    try:
        row = agreement_row(agreement_id)
    except Agreement.DoesNotExist as missing:
        raise Http404 from missing
    permission.demand(actor, row)
    return row


def asset(asset_id: int, actor: Actor, permission: Permission = VIEW_ASSET) -> Asset:
    """An asset the actor may see, or may do what is asked with."""
    try:
        row = queries.asset(asset_id)
    except Asset.DoesNotExist as missing:
        raise Http404(_("There is no asset of this address.")) from missing
    permission.demand(actor, row)
    return row


def labelled(label: str, actor: Actor) -> Asset:
    """The asset with this label, if the actor may see it."""
    try:
        row = queries.asset_by_label(label)
    except Asset.DoesNotExist as missing:
        raise Http404(_("There is no asset with this label. Check the label on the asset.")) from missing
    VIEW_ASSET.demand(actor, row)
    return row


def disposal(disposal_id: int, actor: Actor) -> Disposal:
    """A request the actor may see."""
    try:
        row = queries.disposal(disposal_id)
    except Disposal.DoesNotExist as missing:
        raise Http404 from missing
    VIEW_PART.demand(actor, row)
    return row


def crumbs(request: HttpRequest, row: Agreement, *last: Crumb) -> list[Crumb]:
    """Where a page about a project's assets stands."""
    project = Crumb(f"{row.number} {row.firm.name}", reverse("assets:of_agreement", args=[row.pk]))
    first = [Crumb(_("Assets"), reverse("assets:list"))] if LIST_ASSETS.ask_role(actor_of(request)) else []
    return [*first, project if last else Crumb(project.label), *last]
