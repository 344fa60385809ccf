"""What every action on an asset begins with: its row locked, and whether it is still there."""

from django.utils.translation import gettext as _

from dure.foundation.access.verdict import ActionRefused
from dure.journey.assets.models import Asset
from dure.journey.assets.states import AssetState

_RELATED = ("agreement__programme", "agreement__firm", "agreement__city", "agreement__application", "place__city")


def locked(asset_id: int) -> Asset:
    """The asset, locked until the act ends: whoever decides on it waits for the one before."""
    return Asset.objects.select_for_update(of=("self",)).select_related(*_RELATED).get(pk=asset_id)


def still_there(asset_id: int) -> Asset:
    """The same, of an asset that was not disposed of."""
    asset = locked(asset_id)
    if asset.status == AssetState.DISPOSED:
        raise ActionRefused(_("This asset was disposed of; its entry stays as it is."))
    return asset
