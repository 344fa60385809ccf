"""Verbs over applications: the door other rooms use."""

from dure.journey.applications.actions.checking import check_again, set_aside
from dure.journey.applications.actions.deciding import BulkResult, accept_clear, decide_eligibility, reconsider
from dure.journey.applications.actions.drafting import SavedDraft, prefill, save_draft, settle_conflict
from dure.journey.applications.actions.interests import FromInterest, start_from_interest
from dure.journey.applications.actions.leaving import give_up, withdraw
from dure.journey.applications.actions.results import record_decision, record_evaluation
from dure.journey.applications.actions.starting import start_application
from dure.journey.applications.actions.submitting import IncompletePlan, submit_application
from dure.journey.applications.actions.supplementing import answer_supplement, ask_supplement, lapse_supplements
from dure.journey.applications.actions.taking_back import may_take_back, take_back
from dure.journey.applications.actions.writers import add_co_editor, cannot_write, note_consent, remove_co_editor
from dure.journey.applications.values import SupplementItem

__all__ = [
    "BulkResult",
    "FromInterest",
    "IncompletePlan",
    "SavedDraft",
    "SupplementItem",
    "accept_clear",
    "add_co_editor",
    "answer_supplement",
    "ask_supplement",
    "cannot_write",
    "check_again",
    "decide_eligibility",
    "give_up",
    "lapse_supplements",
    "may_take_back",
    "note_consent",
    "prefill",
    "reconsider",
    "record_decision",
    "record_evaluation",
    "remove_co_editor",
    "save_draft",
    "set_aside",
    "settle_conflict",
    "start_application",
    "start_from_interest",
    "submit_application",
    "take_back",
    "withdraw",
]
