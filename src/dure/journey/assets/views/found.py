"""Rows named in an address, or the page that says there is none."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.permission import Permission
from dure.foundation.access.routes import actor_of, row_or_404
from dure.foundation.interface.parts import Crumb
from dure.journey.agreements.access import VIEW_AGREEMENT
from dure.journey.agreements.models import Agreement
from dure.journey.agreements.queries import agreement as agreement_row
from dure.journey.assets import queries
from dure.journey.assets.access import LIST_ASSETS, VIEW_ASSET, VIEW_PART
from dure.journey.assets.models import Asset, Disposal


def agreement(agreement_id: int, actor: Actor, permission: Permission = VIEW_AGREEMENT) -> Agreement:
    """An agreement the actor may see, or may do what is asked with."""
    return row_or_404(lambda: agreement_row(agreement_id), permission, actor)


def asset(asset_id: int, actor: Actor, permission: Permission = VIEW_ASSET) -> Asset:
    """An asset the actor may see, or may do what is asked with."""
    return row_or_404(lambda: queries.asset(asset_id), permission, actor, _("There is no asset of this address."))


def labelled(label: str, actor: Actor) -> Asset:
    """The asset with this label, if the actor may see it."""
    return row_or_404(
        lambda: queries.asset_by_label(label),
        VIEW_ASSET,
        actor,
        _("There is no asset with this label. Check the label on the asset."),
    )


def disposal(disposal_id: int, actor: Actor) -> Disposal:
    """A request the actor may see."""
    return row_or_404(lambda: queries.disposal(disposal_id), VIEW_PART, actor)


def crumbs(request: HttpRequest, row: Agreement, *last: Crumb) -> list[Crumb]:
    """Where a page about a project's assets stands."""
    project = Crumb(f"{row.number} {row.firm.name}", reverse("assets:of_agreement", args=[row.pk]))
    first = [Crumb(_("Assets"), reverse("assets:list"))] if LIST_ASSETS.ask_role(actor_of(request)) else []
    return [*first, project if last else Crumb(project.label), *last]
