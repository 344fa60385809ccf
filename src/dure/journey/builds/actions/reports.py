"""Progress reports of the supplier, and that the operator has read them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused, demand_text
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.builds.access import LEAD_BUILD, REPORT_PROGRESS
from dure.journey.builds.actions.frame import chain, demand_past, under_way
from dure.journey.builds.models import Build, ProgressReport


@dataclass(frozen=True)
class Progress:
    """What is reported: the whole build's progress in percent on a day, what was done, comes next and hinders."""

    on: date
    progress_pct: int
    done: str
    next: str = ""
    trouble: str = ""


def report_progress(*, build: Build, progress: Progress, by: Actor, at: datetime) -> ProgressReport:
    """Hand a progress report in; the same report sent twice is one."""
    REPORT_PROGRESS.demand(by, build)
    done = demand_text(progress.done, _("Say what was done since the last report."))
    last = build.reports.order_by("-number").first()
    if last is not None and (last.on, last.progress_pct, last.done) == (progress.on, progress.progress_pct, done):
        return last
    with act("builds.report_progress", chain=chain(build), by=by, at=at) as this:
        build = under_way(build.pk)
        demand_past(progress.on, at, build)
        last = build.reports.order_by("-number").first()
        _check(progress, last)
        row = ProgressReport.objects.create(
            build=build, number=last.number + 1 if last else 1, on=progress.on, progress_pct=progress.progress_pct,
            done=done, next=progress.next, trouble=progress.trouble, handed_in_at=at,
        )  # fmt: skip
        build.progress_pct = progress.progress_pct
        build.save(update_fields=["progress_pct"])
        this.about(row)
        this.evidence(build)
    return row


def _check(progress: Progress, last: ProgressReport | None) -> None:
    if not 0 <= progress.progress_pct <= 100:
        raise ActionRefused(_("Progress is between 0 and 100 percent."))
    if last is None:
        return
    if progress.on < last.on:
        raise ActionRefused(_("The last report is of a later day. Enter the day up to which this one tells."))
    if progress.progress_pct < last.progress_pct and not progress.trouble.strip():
        words = {"now": progress.progress_pct, "before": last.progress_pct}
        raise ActionRefused(
            _("Progress falls from %(before)d %% to %(now)d %%. Say under “difficulties” what had to be done again.")
            % words
        )


def note_report(*, report: ProgressReport, by: Actor, at: datetime) -> ProgressReport:
    """The operator has read it."""
    LEAD_BUILD.demand(by, report.build)
    with act("builds.note_report", chain=chain(report.build), by=by, at=at, subject=report):
        move(report, "note", by=by, at=at)
    return report
