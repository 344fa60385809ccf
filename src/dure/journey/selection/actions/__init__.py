"""Verbs of the selection: the door other rooms use."""

from dure.journey.selection.actions.appeals import decide_appeal, file_appeal, withdraw_appeal
from dure.journey.selection.actions.background import (
    start_check,
    start_letters,
    start_opening,
    start_run,
    stop_opening,
    stop_work,
)
from dure.journey.selection.actions.checking import check_scenario
from dure.journey.selection.actions.decisions import approve, propose, publish, take_back, undo_approval
from dure.journey.selection.actions.openings import work_out_opening
from dure.journey.selection.actions.promotion import promote_reserve
from dure.journey.selection.actions.scenarios import (
    DRAWS,
    change_scenario,
    lift_pin,
    make_scenario,
    mark_firm,
    pin_firm,
    resume,
    run_scenario,
    set_aside,
)

__all__ = [
    "DRAWS",
    "approve",
    "change_scenario",
    "check_scenario",
    "decide_appeal",
    "file_appeal",
    "lift_pin",
    "make_scenario",
    "mark_firm",
    "pin_firm",
    "promote_reserve",
    "propose",
    "publish",
    "resume",
    "run_scenario",
    "set_aside",
    "start_check",
    "start_letters",
    "start_opening",
    "start_run",
    "stop_opening",
    "stop_work",
    "take_back",
    "undo_approval",
    "withdraw_appeal",
    "work_out_opening",
]
