"""Files of an asset: its photo and proofs, the photos of those who saw it, and what speaks for a request."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import Refused, Verdict
from dure.foundation.documents.registry import DocumentKind, Owner, Subject
from dure.journey.assets.access import ASK_DISPOSAL, SEE_ASSET
from dure.journey.assets.models import Asset, Disposal, Sighting
from dure.journey.assets.states import AssetState, DisposalState

PHOTO: Final = "asset_photo"
SIGHTING_PHOTO: Final = "sighting_photo"


def _kinds(*kinds: tuple[str, str | Promise]) -> Sequence[DocumentKind]:
    return [DocumentKind(code, label) for code, label in kinds]


def _asset_of(row: Any) -> Asset:
    asset: Asset = row if isinstance(row, Asset) else row.asset
    return asset


def _owner(row: Any) -> Owner:
    agreement = _asset_of(row).agreement
    return Owner(agreement.firm_id, agreement.programme_id)


def _chain(row: Any) -> str:
    return _asset_of(row).agreement.programme.chain


def _while_kept(actor: Actor, row: Asset, _at: datetime) -> Verdict:
    if row.status == AssetState.DISPOSED:
        return Refused(_t("This asset was disposed of; its entry stays as it is."))
    return SEE_ASSET.ask(actor, row)


def _never(_actor: Actor, _row: Sighting, _at: datetime) -> Verdict:
    return Refused(_t("A photo comes with the sighting itself. See the asset again to add another."))


def _while_asked(actor: Actor, row: Disposal, _at: datetime) -> Verdict:
    if row.status != DisposalState.ASKED:
        return Refused(_t("This request is closed; its papers stay as they are."))
    return ASK_DISPOSAL.ask(actor, row.asset)


SUBJECTS: Final[dict[type[Model], Subject]] = {
    Asset: Subject(
        kinds=lambda _row: _kinds((PHOTO, _("Photo of the asset")), ("asset_proof", _("Invoice or delivery note"))),
        chain=_chain,
        url=lambda row: reverse("assets:asset", args=[row.pk]),
        owner=_owner,
        attach=_while_kept,
    ),
    Sighting: Subject(
        kinds=lambda _row: _kinds((SIGHTING_PHOTO, _("Photo of the sighting"))),
        chain=_chain,
        url=lambda row: reverse("assets:asset", args=[row.asset_id]),
        owner=_owner,
        attach=_never,
    ),
    Disposal: Subject(
        kinds=lambda _row: _kinds(
            ("disposal_proof", _("Contract of sale or estimate")), ("disposal_photo", _("Photo of the asset"))
        ),
        chain=_chain,
        url=lambda row: reverse("assets:disposal", args=[row.pk]),
        owner=_owner,
        attach=_while_asked,
    ),
}
