from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What the record calls the acts of this stage.
ACTIONS = {
    "selection.make_scenario": _("Made a scenario"),
    "selection.change_scenario": _("Changed a scenario's rule or limits"),
    "selection.pin_firm": _("Pinned a firm in or barred it"),
    "selection.lift_pin": _("Lifted a pin"),
    "selection.run_scenario": _("Solved a scenario"),
    "selection.check_scenario": _("Checked a scenario independently"),
    "selection.set_aside": _("Set a scenario aside"),
    "selection.resume": _("Took a scenario up again"),
    "selection.propose": _("Put the list before the committee"),
    "selection.take_back": _("Took the list back"),
    "selection.approve": _("Approved decisions"),
    "selection.undo_approval": _("Took approvals back"),
    "selection.publish": _("Published the selection"),
    "selection.file_appeal": _("Filed an appeal"),
    "selection.withdraw_appeal": _("Withdrew an appeal"),
    "selection.decide_appeal": _("Decided an appeal"),
    "selection.promote_reserve": _("Filled a vacancy from the reserve"),
    "selection.bring_in": _("Selected from the reserve"),
}


class SelectionConfig(AppConfig):
    name = "dure.journey.selection"
    label = "selection"

    def ready(self) -> None:
        from dure.foundation.access.registry import register_view
        from dure.foundation.jobs.registry import register
        from dure.foundation.ledger.words import name_actions
        from dure.foundation.messages.registry import name_deadline
        from dure.journey.selection import states  # noqa: F401  (registers the transition tables)
        from dure.journey.selection.access import VIEW_APPEAL, VIEW_DECISION, WORK_ON_SCENARIO
        from dure.journey.selection.actions.appeals import ANSWER_APPEAL
        from dure.journey.selection.actions.background import (
            CHECK_SCENARIO,
            PRINT_LETTERS,
            RUN_SCENARIO,
            WORK_OUT_OPENING,
        )
        from dure.journey.selection.models import Appeal, Decision, Scenario
        from dure.journey.selection.tasks import (
            check_in_background,
            print_letters_in_background,
            run_in_background,
            work_out_in_background,
        )

        register(RUN_SCENARIO, run_in_background)
        register(CHECK_SCENARIO, check_in_background)
        register(WORK_OUT_OPENING, work_out_in_background)
        register(PRINT_LETTERS, print_letters_in_background)
        name_deadline(ANSWER_APPEAL, _("Decide on the appeal"))
        register_view(Scenario, WORK_ON_SCENARIO)
        register_view(Decision, VIEW_DECISION)
        register_view(Appeal, VIEW_APPEAL)
        name_actions(ACTIONS)
