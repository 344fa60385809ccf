"""What a phase, an assignment and a score sheet may become."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.foundation.access.actor import STAFF, Role
from dure.foundation.workflow.table import Table, Transition, register_table

ASSESSOR = frozenset({Role.ASSESSOR})


class PhaseState(TextChoices):
    ASSIGNING = "assigning", _("Assigning assessors")
    SCORING = "scoring", pgettext_lazy("evaluation", "Scoring")
    DISCUSSING = "discussing", _("Scores open to the panel")
    CLOSED = "closed", pgettext_lazy("evaluation", "Closed")


class AssignmentState(TextChoices):
    ASSIGNED = "assigned", _("Assigned")
    REMOVED = "removed", _("Taken off")


class SheetState(TextChoices):
    OPEN = "open", _("Being scored")
    SIGNED = "signed", _("Signed")
    WRITTEN_OFF = "written_off", _("Written off")


PHASE_TABLE = register_table(
    Table(
        model="evaluation.Phase",
        title="Evaluation step",
        states=PhaseState,
        initial=PhaseState.ASSIGNING,
        transitions=(
            Transition("begin", (PhaseState.ASSIGNING,), PhaseState.SCORING, STAFF, _("Begin scoring")),
            Transition(
                "open_to_panel", (PhaseState.SCORING,), PhaseState.DISCUSSING, STAFF, _("Open the scores to the panel")
            ),
            Transition("close", (PhaseState.SCORING, PhaseState.DISCUSSING), PhaseState.CLOSED, STAFF, _("Close")),
            Transition(
                "reopen",
                (PhaseState.CLOSED, PhaseState.DISCUSSING),
                PhaseState.SCORING,
                STAFF,
                _("Reopen"),
                needs_reason=True,
            ),
        ),
    )
)

ASSIGNMENT_TABLE = register_table(
    Table(
        model="evaluation.Assignment",
        title="Assignment of an assessor",
        states=AssignmentState,
        initial=AssignmentState.ASSIGNED,
        transitions=(
            Transition(
                "remove",
                (AssignmentState.ASSIGNED,),
                AssignmentState.REMOVED,
                STAFF | ASSESSOR,
                _("Take off"),
                needs_reason=True,
            ),
            Transition(
                "restore", (AssignmentState.REMOVED,), AssignmentState.ASSIGNED, STAFF, _("Put back"), needs_reason=True
            ),
        ),
    )
)

SHEET_TABLE = register_table(
    Table(
        model="evaluation.ScoreSheet",
        title="Score sheet",
        states=SheetState,
        initial=SheetState.OPEN,
        transitions=(
            Transition("sign", (SheetState.OPEN,), SheetState.SIGNED, ASSESSOR, _("Sign")),
            Transition("reopen", (SheetState.SIGNED,), SheetState.OPEN, STAFF, _("Reopen"), needs_reason=True),
            Transition(
                "write_off", (SheetState.OPEN,), SheetState.WRITTEN_OFF, STAFF, _("Write off"), needs_reason=True
            ),
            Transition(
                "reinstate", (SheetState.WRITTEN_OFF,), SheetState.OPEN, STAFF, _("Ask for it again"), needs_reason=True
            ),
        ),
    )
)
