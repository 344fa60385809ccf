"""Rows named in an address, or the page that says there is none."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from dure.floor.plant import queries
from dure.floor.plant.access import CHANGE_SITE
from dure.floor.plant.frame import crumbs_of, own_site
from dure.floor.plant.models import Draft, PlantVersion, Site
from dure.foundation.access.actor import Actor
from dure.foundation.interface.parts import Crumb


def site(code: str, actor: Actor) -> Site:
    """A plant that the actor may change."""
    return own_site(code, actor, CHANGE_SITE)


def version(row: Site) -> PlantVersion:
    """The version in force."""
    newest = queries.version_of(row)
    if newest is None:
        raise Http404(_("This plant was not set up yet."))
    return newest


def draft(draft_id: int, actor: Actor) -> Draft:
    """An unfinished draft of the actor's own firm."""
    row = queries.draft(draft_id, actor)
    if row is None:
        raise Http404(_("There is no such plant being set up. It may be finished already."))
    return row


def crumbs(row: Site, *further: Crumb) -> list[Crumb]:
    """The way from the plants to the page."""
    set_up = Crumb(_("Set-up"), reverse("plant:overview", args=[row.code]) if further else "")
    return crumbs_of(row, set_up, *further)
