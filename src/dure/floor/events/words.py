"""What this app's acts are called in the ledger."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {"events.keep_head": _("Head of a plant's events kept")}
