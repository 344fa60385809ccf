"""The words of builds that several pages share."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dure.foundation.interface.parts import Fact, Tone
from dure.journey.builds.matching import Ground as Kind
from dure.journey.builds.matching import Reason as Ground
from dure.journey.builds.models import InspectionKind, PartyToBlame, VerdictOfCheck
from dure.journey.builds.record import TrackRecord
from dure.journey.builds.risk import Level, Reason, Risk, Why
from dure.journey.builds.states import (
    DeliverableState,
    FindingState,
    InspectionState,
    MilestoneState,
    ObjectionState,
    TicketState,
)
from dure.journey.builds.topics import TOPICS

ACTIONS: Final = {
    "builds.begin_build": _("Build begun"),
    "builds.replan_build": _("Build's days moved with the agreement"),
    "builds.stop_build": _("Build stopped with the agreement"),
    "builds.reopen_build": _("Build taken up again"),
    "builds.reach_milestone": _("Milestone reported as reached"),
    "builds.confirm_milestone": _("Milestone confirmed"),
    "builds.give_milestone_back": _("Milestone given back"),
    "builds.drop_milestone": _("Milestone dropped"),
    "builds.record_delay": _("Cause of a delay recorded"),
    "builds.hand_in_deliverable": _("Deliverable handed in"),
    "builds.accept_deliverable": _("Deliverable accepted"),
    "builds.return_deliverable": _("Deliverable given back"),
    "builds.report_progress": _("Progress reported"),
    "builds.note_report": _("Progress report read"),
    "builds.plan_inspection": _("Check planned"),
    "builds.write_inspection": _("Check written up"),
    "builds.cancel_inspection": _("Check cancelled"),
    "builds.answer_finding": _("Plan for a finding handed in"),
    "builds.resolve_finding": _("Result of a finding reported"),
    "builds.confirm_finding": _("Finding closed"),
    "builds.reopen_finding": _("Finding opened again"),
    "builds.accept_build": _("System accepted by the firm"),
    "builds.hold_training": _("Training recorded"),
    "builds.confirm_level": _("Level confirmed"),
    "builds.complete_build": _("Build completed"),
    "builds.record_in_use": _("Use of the system recorded"),
    "builds.open_ticket": _("Fault reported"),
    "builds.respond_ticket": _("Fault report answered"),
    "builds.solve_ticket": _("Fault reported as solved"),
    "builds.close_ticket": _("Fault report closed"),
    "builds.reopen_ticket": _("Fault report opened again"),
    "builds.enter_supplier": _("Supplier entered in the register"),
    "builds.edit_profile": _("Supplier's page changed"),
    "builds.record_capability": _("Supplier's capability recorded"),
    "builds.list_supplier": _("Supplier shown or taken out of sight"),
    "builds.file_objection": _("Objection to the record filed"),
    "builds.decide_objection": _("Objection to the record decided"),
}

DEADLINES: Final = {
    "builds.milestone": _("Milestone of the build"),
    "builds.finding": _("Finding to be mended"),
    "builds.inspection": _("Check to hold and write up"),
    "builds.ticket": _("Fault report to answer"),
}

TONES: Final[dict[str, Tone]] = {
    MilestoneState.AHEAD: Tone.NEUTRAL,
    MilestoneState.REACHED: Tone.INFO,
    MilestoneState.CONFIRMED: Tone.DONE,
    MilestoneState.DROPPED: Tone.DRAFT,
    DeliverableState.DUE: Tone.NEUTRAL,
    DeliverableState.HANDED_IN: Tone.INFO,
    DeliverableState.ACCEPTED: Tone.DONE,
    InspectionState.DONE: Tone.DONE,
    InspectionState.CANCELLED: Tone.DRAFT,
    FindingState.OPEN: Tone.WARN,
    FindingState.RESOLVED: Tone.INFO,
    TicketState.ANSWERED: Tone.INFO,
    TicketState.SOLVED: Tone.INFO,
    TicketState.CLOSED: Tone.DONE,
    ObjectionState.FILED: Tone.WARN,
    ObjectionState.UPHELD: Tone.DONE,
    ObjectionState.DISMISSED: Tone.NEUTRAL,
}
VERDICT_TONES: Final = {
    VerdictOfCheck.GOOD: Tone.DONE,
    VerdictOfCheck.PASSED: Tone.DONE,
    VerdictOfCheck.TO_MEND: Tone.WARN,
    VerdictOfCheck.POOR: Tone.LATE,
    VerdictOfCheck.FAILED: Tone.LATE,
}
RISK_LABELS: Final[dict[Level, str | Promise]] = {
    Level.ON_TRACK: _("On track"),
    Level.WATCH: _("To be watched"),
    Level.LATE: _("Late"),
}
RISK_TONES: Final = {Level.ON_TRACK: Tone.DONE, Level.WATCH: Tone.WARN, Level.LATE: Tone.LATE}
FIGURE_LABELS: Final[dict[str, str | Promise]] = {
    "on_time": _("Finished in time"),
    "delays": _("Days of delay and who caused them"),
    "findings": _("Findings per build"),
    "response": _("Hours until after-service answers"),
    "in_use": _("Systems still in use"),
}
LEVEL_LABELS: Final[dict[str, str | Promise]] = {
    "none": _("Not applied"),
    "basic": _("Basic"),
    "intermediate1": _("Intermediate 1"),
    "intermediate2": _("Intermediate 2"),
    "advanced": pgettext_lazy("level", "Advanced"),
    "L1": _("Level 1"),
    "L2": _("Level 2"),
    "L3": _("Level 3"),
    "L4": _("Level 4"),
    "L5": _("Level 5"),
}


def kind_label(kind: str) -> str:
    """The name of a kind of check."""
    return str(InspectionKind(kind).label)


def why(reason: Reason) -> str:
    """One reason of a risk in a sentence."""
    words = {"n": reason.number, "other": reason.other, "name": reason.name}
    return {
        Why.OVERDUE: gettext("“%(name)s” is %(n)d days overdue."),
        Why.BEHIND_PLAN: gettext("Progress is %(n)d %%; by its own plan it should be %(other)d %%."),
        Why.BEHIND_OTHERS: gettext(
            "Progress is %(n)d %%; builds of this type that ended in time stood at %(other)d %% or more by now."
        ),
        Why.NO_REPORT: gettext("No progress report for %(n)d days."),
        Why.AS_PLANNED: gettext("Progress is %(n)d %%; by its own plan %(other)d %% are due by now."),
        Why.TOO_FEW: gettext(
            "Not compared with others: only %(n)d of %(other)d finished builds of this type are known."
        ),
    }[reason.why] % words


def why_all(risk: Risk) -> str:
    """All its reasons, the weightiest first."""
    return " ".join(why(reason) for reason in risk.reasons)


def ground(reason: Ground) -> str:
    """Why a supplier stands where it does, in a few words."""
    topics = ", ".join(str(TOPICS.get(code, code)) for code in reason.names)
    words = {"n": reason.number, "names": topics, "points": f"{reason.points:+d}"}
    return {
        Kind.TOPICS: gettext("builds %(names)s (%(points)s)"),
        Kind.SECTOR: gettext("knows the sector (%(points)s)"),
        Kind.SERVES_CITY: gettext("serves this city or county (%(points)s)"),
        Kind.NEAR: gettext("%(n)d km away (%(points)s)"),
        Kind.CAPABILITY: gettext("capability %(names)s confirmed (%(points)s)"),
        Kind.ON_TIME: gettext("%(n)d %% finished in time (%(points)s)"),
        Kind.BUSY: gettext("%(n)d builds under way (%(points)s)"),
        Kind.NO_RECORD: gettext("%(n)d finished builds: too few for a record"),
    }[reason.ground] % words


def record_facts(record: TrackRecord) -> list[Fact]:
    """The figures of a record, each marked while an objection to it is open."""
    delays = ", ".join(
        f"{PartyToBlame(party).label} {ngettext('%(n)d day', '%(n)d days', days) % {'n': days}}"
        for party, days in record.delays.items()
    )
    hours = "–" if record.response_hours is None else gettext("%(n)s hours (median)") % {"n": record.response_hours}
    values = {
        "on_time": gettext("%(done)d of %(all)d (%(pct)d %%)")
        % {"done": record.on_time, "all": record.builds, "pct": record.on_time_pct},
        "delays": delays or gettext("None"),
        "findings": str(record.findings_per_build),
        "response": hours,
        "in_use": gettext("%(n)d of %(known)d asked") % {"n": record.in_use, "known": record.in_use_known},
    }
    return [
        Fact(FIGURE_LABELS[key], value, note=gettext("Under objection") if key in record.disputed else "")
        for key, value in values.items()
    ]
