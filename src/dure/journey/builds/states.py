"""What a milestone, a deliverable, a progress report, a check, a finding, a ticket and an objection may become."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.foundation.access.actor import STAFF, Role
from dure.foundation.workflow.table import Table, Transition, register_table

FIRM = frozenset({Role.FIRM})
SUPPLIER = frozenset({Role.SUPPLIER})
PROJECT = FIRM | SUPPLIER


class MilestoneState(TextChoices):
    AHEAD = "ahead", pgettext_lazy("state of a milestone", "Ahead")
    REACHED = "reached", pgettext_lazy("state of a milestone", "Reached")
    CONFIRMED = "confirmed", pgettext_lazy("state of a milestone", "Confirmed")
    DROPPED = "dropped", pgettext_lazy("state of a milestone", "Dropped")


class DeliverableState(TextChoices):
    DUE = "due", pgettext_lazy("state of a deliverable", "To be handed in")
    HANDED_IN = "handed_in", pgettext_lazy("state of a deliverable", "Handed in")
    ACCEPTED = "accepted", pgettext_lazy("state of a deliverable", "Accepted")


class ReportState(TextChoices):
    HANDED_IN = "handed_in", pgettext_lazy("state of a progress report", "Handed in")
    NOTED = "noted", pgettext_lazy("state of a progress report", "Noted")


class InspectionState(TextChoices):
    PLANNED = "planned", pgettext_lazy("state of a check", "Planned")
    DONE = "done", pgettext_lazy("state of a check", "Done")
    CANCELLED = "cancelled", pgettext_lazy("state of a check", "Cancelled")


class FindingState(TextChoices):
    OPEN = "open", pgettext_lazy("state of a finding", "Open")
    PLANNED = "planned", pgettext_lazy("state of a finding", "Plan handed in")
    RESOLVED = "resolved", pgettext_lazy("state of a finding", "Resolved, to be checked")
    CONFIRMED = "confirmed", pgettext_lazy("state of a finding", "Confirmed")


class TicketState(TextChoices):
    OPEN = "open", pgettext_lazy("state of a ticket", "Reported")
    ANSWERED = "answered", pgettext_lazy("state of a ticket", "Answered")
    SOLVED = "solved", pgettext_lazy("state of a ticket", "Solved")
    CLOSED = "closed", pgettext_lazy("state of a ticket", "Closed by the firm")


class ObjectionState(TextChoices):
    FILED = "filed", pgettext_lazy("state of an objection", "Filed")
    UPHELD = "upheld", pgettext_lazy("state of an objection", "Upheld")
    DISMISSED = "dismissed", pgettext_lazy("state of an objection", "Dismissed")


def _table(model: str, title: str, states: type[TextChoices], initial: str, *transitions: Transition) -> Table:
    return register_table(
        Table(model=f"builds.{model}", title=title, states=states, initial=initial, transitions=transitions)
    )


_M, _D, _I, _F, _T, _O = MilestoneState, DeliverableState, InspectionState, FindingState, TicketState, ObjectionState

MILESTONE_TABLE = _table(
    "Milestone",
    "Milestone",
    MilestoneState,
    _M.AHEAD,
    Transition("reach", (_M.AHEAD,), _M.REACHED, STAFF | PROJECT, _("Report as reached")),
    Transition("confirm", (_M.REACHED,), _M.CONFIRMED, STAFF, _("Confirm")),
    Transition("give_back", (_M.REACHED, _M.CONFIRMED), _M.AHEAD, STAFF, _("Give back"), needs_reason=True),
    Transition("drop", (_M.AHEAD,), _M.DROPPED, STAFF, _("Leave out"), needs_reason=True),
)
DELIVERABLE_TABLE = _table(
    "Deliverable",
    "Deliverable",
    DeliverableState,
    _D.DUE,
    Transition("hand_in", (_D.DUE,), _D.HANDED_IN, STAFF | PROJECT, _("Hand in")),
    Transition("accept", (_D.HANDED_IN,), _D.ACCEPTED, STAFF | FIRM, _("Accept")),
    Transition("give_back", (_D.HANDED_IN, _D.ACCEPTED), _D.DUE, STAFF | FIRM, _("Give back"), needs_reason=True),
)
REPORT_TABLE = _table(
    "ProgressReport",
    "Progress report",
    ReportState,
    ReportState.HANDED_IN,
    Transition("note", (ReportState.HANDED_IN,), ReportState.NOTED, STAFF, _("Mark as read")),
)
INSPECTION_TABLE = _table(
    "Inspection",
    "Check or technical supervision",
    InspectionState,
    _I.PLANNED,
    Transition("write", (_I.PLANNED,), _I.DONE, STAFF, _("Write up")),
    Transition("cancel", (_I.PLANNED,), _I.CANCELLED, STAFF, _("Cancel"), needs_reason=True),
)
FINDING_TABLE = _table(
    "Finding",
    "Finding",
    FindingState,
    _F.OPEN,
    Transition("plan", (_F.OPEN,), _F.PLANNED, STAFF | PROJECT, _("Hand in a plan")),
    Transition("resolve", (_F.OPEN, _F.PLANNED), _F.RESOLVED, STAFF | PROJECT, _("Report the result")),
    Transition("confirm", (_F.RESOLVED,), _F.CONFIRMED, STAFF, _("Confirm")),
    Transition("reopen", (_F.RESOLVED, _F.CONFIRMED), _F.OPEN, STAFF, _("Open again"), needs_reason=True),
)
TICKET_TABLE = _table(
    "Ticket",
    "After-service ticket",
    TicketState,
    _T.OPEN,
    Transition("answer", (_T.OPEN,), _T.ANSWERED, SUPPLIER | STAFF, _("Answer")),
    Transition("solve", (_T.OPEN, _T.ANSWERED), _T.SOLVED, SUPPLIER | STAFF, _("Report as solved")),
    Transition("close", (_T.SOLVED, _T.ANSWERED, _T.OPEN), _T.CLOSED, FIRM | STAFF, _("Close")),
    Transition("reopen", (_T.SOLVED, _T.CLOSED), _T.OPEN, FIRM | STAFF, _("Open again"), needs_reason=True),
)
OBJECTION_TABLE = _table(
    "Objection",
    "Objection to the track record",
    ObjectionState,
    _O.FILED,
    Transition("uphold", (_O.FILED,), _O.UPHELD, STAFF, _("Uphold"), needs_reason=True),
    Transition("dismiss", (_O.FILED,), _O.DISMISSED, STAFF, _("Dismiss"), needs_reason=True),
)
