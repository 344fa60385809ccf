"""What the acts about devices and badges are called in the ledger."""

from typing import Final

from django.utils.translation import gettext_lazy as _

ACTIONS: Final = {
    "entry.add_device": _("Tablet or phone added"),
    "entry.change_device": _("Tablet or phone changed"),
    "entry.issue_code": _("Connection code issued for a tablet or phone"),
    "entry.pair_device": _("Tablet or phone connected"),
    "entry.revoke_device": _("Tablet or phone disconnected"),
    "entry.add_badge": _("Badge added"),
    "entry.revoke_badge": _("Badge withdrawn"),
}
