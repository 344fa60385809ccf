"""What a claim, a payment, a batch, a settlement, a recovery and a signal may become."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.foundation.access.actor import STAFF, Role
from dure.foundation.workflow.table import Table, Transition, register_table

APPROVER = frozenset({Role.APPROVER})
FIRM = frozenset({Role.FIRM})
REVIEWERS = frozenset({Role.OPERATOR, Role.APPROVER, Role.ACCOUNTANT})
JUDGES = frozenset({Role.OPERATOR, Role.APPROVER, Role.AUDITOR})


class DepositState(TextChoices):
    REPORTED = "reported", pgettext_lazy("state of a deposit", "Reported by the firm")
    CONFIRMED = "confirmed", pgettext_lazy("state of a deposit", "Confirmed")
    REFUSED = "refused", pgettext_lazy("state of a deposit", "Not found in the account")


class ClaimState(TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a claim", "Being written")
    SUBMITTED = "submitted", pgettext_lazy("state of a claim", "Submitted")
    CHECKED = "checked", pgettext_lazy("state of a claim", "Checked")
    APPROVED = "approved", pgettext_lazy("state of a claim", "Approved")
    PAID = "paid", pgettext_lazy("state of a claim", "Paid")
    REJECTED = "rejected", pgettext_lazy("state of a claim", "Rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a claim", "Withdrawn")
    TAKEN = "taken", pgettext_lazy("state of a claim", "Part of the settlement")


class PaymentState(TextChoices):
    ORDERED = "ordered", pgettext_lazy("state of a payment", "To be paid")
    SENT = "sent", pgettext_lazy("state of a payment", "Sent to the bank")
    PAID = "paid", pgettext_lazy("state of a payment", "Paid")
    BOUNCED = "bounced", pgettext_lazy("state of a payment", "Bounced")
    CANCELLED = "cancelled", pgettext_lazy("state of a payment", "Cancelled")


class BatchState(TextChoices):
    OPEN = "open", pgettext_lazy("state of a payment batch", "Open")
    SENT = "sent", pgettext_lazy("state of a payment batch", "Sent")
    DONE = "done", pgettext_lazy("state of a payment batch", "Done")


class RowState(TextChoices):
    OPEN = "open", pgettext_lazy("state of an imported row", "To be matched")
    MATCHED = "matched", pgettext_lazy("state of an imported row", "Matched")
    SET_ASIDE = "set_aside", pgettext_lazy("state of an imported row", "Set aside")


class SettlementState(TextChoices):
    OPEN = "open", pgettext_lazy("state of a settlement", "To be handed in")
    HANDED_IN = "handed_in", pgettext_lazy("state of a settlement", "Handed in")
    REVIEWED = "reviewed", pgettext_lazy("state of a settlement", "Reviewed")
    DECIDED = "decided", pgettext_lazy("state of a settlement", "Decided")
    CLOSED = "closed", pgettext_lazy("state of a settlement", "Closed")


class RecoveryState(TextChoices):
    OPEN = "open", pgettext_lazy("state of a recovery", "To be collected")
    PARTLY = "partly", pgettext_lazy("state of a recovery", "Partly collected")
    COLLECTED = "collected", pgettext_lazy("state of a recovery", "Collected")
    WRITTEN_OFF = "written_off", pgettext_lazy("state of a recovery", "Written off")


class LateState(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("state of liquidated damages", "To be decided")
    CONFIRMED = "confirmed", pgettext_lazy("state of liquidated damages", "Confirmed")
    WAIVED = "waived", pgettext_lazy("state of liquidated damages", "Waived")


class SignalState(TextChoices):
    NEW = "new", pgettext_lazy("state of a signal", "To be judged")
    HARMLESS = "harmless", pgettext_lazy("state of a signal", "Explained")
    SUSPICIOUS = "suspicious", pgettext_lazy("state of a signal", "Suspicious")


def _table(model: str, title: str, states: type[TextChoices], initial: str, *transitions: Transition) -> Table:
    return register_table(
        Table(model=f"money.{model}", title=title, states=states, initial=initial, transitions=transitions)
    )


_D, _C, _P, _B, _R, _S, _V, _G = (
    DepositState,
    ClaimState,
    PaymentState,
    BatchState,
    RowState,
    SettlementState,
    RecoveryState,
    SignalState,
)

DEPOSIT_TABLE = _table(
    "Deposit",
    "Payment of the firm's cash",
    DepositState,
    _D.REPORTED,
    Transition("confirm", (_D.REPORTED,), _D.CONFIRMED, STAFF, _("Confirm")),
    Transition("refuse", (_D.REPORTED,), _D.REFUSED, STAFF, _("Not found"), needs_reason=True),
)
CLAIM_TABLE = _table(
    "Claim",
    "Payment claim",
    ClaimState,
    _C.DRAFT,
    Transition("submit", (_C.DRAFT,), _C.SUBMITTED, STAFF | FIRM, _("Submit")),
    Transition("check", (_C.SUBMITTED,), _C.CHECKED, STAFF, _("Record as checked")),
    Transition("give_back", (_C.SUBMITTED, _C.CHECKED), _C.DRAFT, STAFF, _("Give back"), needs_reason=True),
    Transition("approve", (_C.CHECKED,), _C.APPROVED, APPROVER, _("Approve")),
    Transition("reject", (_C.SUBMITTED, _C.CHECKED), _C.REJECTED, APPROVER, _("Reject"), needs_reason=True),
    Transition("withdraw", (_C.DRAFT, _C.SUBMITTED), _C.WITHDRAWN, STAFF | FIRM, _("Withdraw")),
    Transition("pay", (_C.APPROVED,), _C.PAID, STAFF, _("Record as paid")),
    Transition("unpay", (_C.PAID,), _C.APPROVED, STAFF, _("Record as bounced"), needs_reason=True),
    Transition("take", (_C.DRAFT,), _C.TAKEN, STAFF | FIRM, _("Hand in with the settlement")),
    Transition("let_go", (_C.TAKEN,), _C.DRAFT, REVIEWERS, _("Give back with the settlement"), needs_reason=True),
)
PAYMENT_TABLE = _table(
    "Payment",
    "Payment",
    PaymentState,
    _P.ORDERED,
    Transition("send", (_P.ORDERED,), _P.SENT, STAFF, _("Send")),
    Transition("pay", (_P.SENT, _P.ORDERED), _P.PAID, STAFF, _("Record as paid")),
    Transition("bounce", (_P.SENT, _P.PAID), _P.BOUNCED, STAFF, _("Record as bounced"), needs_reason=True),
    Transition("order_again", (_P.BOUNCED,), _P.ORDERED, STAFF, _("Pay again")),
    Transition("cancel", (_P.ORDERED, _P.BOUNCED), _P.CANCELLED, APPROVER, _("Cancel"), needs_reason=True),
)
BATCH_TABLE = _table(
    "Batch",
    "Payment batch",
    BatchState,
    _B.OPEN,
    Transition("send", (_B.OPEN,), _B.SENT, APPROVER, _("Send")),
    Transition("finish", (_B.SENT,), _B.DONE, STAFF, _("Finish")),
)
ROW_TABLE = _table(
    "ImportedRow",
    "Row of an imported list",
    RowState,
    _R.OPEN,
    Transition("match", (_R.OPEN, _R.SET_ASIDE), _R.MATCHED, STAFF, _("Match")),
    Transition("set_aside", (_R.OPEN,), _R.SET_ASIDE, STAFF, _("Set aside"), needs_reason=True),
    Transition("undo", (_R.MATCHED, _R.SET_ASIDE), _R.OPEN, STAFF, _("Undo"), needs_reason=True),
)
SETTLEMENT_TABLE = _table(
    "Settlement",
    "Settlement",
    SettlementState,
    _S.OPEN,
    Transition("hand_in", (_S.OPEN,), _S.HANDED_IN, STAFF | FIRM, _("Hand in")),
    Transition("give_back", (_S.HANDED_IN, _S.REVIEWED), _S.OPEN, REVIEWERS, _("Give back"), needs_reason=True),
    Transition("review", (_S.HANDED_IN,), _S.REVIEWED, REVIEWERS, _("Record the review")),
    Transition("decide", (_S.REVIEWED,), _S.DECIDED, APPROVER, _("Decide the settlement")),
    Transition("reconsider", (_S.DECIDED,), _S.HANDED_IN, APPROVER, _("Consider again"), needs_reason=True),
    Transition("close", (_S.DECIDED,), _S.CLOSED, STAFF, _("Close")),
)
RECOVERY_TABLE = _table(
    "Recovery",
    "Money due back",
    RecoveryState,
    _V.OPEN,
    Transition("collect_part", (_V.OPEN, _V.PARTLY), _V.PARTLY, STAFF, _("Record a part")),
    Transition("collect", (_V.OPEN, _V.PARTLY), _V.COLLECTED, STAFF, _("Record as collected")),
    Transition(
        "write_off",
        (_V.OPEN, _V.PARTLY),
        _V.WRITTEN_OFF,
        APPROVER,
        pgettext_lazy("debt", "Write off"),
        needs_reason=True,
    ),
)
LATE_TABLE = _table(
    "LateCharge",
    "Liquidated damages",
    LateState,
    LateState.PROPOSED,
    Transition("confirm", (LateState.PROPOSED,), LateState.CONFIRMED, APPROVER, _("Confirm")),
    Transition("waive", (LateState.PROPOSED,), LateState.WAIVED, APPROVER, _("Waive"), needs_reason=True),
    Transition(
        "reopen", (LateState.CONFIRMED, LateState.WAIVED), LateState.PROPOSED, APPROVER, _("Decide anew"),
        needs_reason=True,
    ),
)  # fmt: skip
SIGNAL_TABLE = _table(
    "Signal",
    "Signal for a human to judge",
    SignalState,
    _G.NEW,
    Transition("explain", (_G.NEW, _G.SUSPICIOUS), _G.HARMLESS, JUDGES, _("Explained"), needs_reason=True),
    Transition("suspect", (_G.NEW, _G.HARMLESS), _G.SUSPICIOUS, JUDGES, _("Suspicious"), needs_reason=True),
)
