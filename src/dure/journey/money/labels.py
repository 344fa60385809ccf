"""The accounts and events of the books, and the tones of states, in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dure.engine.money.books import Account

ACCOUNT_LABELS = {
    Account.BANK: pgettext_lazy("account", "Bank"),
    Account.ADVANCES: pgettext_lazy("account", "Advances"),
    Account.PROJECT_COST: pgettext_lazy("account", "Project cost"),
    Account.IN_KIND_COST: pgettext_lazy("account", "Cost in kind"),
    Account.DISALLOWED_RECEIVABLE: pgettext_lazy("account", "Disallowed, to be collected"),
    Account.RECOVERY_RECEIVABLE: pgettext_lazy("account", "Recovery, to be collected"),
    Account.SURCHARGE_RECEIVABLE: pgettext_lazy("account", "Surcharge, to be collected"),
    Account.GRANTS_RECEIVED: pgettext_lazy("account", "Grants received"),
    Account.FIRM_CASH_RECEIVED: pgettext_lazy("account", "Firms' cash received"),
    Account.IN_KIND_RECEIVED: pgettext_lazy("account", "Received in kind"),
    Account.VAT_HELD: pgettext_lazy("account", "VAT held"),
    Account.PAYABLE_TO_FIRM: pgettext_lazy("account", "Owed to firms"),
    Account.PAYABLE_TO_SUPPLIER: pgettext_lazy("account", "Owed to suppliers"),
    Account.INTEREST_HELD: pgettext_lazy("account", "Interest held"),
    Account.RETURNS_PAYABLE: pgettext_lazy("account", "To be returned"),
    Account.RECOVERY_FOR_FUNDERS: pgettext_lazy("account", "Recovered, for the funders"),
    Account.SURCHARGE_FOR_FUNDERS: pgettext_lazy("account", "Surcharges, for the funders"),
}
EVENT_LABELS = {
    "grant_received": _("Grant received"),
    "grant_corrected": _("Grant corrected"),
    "firm_paid_in": _("Firm's cash paid in"),
    "firm_refunded": _("Paid back to the firm"),
    "in_kind_recognised": _("Part in kind recognised"),
    "advance_approved": _("Advance approved"),
    "advance_used": _("Advance used"),
    "claim_approved": _("Claim approved"),
    "approval_moved": _("Payment ordered from another line"),
    "payment_made": _("Payment made"),
    "payment_bounced": _("Payment bounced"),
    "cost_shifted": _("Cost borne by the firm"),
    "carried_over": _("Carried over"),
    "disallowed": _("Spending disallowed"),
    "firm_cost_disallowed": _("Firm's spending disallowed"),
    "disallowed_collected": _("Disallowed spending collected"),
    "advance_returned": _("Unused advance returned"),
    "balance_due_back": _("Balance due back"),
    "interest_earned": _("Interest earned"),
    "interest_due_back": _("Interest due back"),
    "returned": _("Returned to the funder"),
    "recovery_ordered": _("Recovery ordered"),
    "recovery_collected": _("Recovery collected"),
    "surcharge_ordered": _("Surcharge ordered"),
    "surcharge_collected": _("Surcharge collected"),
    "passed_on": _("Passed on to the funder"),
    "written_off": pgettext_lazy("debt", "Written off"),
}
CLAIM_TONES = {
    "draft": "draft", "submitted": "info", "checked": "info", "approved": "warn", "paid": "done",
    "rejected": "late", "withdrawn": "neutral", "taken": "done",
}  # fmt: skip
PAYMENT_TONES = {"ordered": "info", "sent": "warn", "paid": "done", "bounced": "late", "cancelled": "neutral"}
DEPOSIT_TONES = {"reported": "info", "confirmed": "done", "refused": "late"}
BATCH_TONES = {"open": "info", "sent": "warn", "done": "done"}
