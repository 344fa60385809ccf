"""What is printed on the label of an asset."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from dure.foundation.messages.actions.sending import absolute
from dure.journey.assets.models import Asset


@dataclass(frozen=True)
class LabelFacts:
    """One label: ``address`` is what its QR code holds."""

    label: str
    item: str
    serial: str
    firm: str
    programme: str
    operator: str
    address: str


def labels_of(assets: Iterable[Asset]) -> list[LabelFacts]:
    """The labels of assets, in their order."""
    return [_label(each) for each in assets]


def _label(asset: Asset) -> LabelFacts:
    programme = asset.agreement.programme
    return LabelFacts(
        label=asset.label,
        item=asset.item,
        serial=asset.serial,
        firm=asset.agreement.firm.name,
        programme=programme.name_ko,
        operator=programme.operator.name,
        address=absolute(reverse("assets:scanned", args=[asset.label])),
    )
