"""The words of assets in the ledger and in reminders."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from dure.journey.assets.actions import duties

ACTIONS: Final = {
    "assets.register_asset": _("Asset registered"),
    "assets.see_asset": _("Asset seen"),
    "assets.miss_asset": _("Asset recorded as not found"),
    "assets.ask_disposal": _("Asked to move, sell or scrap an asset"),
    "assets.decide_disposal": _("Request about an asset approved"),
    "assets.refuse_disposal": _("Request about an asset refused"),
    "assets.withdraw_disposal": _("Request about an asset withdrawn"),
    "assets.follow_agreement": _("Restriction of assets moved with the agreement"),
    "assets.flag_assets": _("Assets of an ended agreement flagged"),
}
DEADLINES: Final = {
    duties.SEE_ASSET: (_("See the asset and take its photo"), "assets:asset"),
    duties.DECIDE_DISPOSAL: (_("Decide what becomes of the asset"), "assets:disposal"),
}
