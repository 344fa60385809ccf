"""Verbs over interest forms and visits: the door other rooms use."""

from dure.journey.prospects.actions.apply import become_application, mark_applied
from dure.journey.prospects.actions.outcome import mark_duplicate, restore_interest, withdraw_interest
from dure.journey.prospects.actions.receive import AlreadyReceived, correct_interest, receive_interest
from dure.journey.prospects.actions.sheets import discard_sheet, enter_sheet, keep_sheet
from dure.journey.prospects.actions.visits import cancel_visit, move_visit, plan_visit, plan_visits
from dure.journey.prospects.actions.write_up import save_visit_draft, write_up_visit

__all__ = [
    "AlreadyReceived",
    "become_application",
    "cancel_visit",
    "correct_interest",
    "discard_sheet",
    "enter_sheet",
    "keep_sheet",
    "mark_applied",
    "mark_duplicate",
    "move_visit",
    "plan_visit",
    "plan_visits",
    "receive_interest",
    "restore_interest",
    "save_visit_draft",
    "withdraw_interest",
    "write_up_visit",
]
