"""Verbs over the evaluation: the door other rooms use."""

from dure.journey.evaluation.actions.allotments import allot, undo_allotment
from dure.journey.evaluation.actions.assignments import assign_by_hand, remove_assignment
from dure.journey.evaluation.actions.closing import close_evaluation
from dure.journey.evaluation.actions.conflicts import Found, declare_conflict, find_conflicts, lift_conflict
from dure.journey.evaluation.actions.extras import grant_extra
from dure.journey.evaluation.actions.phases import (
    begin_scoring,
    change_due,
    close_phase,
    open_phase,
    open_to_panel,
    reopen_phase,
)
from dure.journey.evaluation.actions.pool import Expertise, add_assessor, change_assessor, leave_pool, sign_pledge
from dure.journey.evaluation.actions.presentations import Timetable, order_presentations
from dure.journey.evaluation.actions.reminders import remind_late
from dure.journey.evaluation.actions.sheets import (
    SavedSheet,
    StaleSheet,
    reinstate_sheet,
    reopen_sheet,
    save_sheet,
    sign_sheet,
    write_off_sheet,
)
from dure.journey.evaluation.actions.site_checks import (
    Findings,
    StaleSiteCheck,
    keep_site_check_draft,
    plan_site_check,
    write_site_check,
)

__all__ = [
    "Expertise",
    "Findings",
    "Found",
    "SavedSheet",
    "StaleSheet",
    "StaleSiteCheck",
    "Timetable",
    "add_assessor",
    "allot",
    "assign_by_hand",
    "begin_scoring",
    "change_assessor",
    "change_due",
    "close_evaluation",
    "close_phase",
    "declare_conflict",
    "find_conflicts",
    "grant_extra",
    "keep_site_check_draft",
    "leave_pool",
    "lift_conflict",
    "open_phase",
    "open_to_panel",
    "order_presentations",
    "plan_site_check",
    "reinstate_sheet",
    "remind_late",
    "remove_assignment",
    "reopen_phase",
    "reopen_sheet",
    "save_sheet",
    "sign_pledge",
    "sign_sheet",
    "undo_allotment",
    "write_off_sheet",
    "write_site_check",
]
