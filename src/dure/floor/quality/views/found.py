"""Which plant, which point and which day a page is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dure.engine.floor.plant import Ccp
from dure.floor.plant import frame
from dure.floor.quality.models import Deviation
from dure.foundation.installation.clock import now
from dure.foundation.interface.parts import Crumb


@dataclass(frozen=True)
class Here(frame.Here):
    """With its local day, and the names of its points."""

    @property
    def today(self) -> date:
        return now().astimezone(self.plant.timezone).date()

    def name(self, ccp: Ccp) -> str:
        """The point as its firm calls it."""
        return self.called.check(ccp.id)

    def record_url(self, ccp: str, day: date, route: str = "quality:record") -> str:
        asked = urlencode({"ccp": ccp, "day": day.isoformat()})
        return f"{reverse(route, args=[self.site.code])}?{asked}"

    def context(self, route: str, *crumbs: Crumb) -> dict[str, Any]:
        return self.framed(route, *crumbs)

    def haccp_crumb(self, title: str | Promise) -> tuple[Crumb, Crumb]:
        return Crumb(_("HACCP"), reverse("quality:haccp", args=[self.site.code])), Crumb(title)


def here(request: HttpRequest, code: str) -> Here:
    """The plant of an address, if the actor may see it."""
    return Here.asked(request, code)


def point_asked(request: HttpRequest, place: Here) -> Ccp:
    """The point named in the address or the form."""
    found = place.plant.ccps.get(request.GET.get("ccp", "") or request.POST.get("ccp", ""))
    if found is None:
        raise Http404(_("The plant has no such critical control point."))
    return found


def day_asked(request: HttpRequest, place: Here) -> date:
    """The day named in the address or the form, never one to come; today where none is."""
    try:
        asked = date.fromisoformat(request.GET.get("day", "") or request.POST.get("day", ""))
    except ValueError:
        return place.today
    return min(asked, place.today)


def deviation_of(place: Here, pk: int) -> Deviation:
    """A deviation of this plant."""
    found = Deviation.objects.filter(site=place.site, pk=pk).first()
    if found is None:
        raise Http404(_("There is no such deviation."))
    return found
