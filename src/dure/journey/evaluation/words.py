"""The words of the evaluation that several pages share."""

from django.utils.translation import gettext_lazy as _

from dure.foundation.interface.parts import Tone
from dure.journey.evaluation.models import Conflict, StepCode, TieRule
from dure.journey.evaluation.states import PhaseState, SheetState

ACTIONS = {
    "evaluation.add_assessor": _("Assessor entered in the pool"),
    "evaluation.change_assessor": _("Assessor's details changed"),
    "evaluation.leave_pool": _("Assessor left the pool"),
    "evaluation.sign_pledge": _("Pledge of secrecy and integrity signed"),
    "evaluation.declare_conflict": _("Conflict of interest recorded"),
    "evaluation.find_conflicts": _("Ties searched for by rule"),
    "evaluation.lift_conflict": _("Conflict of interest lifted"),
    "evaluation.open_phase": _("Evaluation step opened"),
    "evaluation.begin_scoring": _("Scoring begun"),
    "evaluation.change_due": _("Deadline of the step changed"),
    "evaluation.open_to_panel": _("Scores opened to the panels"),
    "evaluation.close_phase": _("Evaluation step closed"),
    "evaluation.reopen_phase": _("Evaluation step reopened"),
    "evaluation.allot": _("Assessors drawn or matched"),
    "evaluation.undo_allotment": _("Draw taken back"),
    "evaluation.assign_by_hand": _("Assessor assigned by hand"),
    "evaluation.remove_assignment": _("Assessor taken off a firm"),
    "evaluation.order_presentations": _("Order of presentation drawn"),
    "evaluation.plan_site_check": _("Site check planned"),
    "evaluation.write_site_check": _("Site check written up"),
    "evaluation.correct_sheet": _("Reopened score sheet corrected"),
    "evaluation.sign_sheet": _("Score sheet signed"),
    "evaluation.reopen_sheet": _("Score sheet reopened"),
    "evaluation.write_off_sheet": _("Score sheet written off"),
    "evaluation.reinstate_sheet": _("Written-off score sheet asked for again"),
    "evaluation.grant_extra": _("Bonus or penalty points decided"),
    "evaluation.remind": _("Late assessors reminded"),
    "evaluation.close_evaluation": _("Official scores settled"),
}

SCORE_DUE = _("Score sheet to sign")
SITE_CHECK_DUE = _("Site check to hold and write up")

PHASE_TONES = {
    PhaseState.ASSIGNING: Tone.DRAFT,
    PhaseState.SCORING: Tone.INFO,
    PhaseState.DISCUSSING: Tone.WARN,
    PhaseState.CLOSED: Tone.DONE,
}
SHEET_TONES = {SheetState.OPEN: Tone.NEUTRAL, SheetState.SIGNED: Tone.DONE, SheetState.WRITTEN_OFF: Tone.BLOCKED}

_TIES = {
    TieRule.FIRM_MEMBER: _("Belongs or belonged to the applicant, %(name)s."),
    TieRule.FIRM_EMPLOYER: _("Is or was employed by the applicant, %(name)s."),
    TieRule.SUPPLIER_MEMBER: _("Belongs or belonged to the supplier, %(name)s."),
    TieRule.SUPPLIER_EMPLOYER: _("Is or was employed by the supplier, %(name)s."),
    TieRule.REPRESENTATIVE: _("Has the name of the representative of %(name)s."),
    TieRule.SAME_REPRESENTATIVE: _("Own organisation and a party have the same representative: %(name)s."),
}


def step_label(code: str) -> str:
    """The name of a step."""
    return str(StepCode(code).label)


def conflict_words(row: Conflict) -> str:
    """Why there is a conflict, in a sentence."""
    return str(_TIES[TieRule(row.rule)] % {"name": row.reason}) if row.rule else row.reason
