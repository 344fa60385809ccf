"""What a cost calculation, an agreement, a memorandum, a start, a change and an ending may become."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.foundation.access.actor import STAFF, Role
from dure.foundation.workflow.table import Table, Transition, register_table

APPROVER = frozenset({Role.APPROVER})
FIRM = frozenset({Role.FIRM})


class ReviewState(TextChoices):
    OPEN = "open", pgettext_lazy("state of a cost calculation", "Under calculation")
    ACCEPTED = "accepted", pgettext_lazy("state of a cost calculation", "Cost accepted")


class AgreementState(TextChoices):
    PREPARING = "preparing", _("Being prepared")
    SIGNING = "signing", _("Being signed")
    IN_FORCE = "in_force", pgettext_lazy("state of an agreement", "In force")
    STARTED = "started", pgettext_lazy("state of an agreement", "Started")
    COMPLETED = "completed", pgettext_lazy("state of an agreement", "Completed")
    SETTLED = "settled", pgettext_lazy("state of an agreement", "Settled")
    GIVEN_UP = "given_up", _("Given up midway")
    TERMINATED = "terminated", _("Terminated")
    CANCELLED = "cancelled", pgettext_lazy("state of an agreement", "Cancelled")


class MemorandumState(TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a memorandum", "Draft")
    SIGNING = "signing", pgettext_lazy("state of a memorandum", "Being signed")
    IN_FORCE = "in_force", pgettext_lazy("state of a memorandum", "In force")
    ENDED = "ended", pgettext_lazy("state of a memorandum", "Ended")


class ObligationState(TextChoices):
    OPEN = "open", pgettext_lazy("state of an obligation", "To be met")
    MET = "met", pgettext_lazy("state of an obligation", "Met")
    WAIVED = "waived", pgettext_lazy("state of an obligation", "Waived")


class StartState(TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a notice of start", "Being written")
    HANDED_IN = "handed_in", pgettext_lazy("state of a notice of start", "Handed in")
    ACCEPTED = "accepted", pgettext_lazy("state of a notice of start", "Accepted")


class ChangeState(TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a change", "Being written")
    SUBMITTED = "submitted", pgettext_lazy("state of a change", "Submitted")
    NOTED = "noted", pgettext_lazy("state of a change", "Noted")
    APPROVED = "approved", pgettext_lazy("state of a change", "Approved")
    REFUSED = "refused", pgettext_lazy("state of a change", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a change", "Withdrawn")


class EndingState(TextChoices):
    ASKED = "asked", pgettext_lazy("state of an ending", "Asked for")
    DECIDED = "decided", pgettext_lazy("state of an ending", "Decided")
    REFUSED = "refused", pgettext_lazy("state of an ending", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an ending", "Withdrawn")


_A = AgreementState
_LIVE = (_A.IN_FORCE, _A.STARTED)

REVIEW_TABLE = register_table(
    Table(
        model="agreements.CostReview",
        title="Cost calculation",
        states=ReviewState,
        initial=ReviewState.OPEN,
        transitions=(
            Transition("accept", (ReviewState.OPEN,), ReviewState.ACCEPTED, STAFF, _("Accept the cost")),
            Transition(
                "reopen", (ReviewState.ACCEPTED,), ReviewState.OPEN, STAFF, _("Calculate again"), needs_reason=True
            ),
        ),
    )
)

AGREEMENT_TABLE = register_table(
    Table(
        model="agreements.Agreement",
        title="Project agreement",
        states=AgreementState,
        initial=AgreementState.PREPARING,
        transitions=(
            Transition("send", (_A.PREPARING,), _A.SIGNING, STAFF, _("Send for signature")),
            Transition(
                "take_back", (_A.SIGNING,), _A.PREPARING, STAFF | FIRM, _("Take back from signature"), needs_reason=True
            ),
            Transition("conclude", (_A.SIGNING, _A.PREPARING), _A.IN_FORCE, STAFF, _("Conclude")),
            Transition("cancel", (_A.PREPARING,), _A.CANCELLED, STAFF, _("Cancel before signature"), needs_reason=True),
            Transition("start", (_A.IN_FORCE,), _A.STARTED, STAFF, _("Accept the start")),
            Transition("complete", (_A.STARTED,), _A.COMPLETED, STAFF, _("Record the completion")),
            Transition("resume", (_A.COMPLETED,), _A.STARTED, STAFF, _("Take the completion back"), needs_reason=True),
            Transition("settle", (_A.COMPLETED,), _A.SETTLED, STAFF, _("Close the settlement")),
            Transition("give_up", _LIVE, _A.GIVEN_UP, APPROVER, _("Accept giving up"), needs_reason=True),
            Transition("terminate", _LIVE, _A.TERMINATED, APPROVER, _("Terminate"), needs_reason=True),
        ),
    )
)

MEMORANDUM_TABLE = register_table(
    Table(
        model="agreements.Memorandum",
        title="Memorandum",
        states=MemorandumState,
        initial=MemorandumState.DRAFT,
        transitions=(
            Transition("send", (MemorandumState.DRAFT,), MemorandumState.SIGNING, STAFF, _("Send for signature")),
            Transition(
                "take_back",
                (MemorandumState.SIGNING,),
                MemorandumState.DRAFT,
                STAFF,
                _("Take back from signature"),
                needs_reason=True,
            ),
            Transition(
                "conclude",
                (MemorandumState.SIGNING, MemorandumState.DRAFT),
                MemorandumState.IN_FORCE,
                STAFF,
                _("Conclude"),
            ),
            Transition(
                "end", (MemorandumState.IN_FORCE,), MemorandumState.ENDED, APPROVER, _("End"), needs_reason=True
            ),
        ),
    )
)

OBLIGATION_TABLE = register_table(
    Table(
        model="agreements.Obligation",
        title="Obligation of the memorandum",
        states=ObligationState,
        initial=ObligationState.OPEN,
        transitions=(
            Transition("meet", (ObligationState.OPEN,), ObligationState.MET, STAFF, _("Record as met")),
            Transition(
                "waive", (ObligationState.OPEN,), ObligationState.WAIVED, APPROVER, _("Waive"), needs_reason=True
            ),
            Transition(
                "reopen",
                (ObligationState.MET, ObligationState.WAIVED),
                ObligationState.OPEN,
                STAFF,
                _("Open again"),
                needs_reason=True,
            ),
        ),
    )
)

START_TABLE = register_table(
    Table(
        model="agreements.StartNotice",
        title="Notice of start",
        states=StartState,
        initial=StartState.DRAFT,
        transitions=(
            Transition("hand_in", (StartState.DRAFT,), StartState.HANDED_IN, STAFF | FIRM, _("Hand in")),
            Transition("accept", (StartState.HANDED_IN,), StartState.ACCEPTED, STAFF, _("Accept the start")),
            Transition(
                "give_back", (StartState.HANDED_IN,), StartState.DRAFT, STAFF, _("Give back"), needs_reason=True
            ),
        ),
    )
)

CHANGE_TABLE = register_table(
    Table(
        model="agreements.Change",
        title="Amendment of the agreement",
        states=ChangeState,
        initial=ChangeState.DRAFT,
        transitions=(
            Transition("submit", (ChangeState.DRAFT,), ChangeState.SUBMITTED, STAFF | FIRM, _("Submit")),
            Transition(
                "give_back", (ChangeState.SUBMITTED,), ChangeState.DRAFT, STAFF, _("Give back"), needs_reason=True
            ),
            Transition("note", (ChangeState.SUBMITTED,), ChangeState.NOTED, STAFF, _("Take note")),
            Transition("approve", (ChangeState.SUBMITTED,), ChangeState.APPROVED, APPROVER, _("Approve")),
            Transition(
                "refuse",
                (ChangeState.SUBMITTED,),
                ChangeState.REFUSED,
                APPROVER,
                pgettext_lazy("agreement", "Refuse"),
                needs_reason=True,
            ),
            Transition(
                "withdraw",
                (ChangeState.DRAFT, ChangeState.SUBMITTED),
                ChangeState.WITHDRAWN,
                STAFF | FIRM,
                _("Withdraw"),
            ),
        ),
    )
)

ENDING_TABLE = register_table(
    Table(
        model="agreements.Ending",
        title="Ending before completion",
        states=EndingState,
        initial=EndingState.ASKED,
        transitions=(
            Transition("decide", (EndingState.ASKED,), EndingState.DECIDED, APPROVER, _("Decide the ending")),
            Transition(
                "refuse",
                (EndingState.ASKED,),
                EndingState.REFUSED,
                APPROVER,
                pgettext_lazy("agreement", "Refuse"),
                needs_reason=True,
            ),
            Transition(
                "withdraw", (EndingState.ASKED,), EndingState.WITHDRAWN, STAFF | FIRM, _("Withdraw"), needs_reason=True
            ),
        ),
    )
)
