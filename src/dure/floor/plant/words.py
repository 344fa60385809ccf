"""What the plant's acts are called in the ledger."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "plant.save": _("Plant set up or changed"),
    "plant.share": _("Figures of a plant shared"),
    "plant.end_sharing": _("Sharing of a plant's figures ended"),
}
