"""The parts of a build as its page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dure.foundation.access.actor import Actor
from dure.foundation.interface.formats import day, day_short
from dure.foundation.interface.parts import Fact, Stand, Step
from dure.journey.builds import queries
from dure.journey.builds.models import (
    Build,
    Deliverable,
    Finding,
    Inspection,
    LevelScale,
    Milestone,
    PartyToBlame,
    ProgressReport,
    Ticket,
    UserTraining,
)
from dure.journey.builds.states import FindingState, MilestoneState
from dure.journey.builds.words import LEVEL_LABELS


@dataclass(frozen=True)
class Parts:
    """All that belongs to one build, fetched once."""

    milestones: Sequence[Milestone]
    deliverables: Sequence[Deliverable]
    inspections: Sequence[Inspection]
    reports: Sequence[ProgressReport]
    trainings: Sequence[UserTraining]
    tickets: Sequence[Ticket]
    levels: Sequence[Fact]

    @property
    def open_findings(self) -> list[Finding]:
        """Those not closed yet, the first due first."""
        found = [row for check in self.inspections for row in check.findings.all()]
        return sorted((row for row in found if row.status != FindingState.CONFIRMED), key=lambda row: row.due_on)


def parts_of(build: Build, actor: Actor) -> Parts:
    """Everything of a build within the actor's sight."""
    return Parts(
        milestones=queries.milestones(build),
        deliverables=queries.deliverables(build),
        inspections=queries.inspections(build, actor),
        reports=queries.reports(build),
        trainings=list(build.trainings.all()),
        tickets=list(build.tickets.order_by("-number")),
        levels=level_facts(build),
    )


def facts_of(build: Build) -> list[Fact]:
    """The build in short."""
    agreement = build.agreement
    found = [
        Fact(_("Supplier"), agreement.supplier.name),
        Fact(_("Project runs"), f"{day(agreement.starts_on)} – {day(agreement.ends_on)}")
        if agreement.starts_on and agreement.ends_on
        else None,
        Fact(_("Progress"), f"{build.progress_pct}%"),
        Fact(_("Accepted by the firm"), day(build.accepted_on)) if build.accepted_on else None,
        Fact(_("Warranty until"), day(build.warranty_until)) if build.warranty_until else None,
        Fact(_("Completed on"), day(build.completed_on)) if build.completed_on else None,
        Fact(_("Still in use"), _("Yes") if build.in_use else _("No"), note=day(build.in_use_on))
        if build.in_use_on
        else None,
    ]
    return [each for each in found if each is not None]


def level_facts(build: Build) -> list[Fact]:
    """Both scales, before and after, with the certificate and until when it holds."""
    found = []
    for row in queries.levels(build):
        if row.before or row.after:
            words = {"before": LEVEL_LABELS.get(row.before, "–"), "after": LEVEL_LABELS.get(row.after, "–")}
            note = ""
            if row.certificate_no:
                note = _("Certificate %(no)s") % {"no": row.certificate_no}
            if row.valid_until is not None:
                note += " · " + _("valid until %(day)s") % {"day": day(row.valid_until)}
            found.append(Fact(LevelScale(row.scale).label, _("%(before)s → %(after)s") % words, note=note))
    return found


def milestone_steps(milestones: Sequence[Milestone], at: datetime) -> list[Step]:
    """The milestone line; under a late one stands who caused how many days."""
    today = timezone.localdate(at)
    ahead = next((row for row in milestones if row.status == MilestoneState.AHEAD), None)
    return [
        Step(row.name, _stand(row, row is ahead, late=row.due_on < today), _note(row), url=_url(row))
        for row in milestones
        if row.status != MilestoneState.DROPPED
    ]


def _stand(row: Milestone, is_next: bool, *, late: bool) -> str:
    if row.status != MilestoneState.AHEAD:
        return Stand.DONE
    return Stand.LATE if late else Stand.NOW if is_next else Stand.TODO


def _url(row: Milestone) -> str:
    return reverse("builds:milestone", args=[row.pk])


def _note(row: Milestone) -> str:
    words = [day_short(row.reached_on or row.due_on)]
    causes = delay_words(row)
    return " · ".join([*words, causes] if causes else words)


def delay_words(row: Milestone) -> str:
    """Who caused how many days: "the firm 5 days, the supplier 3 days"."""
    found = []
    for delay in row.delays.all():
        days = ngettext("%(n)d day", "%(n)d days", delay.days) % {"n": delay.days}
        found.append(f"{PartyToBlame(delay.caused_by).label} {days}")
    return ", ".join(found)
