"""What becomes of a deviation at a critical control point."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.foundation.access.actor import Role
from dure.foundation.workflow.table import Table, Transition, register_table

FIRM = frozenset({Role.FIRM})


class DeviationState(TextChoices):
    HELD = "held", pgettext_lazy("state of a deviation", "Product held")
    CORRECTED = "corrected", pgettext_lazy("state of a deviation", "Corrected, to be approved")
    RELEASED = "released", pgettext_lazy("state of a deviation", "Released")
    DISCARDED = "discarded", pgettext_lazy("state of a deviation", "Thrown away")
    MISTAKEN = "mistaken", pgettext_lazy("state of a deviation", "Record was wrong")


_S = DeviationState

DEVIATION_TABLE = register_table(
    Table(
        model="quality.Deviation",
        title="Deviation at a critical control point",
        states=_S,
        initial=_S.HELD,
        transitions=(
            Transition("correct", (_S.HELD,), _S.CORRECTED, FIRM, _("Record the corrective action"), needs_reason=True),
            Transition("release", (_S.CORRECTED,), _S.RELEASED, FIRM, _("Release the product"), needs_reason=True),
            Transition("discard", (_S.HELD, _S.CORRECTED), _S.DISCARDED, FIRM, _("Throw it away"), needs_reason=True),
            Transition("return", (_S.CORRECTED,), _S.HELD, FIRM, _("Send back for more"), needs_reason=True),
            # Only the product itself: when the record that opened it was corrected into the limit, or out of it again.
            Transition("unfound", (_S.HELD,), _S.MISTAKEN, frozenset(), _("Close: the record was corrected")),
            Transition("refound", (_S.MISTAKEN,), _S.HELD, frozenset(), _("Open again: the record was corrected")),
        ),
    )
)
