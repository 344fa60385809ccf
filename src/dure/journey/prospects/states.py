"""What an interest form and a visit may become."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.foundation.access.actor import STAFF, Role
from dure.foundation.workflow.table import Table, Transition, register_table

VISITORS = frozenset({Role.OPERATOR, Role.FORUM, Role.MENTOR})


class InterestState(TextChoices):
    RECEIVED = "received", _("Received")
    VISIT_PLANNED = "visit_planned", _("Visit planned")
    VISITED = "visited", _("Visited")
    APPLIED = "applied", _("Applied")
    DUPLICATE = "duplicate", _("Duplicate")
    WITHDRAWN = "withdrawn", pgettext_lazy("interest form", "Withdrawn")


class VisitState(TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


_LIVE = (InterestState.RECEIVED, InterestState.VISIT_PLANNED, InterestState.VISITED)

INTEREST_TABLE = register_table(
    Table(
        model="prospects.Interest",
        title="Interest form",
        states=InterestState,
        initial=InterestState.RECEIVED,
        transitions=(
            Transition(
                "plan_visit",
                (InterestState.RECEIVED, InterestState.VISITED),
                InterestState.VISIT_PLANNED,
                STAFF,
                _("Plan a visit"),
            ),
            Transition(
                "unplan_visit", (InterestState.VISIT_PLANNED,), InterestState.RECEIVED, VISITORS, _("Cancel the visit")
            ),
            Transition(
                "visit", (InterestState.VISIT_PLANNED,), InterestState.VISITED, VISITORS, _("Write up the visit")
            ),
            Transition("apply", _LIVE, InterestState.APPLIED, STAFF | {Role.FIRM}, _("Becomes the application")),
            Transition(
                "mark_duplicate", _LIVE, InterestState.DUPLICATE, STAFF, _("Mark as duplicate"), needs_reason=True
            ),
            Transition(
                "withdraw", _LIVE, InterestState.WITHDRAWN, STAFF | {Role.FIRM}, _("Withdraw"), needs_reason=True
            ),
            Transition(
                "restore",
                (InterestState.DUPLICATE, InterestState.WITHDRAWN),
                InterestState.RECEIVED,
                STAFF,
                _("Restore"),
                needs_reason=True,
            ),
        ),
    )
)

VISIT_TABLE = register_table(
    Table(
        model="prospects.Visit",
        title="Preliminary visit",
        states=VisitState,
        initial=VisitState.PLANNED,
        transitions=(
            Transition("hold", (VisitState.PLANNED,), VisitState.HELD, VISITORS, _("Write up")),
            Transition("cancel", (VisitState.PLANNED,), VisitState.CANCELLED, VISITORS, _("Cancel"), needs_reason=True),
        ),
    )
)
