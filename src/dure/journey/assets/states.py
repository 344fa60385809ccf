"""What an asset and a request about it may become."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.foundation.access.actor import STAFF, Role
from dure.foundation.workflow.table import Table, Transition, register_table

APPROVER = frozenset({Role.APPROVER})
FIRM = frozenset({Role.FIRM})


class AssetState(TextChoices):
    IN_USE = "in_use", pgettext_lazy("state of an asset", "In use")
    MISSING = "missing", pgettext_lazy("state of an asset", "Not found")
    DISPOSED = "disposed", pgettext_lazy("state of an asset", "Disposed of")


class DisposalState(TextChoices):
    ASKED = "asked", pgettext_lazy("state of a request about an asset", "Asked for")
    APPROVED = "approved", pgettext_lazy("state of a request about an asset", "Approved")
    REFUSED = "refused", pgettext_lazy("state of a request about an asset", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a request about an asset", "Withdrawn")


_A, _D = AssetState, DisposalState

ASSET_TABLE = register_table(
    Table(
        model="assets.Asset",
        title="Asset",
        states=AssetState,
        initial=_A.IN_USE,
        transitions=(
            Transition("miss", (_A.IN_USE,), _A.MISSING, STAFF | FIRM, _("Record as not found"), needs_reason=True),
            Transition("find", (_A.MISSING,), _A.IN_USE, STAFF | FIRM, _("Record as found")),
            Transition("dispose", (_A.IN_USE, _A.MISSING), _A.DISPOSED, APPROVER, _("Record as disposed of")),
        ),
    )
)

DISPOSAL_TABLE = register_table(
    Table(
        model="assets.Disposal",
        title="Moving or disposing of an asset",
        states=DisposalState,
        initial=_D.ASKED,
        transitions=(
            Transition("approve", (_D.ASKED,), _D.APPROVED, APPROVER, _("Approve")),
            Transition("refuse", (_D.ASKED,), _D.REFUSED, APPROVER, _("Do not approve"), needs_reason=True),
            Transition("withdraw", (_D.ASKED,), _D.WITHDRAWN, STAFF | FIRM, _("Withdraw")),
        ),
    )
)
