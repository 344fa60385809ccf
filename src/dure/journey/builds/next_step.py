"""The one thing that this reader does next on a build."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.journey.builds.access import ACCEPT_BUILD, LEAD_BUILD, REPORT_PROGRESS
from dure.journey.builds.missing import missing_for_completion
from dure.journey.builds.models import Build, PartyToBlame
from dure.journey.builds.page import Parts
from dure.journey.builds.states import (
    DeliverableState,
    FindingState,
    InspectionState,
    MilestoneState,
    TicketState,
)


@dataclass(frozen=True)
class NextStep:
    """A sentence, its button, and until when; without a button it says what is waited for."""

    title: str
    verb: str = ""
    url: str = ""
    due: date | datetime | None = None
    body: str = ""


def next_step_of(build: Build, parts: Parts, actor: Actor, at: datetime) -> NextStep | None:
    """What the reader does next; None for those who only read."""
    if build.stopped_at is not None:
        return None
    if LEAD_BUILD.ask(actor, build):
        return _for_staff(build, parts, at)
    if REPORT_PROGRESS.ask(actor, build):
        return _for_supplier(build, parts)
    if ACCEPT_BUILD.ask(actor, build):
        return _for_firm(build, parts)
    return None


def _to(route: str, row_id: int) -> str:
    return reverse(f"builds:{route}", args=[row_id])


def _for_staff(build: Build, parts: Parts, at: datetime) -> NextStep | None:
    if build.completed_on is not None:
        return None
    today = timezone.localdate(at)
    for finding in parts.open_findings:
        if finding.status == FindingState.RESOLVED:
            return NextStep(_("See whether the finding is mended"), _("Look at it"), _to("finding", finding.pk))
    for milestone in parts.milestones:
        if milestone.status == MilestoneState.REACHED:
            title = _("Confirm the milestone “%(name)s”") % {"name": milestone.name}
            return NextStep(title, _("Look at it"), _to("milestone", milestone.pk))
    planned = [row for row in parts.inspections if row.status == InspectionState.PLANNED]
    if planned and planned[0].due_on <= today:
        row = planned[0]
        return NextStep(str(row.get_kind_display()), _("Write up"), _to("inspection", row.pk), row.due_on)
    if not missing_for_completion(build):
        return NextStep(
            _("Everything is there: the build can be completed"), _("Complete the build"), _to("complete", build.pk)
        )
    return _waits_for(parts)


def _waits_for(parts: Parts) -> NextStep | None:
    ahead = next((row for row in parts.milestones if row.status == MilestoneState.AHEAD), None)
    if ahead is None:
        return None
    title = _("The supplier works towards “%(name)s”") % {"name": ahead.name}
    return NextStep(title, _("Open"), _to("milestone", ahead.pk), ahead.due_on)


def _for_supplier(build: Build, parts: Parts) -> NextStep | None:
    for ticket in parts.tickets:
        if ticket.status == TicketState.OPEN:
            title = _("Answer the fault report “%(title)s”") % {"title": ticket.title}
            return NextStep(title, _("Answer"), _to("ticket", ticket.pk), ticket.answer_due_at)
    if build.completed_on is not None:
        return None
    for finding in parts.open_findings:
        if finding.concerns == PartyToBlame.SUPPLIER and finding.status in {FindingState.OPEN, FindingState.PLANNED}:
            return NextStep(_("Mend a finding"), _("Answer"), _to("finding", finding.pk), finding.due_on, finding.text)
    ahead = next((row for row in parts.milestones if row.status == MilestoneState.AHEAD), None)
    if ahead is None:
        return NextStep(_("All milestones are reached; the firm tries the system and accepts it"))
    for row in parts.deliverables:
        if row.status == DeliverableState.DUE and row.milestone_id == ahead.pk:
            title = _("Hand in “%(name)s”") % {"name": row.name}
            return NextStep(title, _("Hand in"), _to("deliverable", row.pk), ahead.due_on)
    title = _("Reach the milestone “%(name)s”") % {"name": ahead.name}
    return NextStep(title, _("Report as reached"), _to("reach", ahead.pk), ahead.due_on)


def _for_firm(build: Build, parts: Parts) -> NextStep | None:
    for ticket in parts.tickets:
        if ticket.status == TicketState.SOLVED:
            title = _("Say whether “%(title)s” is solved") % {"title": ticket.title}
            return NextStep(title, _("Look at it"), _to("ticket", ticket.pk))
    if build.completed_on is not None:
        return NextStep(_("Does something not work?"), _("Report a fault"), _to("new-ticket", build.pk))
    for finding in parts.open_findings:
        if finding.concerns == PartyToBlame.FIRM and finding.status in {FindingState.OPEN, FindingState.PLANNED}:
            return NextStep(_("Mend a finding"), _("Answer"), _to("finding", finding.pk), finding.due_on, finding.text)
    for row in parts.deliverables:
        if row.status == DeliverableState.HANDED_IN:
            title = _("Look at “%(name)s” and accept it") % {"name": row.name}
            return NextStep(title, _("Look at it"), _to("deliverable", row.pk))
    due = any(row.status == DeliverableState.DUE for row in parts.deliverables)
    if build.accepted_on is None and not due:
        return NextStep(_("Try the system and accept it"), _("Accept the system"), _to("accept", build.pk))
    return _waits_for(parts)
