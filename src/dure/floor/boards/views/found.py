"""What the pages of a plant have in common: whose it is, which days are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from dure.engine.floor.plant import Plant
from dure.floor.boards.queries.day import working_day
from dure.floor.boards.queries.records import day_or
from dure.floor.plant.frame import crumbs_of, own_plant, tabs_of
from dure.floor.plant.models import Site
from dure.floor.plant.names import Called
from dure.foundation.access.routes import actor_of
from dure.foundation.installation.clock import now
from dure.foundation.interface.parts import Crumb

# A quarter for pages that read the records themselves; a year for figures.
MOST_DAYS: Final = 92
MOST_DAYS_OF_FIGURES: Final = 366


@dataclass(frozen=True)
class Here:
    """A plant that a page is about."""

    site: Site
    plant: Plant

    @property
    def called(self) -> Called:
        return Called(self.plant)

    @property
    def code(self) -> str:
        return self.site.code

    @property
    def today(self) -> date:
        return working_day(self.plant, now())

    def context(self, route: str, title: str | Promise) -> dict[str, Any]:
        """What every page's template needs."""
        last = [] if route == "boards:owner" else [Crumb(title)]
        return {"site": self.site, "tabs": tabs_of(self.code, route), "crumbs": crumbs_of(self.site, *last)}

    def records_url(self, first: date, last: date, **wanted: str) -> str:
        """Where the records behind a figure stand."""
        told = {"from": first.isoformat(), "to": last.isoformat(), **wanted}
        return f"{reverse('boards:raw', args=[self.code])}?{urlencode(told)}"


def here(request: HttpRequest, code: str) -> Here:
    """The plant of an address, if the actor may see it."""
    return Here(*own_plant(code, actor_of(request)))


def day_asked(request: HttpRequest, otherwise: date) -> date:
    """The day named in the address, never one to come."""
    return min(day_or(request.GET.get("day", ""), otherwise), otherwise)


def span_asked(request: HttpRequest, today: date, length: int, most: int = MOST_DAYS) -> tuple[date, date]:
    """The span named in the address, else the last days up to today; of a longer one its last days."""
    last = min(day_or(request.GET.get("to", ""), today), today)
    first = min(day_or(request.GET.get("from", ""), last - timedelta(days=length - 1)), last)
    return max(first, last - timedelta(days=most - 1)), last
