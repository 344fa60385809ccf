"""What this app's acts are called in the ledger."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "lots.begin_recall": _("Mock recall begun"),
    "lots.finish_recall": _("Mock recall finished"),
}
