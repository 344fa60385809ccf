"""What taking a filled form is called in the ledger."""

from typing import Final

from django.utils.translation import gettext_lazy as _

ACTIONS: Final = {"entry.take_sheet": _("Excel form of a plant taken")}
