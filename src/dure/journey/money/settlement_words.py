"""Makes settlements, money due back and signals known to access, documents, the ledger, reminders and the news."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.registry import register_view
from dure.foundation.documents.registry import register_subject
from dure.foundation.jobs import registry as jobs
from dure.foundation.ledger.words import name_actions
from dure.foundation.messages.registry import name_deadline
from dure.foundation.workflow.events import subscribe
from dure.foundation.workflow.gate import Moved
from dure.journey.agreements.events import AgreementEnded
from dure.journey.assets.events import AssetDueBack
from dure.journey.money import access, settlement_news, settlement_papers
from dure.journey.money.actions.asset_debts import heard_asset_due_back
from dure.journey.money.actions.packing import KIND, pack_in_background
from dure.journey.money.actions.settling import HAND_IN
from dure.journey.money.deadlines import DECIDE, MEND
from dure.journey.money.models import LateCharge, Recovery, Settlement, Signal


def register() -> None:
    """Called once, when the app is ready."""
    register_view(Settlement, access.VIEW_SETTLEMENT)
    register_view(Recovery, access.VIEW_RECOVERY)
    register_view(Signal, access.VIEW_SIGNAL)
    register_view(LateCharge, access.VIEW_LATE)
    register_subject(Settlement, settlement_papers.SUBJECT)
    jobs.register(KIND, pack_in_background)
    subscribe(Moved, settlement_news.heard_moved)
    subscribe(AgreementEnded, settlement_news.heard_ended)
    subscribe(AssetDueBack, heard_asset_due_back)
    name_deadline(DECIDE, _("Decide the claim"), lambda row_id: reverse("money:claim", args=[row_id]))
    name_deadline(MEND, _("Mend the claim"), lambda row_id: reverse("money:claim", args=[row_id]))
    name_deadline(HAND_IN, _("Hand in the settlement"), lambda row_id: reverse("money:settlement", args=[row_id]))
    name_actions(
        {
            "money.open_settlement": _("Opened the settlement"),
            "money.assign_accountant": _("Gave the settlement to an outside accountant"),
            "money.hand_in_settlement": _("Handed in the settlement"),
            "money.give_back_settlement": _("Gave the settlement back"),
            "money.review_settlement_line": _("Reviewed spending of the settlement"),
            "money.review_settlement": _("Recorded the review of the settlement"),
            "money.decide_settlement": _("Decided the settlement"),
            "money.object_to_settlement": _("Objected to the settlement"),
            "money.answer_objection": _("Answered the objection to the settlement"),
            "money.reconsider_settlement": _("Took the decision on the settlement back"),
            "money.close_settlement": _("Closed the settlement with its bookings"),
            "money.open_recovery": _("Ordered a recovery"),
            "money.impose_surcharge": _("Imposed a surcharge"),
            "money.agree_instalments": _("Agreed on instalments of money due back"),
            "money.record_collection": _("Recorded money that came back"),
            "money.pass_on": _("Passed collected money on to the funder"),
            "money.write_off": _("Wrote money due back off"),
            "money.open_asset_debt": _("Opened what is due back for an asset"),
            "money.draft_evidence": _("Began the evidence for the settlement"),
            "money.propose_late_charge": _("Proposed liquidated damages"),
            "money.confirm_late_charge": _("Confirmed liquidated damages"),
            "money.waive_late_charge": _("Waived liquidated damages"),
            "money.reopen_late_charge": _("Took the decision on liquidated damages back"),
            "money.find_signals": _("Looked for signals"),
            "money.judge_signal": _("Judged a signal"),
        }
    )
