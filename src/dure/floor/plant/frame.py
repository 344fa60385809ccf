"""What every page of a plant stands in: whose plant it is, and the way to its other pages."""

from dataclasses import dataclass
from typing import Any, Self

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dure.engine.floor.plant import Plant
from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.models import Site
from dure.floor.plant.names import Called
from dure.floor.plant.queries import plant_of, site
from dure.foundation.access.actor import Actor
from dure.foundation.access.permission import Permission
from dure.foundation.access.routes import actor_of
from dure.foundation.interface.parts import Crumb, Tab


@dataclass(frozen=True, order=True)
class _Page:
    place: int
    route: str
    label: str | Promise
    leads: bool


_PAGES: dict[str, _Page] = {}


def add_page(place: int, label: str | Promise, route: str, *, leads: bool = True) -> None:
    """Give a page of each plant (an address with only the plant's code) its place among the others.

    Pages that lead stand in the row of tabs; the others are listed below it on the first page.
    """
    if route in _PAGES:
        raise ValueError(f"{route} is listed twice")
    _PAGES[route] = _Page(place, route, label, leads)


def own_site(code: str, actor: Actor, permission: Permission = VIEW_SITE) -> Site:
    """The plant of that code, if the actor may see it, or may do what is asked with it."""
    found = site(code)
    if found is None:
        raise Http404(_("There is no plant of this address."))
    permission.demand(actor, found)
    return found


def own_plant(code: str, actor: Actor) -> tuple[Site, Plant]:
    """The plant of that code with what it consists of, if the actor may see it."""
    found = own_site(code, actor)
    try:
        return found, plant_of(code)
    except LookupError as missing:
        raise Http404(_("This plant is not set up yet.")) from missing


@dataclass(frozen=True)
class Here:
    """A plant that a page is about."""

    site: Site
    plant: Plant

    @classmethod
    def asked(cls, request: HttpRequest, code: str) -> Self:
        """The plant of an address, if the actor may see it."""
        return cls(*own_plant(code, actor_of(request)))

    @property
    def called(self) -> Called:
        return Called(self.plant)

    @property
    def code(self) -> str:
        return self.site.code

    def framed(self, route: str, *crumbs: Crumb) -> dict[str, Any]:
        """What every page's template needs."""
        return {"site": self.site, "tabs": tabs_of(self.code, route), "crumbs": crumbs_of(self.site, *crumbs)}


def tabs_of(code: str, route: str) -> list[Tab]:
    """The leading pages of a plant, that of `route` marked."""
    return [Tab(page.label, reverse(page.route, args=[code]), page.route == route) for page in _listed(leads=True)]


def further_pages(code: str) -> list[Tab]:
    """The pages that do not lead."""
    return [Tab(page.label, reverse(page.route, args=[code])) for page in _listed(leads=False)]


def crumbs_of(found: Site, *last: Crumb) -> list[Crumb]:
    """Where a page of the plant stands."""
    home = reverse("boards:owner", args=[found.code])
    return [Crumb(_("Plants"), reverse("boards:sites")), Crumb(found.name, home if last else ""), *last]


def _listed(*, leads: bool) -> list[_Page]:
    return sorted(page for page in _PAGES.values() if page.leads is leads)
