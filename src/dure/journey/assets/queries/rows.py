"""Assets one by one and as lists."""

from django.db.models import QuerySet

from dure.foundation.access.actor import Actor
from dure.journey.assets.access import LIST_ASSETS, OWN_ASSETS, VIEW_PART
from dure.journey.assets.models import Asset, Disposal, Sighting

RELATED = (
    "agreement__programme__operator", "agreement__firm", "agreement__city", "agreement__application", "place__city",
)  # fmt: skip


def asset(asset_id: int) -> Asset:
    """An asset with what a page names beside it; raises ``Asset.DoesNotExist``."""
    return Asset.objects.select_related(*RELATED).get(pk=asset_id)


def asset_by_label(label: str) -> Asset:
    """The asset whose label was scanned or typed; raises ``Asset.DoesNotExist``."""
    return Asset.objects.select_related(*RELATED).get(label=label.strip().upper())


def assets_of(agreement_id: int) -> QuerySet[Asset]:
    """What one project bought, by number, the disposed of too. Ask first whether the reader sees the agreement."""
    return Asset.objects.select_related(*RELATED).filter(agreement_id=agreement_id).order_by("number")


def register(actor: Actor) -> QuerySet[Asset]:
    """The register of important assets (중요재산 대장) within the actor's sight."""
    return LIST_ASSETS.rows(actor, Asset.objects.select_related(*RELATED))


def mine(actor: Actor) -> QuerySet[Asset]:
    """The assets of the actor's own firms."""
    return OWN_ASSETS.rows(actor, Asset.objects.select_related(*RELATED))


def sightings_of(asset_id: int) -> list[Sighting]:
    """Who saw an asset and when, the latest first."""
    return list(Sighting.objects.filter(asset_id=asset_id).select_related("by").order_by("-at", "-pk"))


def disposal(disposal_id: int) -> Disposal:
    """A request with its asset; raises ``Disposal.DoesNotExist``."""
    related = [f"asset__{each}" for each in RELATED]
    rows = Disposal.objects.select_related(*related, "to_place__city", "asked_by", "decided_by")
    return rows.get(pk=disposal_id)


def disposals_of(actor: Actor) -> QuerySet[Disposal]:
    """The requests within the actor's sight."""
    rows = Disposal.objects.select_related("asset__agreement__firm", "asset__agreement__city", "to_place__city")
    return VIEW_PART.rows(actor, rows)
