"""What correcting a record is called in the ledger."""

from typing import Final

from django.utils.translation import gettext_lazy as _

ACTIONS: Final = {
    "entry.correct_record": _("Record of a plant corrected"),
    "entry.take_back_record": _("Record of a plant taken back"),
    "entry.undo_correction": _("Correction of a plant's record undone"),
}
