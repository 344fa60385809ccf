from collections.abc import Callable

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What the record calls the acts of this stage.
ACTIONS = {
    "agreements.open_cost_review": _("Began the cost calculation"),
    "agreements.review_line": _("Reviewed the cost table"),
    "agreements.accept_cost": _("Accepted the cost"),
    "agreements.reopen_cost_review": _("Began the cost calculation again"),
    "agreements.send_for_signature": _("Sent the agreement for signature"),
    "agreements.take_back": _("Took the agreement back from signature"),
    "agreements.let_go": _("Let the agreement go"),
    "agreements.conclude": _("Concluded the agreement"),
    "agreements.record_completed": _("Recorded the completion"),
    "agreements.take_completion_back": _("Took the completion back"),
    "agreements.record_settled": _("Closed the settlement"),
    "agreements.draft_memorandum": _("Began a memorandum"),
    "agreements.save_memorandum": _("Changed the memorandum"),
    "agreements.send_memorandum": _("Sent the memorandum for signature"),
    "agreements.take_memorandum_back": _("Took the memorandum back from signature"),
    "agreements.conclude_memorandum": _("Concluded the memorandum"),
    "agreements.end_memorandum": _("Ended the memorandum"),
    "agreements.meet_obligation": _("Recorded an obligation as met"),
    "agreements.waive_obligation": _("Waived an obligation"),
    "agreements.reopen_obligation": _("Opened an obligation again"),
    "agreements.save_start": _("Wrote the notice of start"),
    "agreements.hand_in_start": _("Handed in the notice of start"),
    "agreements.accept_start": _("Accepted the start"),
    "agreements.give_back_start": _("Gave the notice of start back"),
    "agreements.record_bond": _("Entered a bond"),
    "agreements.renew_bond": _("Renewed a bond"),
    "agreements.begin_change": _("Began a change of the agreement"),
    "agreements.save_change": _("Wrote a change of the agreement"),
    "agreements.submit_change": _("Submitted a change of the agreement"),
    "agreements.note_change": _("Noted a change of the agreement"),
    "agreements.approve_change": _("Approved a change of the agreement"),
    "agreements.refuse_change": _("Refused a change of the agreement"),
    "agreements.give_back_change": _("Gave a change of the agreement back"),
    "agreements.withdraw_change": _("Withdrew a change of the agreement"),
    "agreements.ask_ending": _("Asked for the ending of the agreement"),
    "agreements.decide_ending": _("Ended the agreement"),
    "agreements.refuse_ending": _("Refused to end the agreement"),
    "agreements.withdraw_ending": _("Withdrew the wish to end the agreement"),
}


class AgreementsConfig(AppConfig):
    name = "dure.journey.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Make tables, permissions, documents to sign, deadlines and words known, and listen to signing."""
        from django.urls import reverse

        from dure.foundation.access.registry import register_view
        from dure.foundation.documents.registry import register_subject
        from dure.foundation.ledger.words import name_actions
        from dure.foundation.signing.news import EnvelopeConcluded, EnvelopeDeclined
        from dure.foundation.signing.registry import register_owner
        from dure.foundation.workflow.events import subscribe
        from dure.foundation.workflow.gate import Moved
        from dure.journey.agreements import access, attaching, news, states  # noqa: F401  (states registers the tables)
        from dure.journey.agreements.models import Agreement, CostReview, Memorandum

        for model, subject in attaching.SUBJECTS.items():
            register_subject(model, subject)
            register_view(model, access.VIEW_COURSE)
        register_view(Agreement, access.VIEW_AGREEMENT)
        register_view(CostReview, access.VIEW_REVIEW)
        register_view(Memorandum, access.VIEW_MEMORANDUM)
        register_owner(
            Agreement,
            may_see=access.VIEW_AGREEMENT,
            may_manage=access.MANAGE_AGREEMENT,
            url=lambda row: reverse("agreements:agreement", args=[row.pk]),
        )
        register_owner(
            Memorandum,
            may_see=access.VIEW_MEMORANDUM,
            may_manage=access.MANAGE_MEMORANDUM,
            url=lambda row: reverse("agreements:memorandum", args=[row.pk]),
        )
        subscribe(EnvelopeConcluded, news.heard_concluded)
        subscribe(EnvelopeDeclined, news.heard_declined)
        subscribe(Moved, news.heard_moved)
        self._name_deadlines()
        name_actions(ACTIONS)

    def _name_deadlines(self) -> None:
        from django.urls import reverse

        from dure.foundation.messages.registry import name_deadline
        from dure.journey.agreements.actions import duties
        from dure.journey.agreements.actions.memorandum import MEET_OBLIGATION
        from dure.journey.programmes.queries import terms_in_force

        def link(route: str) -> Callable[[str], str]:
            return lambda row_id: reverse(route, args=[row_id])

        name_deadline(MEET_OBLIGATION, _("Do what the memorandum asks"))
        name_deadline(duties.HAND_IN_START, _("Hand in the notice of start"), link("agreements:start"))
        name_deadline(duties.CHECK_START, _("Look at the notice of start"))
        name_deadline(duties.RENEW_BOND, _("Renew the bond"))
        name_deadline(
            duties.REACH_END,
            _("Complete the project, or ask for an extension"),
            link("agreements:changes"),
            early_days=lambda programme_id: terms_in_force(programme_id).delivery.agreement.end_reminder_days,
        )
        name_deadline(duties.DECIDE_CHANGE, _("Decide on the change of the agreement"), link("agreements:change"))
        name_deadline(duties.DECIDE_ENDING, _("Decide on the ending of the agreement"), link("agreements:ending"))
