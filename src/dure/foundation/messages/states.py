"""What may become of a batch of letters."""

from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Role
from dure.foundation.messages.models import BatchStatus
from dure.foundation.workflow.table import Table, Transition, register_table

SENDERS = frozenset({Role.OPERATOR, Role.APPROVER})

TABLE = register_table(
    Table(
        model="dure_messages.Batch",
        title="Letters",
        states=BatchStatus,
        initial=BatchStatus.DRAFTING,
        transitions=(
            Transition("release", (BatchStatus.DRAFTING,), BatchStatus.RELEASED, SENDERS, _("Send the letters")),
            Transition("drop", (BatchStatus.DRAFTING,), BatchStatus.DROPPED, SENDERS, _("Drop the letters"), True),
        ),
    )
)
