"""What the acts about systems are called in the ledger."""

from typing import Final

from django.utils.translation import gettext_lazy as _

ACTIONS: Final = {
    "entry.make_source": _("Token given to a system that tells events"),
    "entry.revoke_source": _("Token of a system revoked"),
}
