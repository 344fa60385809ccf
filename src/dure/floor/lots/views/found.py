"""What the pages of lots have in common."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dure.floor.lots.queries import LotFacts
from dure.floor.plant.frame import crumbs_of, tabs_of
from dure.floor.plant.models import Site
from dure.floor.plant.names import quantity
from dure.foundation.interface.parts import Crumb


def context_of(site: Site, route: str, *last: Crumb) -> dict[str, Any]:
    lots = Crumb(_("Lots"), reverse("lots:list", args=[site.code]) if last else "")
    return {"site": site, "tabs": tabs_of(site.code, route), "crumbs": crumbs_of(site, lots, *last)}


def amount_of(found: LotFacts) -> str:
    """What came out under the lot's code; of a bought one, what was used of it."""
    return " · ".join(quantity(round(number, 3), unit) for number, unit in found.made or found.used)


def left_of(found: LotFacts) -> str:
    """What must still be there, or was sold; empty for a bought lot, of which only the use is told."""
    return " · ".join(quantity(round(number, 3), unit) for number, unit in found.left)


def lot_url(site: Site, lot: str) -> str:
    return reverse("lots:lot", args=[site.code, lot])
