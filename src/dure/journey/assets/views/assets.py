"""One asset: what it is, who paid, who saw it, what was asked about it, and its trail."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.documents.queries import attachments, of_rows
from dure.foundation.installation.clock import now
from dure.foundation.interface.context import is_about
from dure.foundation.interface.formats import day, won
from dure.foundation.interface.parts import Crumb, Fact
from dure.foundation.ledger.queries import trail
from dure.journey.assets import queries
from dure.journey.assets.access import ASK_DISPOSAL, SEE_ASSET, VIEW_ASSET
from dure.journey.assets.models import Asset, Sighting
from dure.journey.assets.states import AssetState
from dure.journey.assets.views import found
from dure.journey.assets.views.lists import state_of, state_of_request


@needs(VIEW_ASSET)
@require_GET
def show_asset(request: HttpRequest, asset_id: int) -> HttpResponse:
    """The asset's page."""
    actor = actor_of(request)
    row = found.asset(asset_id, actor)
    is_about(request, row.agreement.programme)
    sightings = queries.sightings_of(row.pk)
    disposals = list(row.disposals.select_related("to_place__city").order_by("-asked_at", "-pk"))
    is_kept = row.status != AssetState.DISPOSED
    context = {
        "asset": row,
        "state": state_of(row),
        "facts": _facts(row),
        "payers": _payers(row),
        "sightings": _with_photos(sightings),
        "disposals": [(each, state_of_request(each)) for each in disposals],
        "may_see": is_kept and bool(SEE_ASSET.ask(actor, row)),
        "may_ask": is_kept and bool(ASK_DISPOSAL.ask(actor, row)) and all(each.status != "asked" for each in disposals),
        "is_missing": row.status == AssetState.MISSING,
        "attachments": attachments(row, by=actor, at=now()),
        "trail": trail(row, *sightings, *disposals),
        "crumbs": found.crumbs(request, row.agreement, Crumb(row.label)),
    }
    return render(request, "assets/asset.html", context)


def _facts(row: Asset) -> list[Fact]:
    agreement = row.agreement
    return [
        Fact(_("Label"), row.label),
        Fact(_("Maker"), row.maker or "–"),
        Fact(_("Serial number"), row.serial or "–"),
        Fact(_("Place of business"), f"{row.place.name} {row.spot}".strip(), note=row.place.city.name),
        Fact(_("Firm"), agreement.firm.name),
        Fact(_("Agreement"), agreement.number, url=reverse("agreements:agreement", args=[agreement.pk])),
        Fact(_("Bought on"), day(row.bought_on)),
        Fact(_("Restricted until"), day(row.restricted_until)),
        Fact(_("Last seen"), day(row.last_seen_on) if row.last_seen_on else _("Never seen")),
        Fact(_("To be seen by"), day(row.see_by) if row.see_by else "–"),
    ]


def _payers(row: Asset) -> list[tuple[str, str]]:
    city = row.agreement.city.name
    parts = [
        (_("Province"), row.province_won), (city, row.city_won), (_("Partner company"), row.partner_won),
        (_("Firm"), row.firm_won),
    ]  # fmt: skip
    return [(name, won(amount)) for name, amount in parts if amount]


def _with_photos(sightings: list[Sighting]) -> list[tuple[Sighting, list[int]]]:
    photos = of_rows("assets.sighting", [each.pk for each in sightings])
    by_row: dict[str, list[int]] = {}
    for photo in photos:
        by_row.setdefault(photo.row_id, []).append(photo.pk)
    return [(each, by_row.get(str(each.pk), [])) for each in sightings]
