"""Assets in the search: by what they are, their label, maker, serial number and firm."""

from typing import Final

from django.urls import reverse

from dure.foundation.search.actions import index
from dure.journey.assets.models import Asset

KIND: Final = "asset"


def make_findable(asset: Asset) -> None:
    """Write or renew the entry of an asset; its agreement, firm and city come with it."""
    agreement = asset.agreement
    index(
        asset,
        kind=KIND,
        title=asset.item,
        subtitle=f"{asset.label} · {agreement.firm.name}",
        url=reverse("assets:asset", args=[asset.pk]),
        words=(asset.maker, asset.serial),
        programme_id=agreement.programme_id,
    )


def index_all() -> None:
    """Every asset, as after a restore."""
    for asset in Asset.objects.select_related("agreement__firm").order_by("pk").iterator(chunk_size=500):
        make_findable(asset)
