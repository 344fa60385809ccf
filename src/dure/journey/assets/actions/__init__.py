"""What may be done with assets: the door other rooms use."""

from dure.journey.assets.actions.disposing import ask_disposal, decide_disposal, refuse_disposal, withdraw_disposal
from dure.journey.assets.actions.following import flag_assets, follow_agreement
from dure.journey.assets.actions.registering import Bought, register_asset
from dure.journey.assets.actions.sighting import miss_asset, see_asset

__all__ = [
    "Bought",
    "ask_disposal",
    "decide_disposal",
    "flag_assets",
    "follow_agreement",
    "miss_asset",
    "refuse_disposal",
    "register_asset",
    "see_asset",
    "withdraw_disposal",
]
