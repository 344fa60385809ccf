"""The schedule risk of builds, each against its own plan and finished builds of its type; a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from dure.foundation.access.actor import Actor
from dure.journey.builds.access import VIEW_BUILD
from dure.journey.builds.models import Build, Milestone, ProgressReport
from dure.journey.builds.risk import Course, Finished, Risk, judge
from dure.journey.builds.schedule import Span
from dure.journey.builds.states import MilestoneState


@dataclass
class _Parts:
    """What was reported and is due of some builds."""

    milestones: dict[int, list[Milestone]] = field(default_factory=lambda: defaultdict(list))
    reports: dict[int, list[ProgressReport]] = field(default_factory=lambda: defaultdict(list))


def risk(agreement_id: int, at: datetime) -> Risk | None:
    """The risk of the build under an agreement; None before it began and after it ended."""
    build = Build.objects.filter(agreement_id=agreement_id).select_related("agreement").first()
    return None if build is None else risks_of([build], at).get(build.pk)


def risks_of(builds: Iterable[Build], at: datetime) -> dict[int, Risk]:
    """The risk of each build under way, by its id; three queries for any number."""
    wanted = [build for build in builds if _is_open(build)]
    types = {build.agreement.type_code for build in wanted}
    finished = Build.objects.filter(completed_on__isnull=False, agreement__type_code__in=types)
    return _judged(wanted, list(finished.select_related("agreement")), at)


def risks_seen(actor: Actor, at: datetime) -> dict[int, Risk]:
    """The risk of every build under way that the actor sees; three queries."""
    is_open = Q(completed_on__isnull=True, stopped_at__isnull=True)
    seen = VIEW_BUILD.rows(actor, Build.objects.filter(is_open)).values("pk")
    rows = list(Build.objects.filter(Q(pk__in=seen) | Q(completed_on__isnull=False)).select_related("agreement"))
    return _judged([row for row in rows if _is_open(row)], [row for row in rows if not _is_open(row)], at)


def _is_open(build: Build) -> bool:
    return build.completed_on is None and build.stopped_at is None


def _judged(wanted: list[Build], finished: list[Build], at: datetime) -> dict[int, Risk]:
    parts, today = _parts(wanted, finished), timezone.localdate(at)
    past: dict[str, list[Build]] = defaultdict(list)
    for build in finished:
        past[build.agreement.type_code].append(build)
    return {build.pk: judge(_course(build, past[build.agreement.type_code], parts, today)) for build in wanted}


def _parts(wanted: Sequence[Build], finished: Sequence[Build]) -> _Parts:
    parts, ids = _Parts(), [build.pk for build in wanted]
    for milestone in Milestone.objects.filter(build_id__in=ids).order_by("order"):
        parts.milestones[milestone.build_id].append(milestone)
    ids += [build.pk for build in finished]
    for report in ProgressReport.objects.filter(build_id__in=ids).order_by("on", "number"):
        parts.reports[report.build_id].append(report)
    return parts


def _course(build: Build, finished: list[Build], parts: _Parts, today: date) -> Course:
    live = [row for row in parts.milestones[build.pk] if row.status != MilestoneState.DROPPED]
    overdue = [
        (row.name, (today - row.due_on).days)
        for row in live
        if row.status == MilestoneState.AHEAD and row.due_on < today
    ]
    reported = parts.reports[build.pk]
    last_on = reported[-1].on if reported else timezone.localdate(build.begun_at)
    share = _span(build).share_pct(today)
    return Course(
        expected_pct=_expected(live, build, today),
        progress_pct=build.progress_pct,
        overdue=overdue,
        days_since_report=(today - last_on).days,
        finished=[_finished(each, share, parts) for each in finished],
    )


def _expected(live: list[Milestone], build: Build, today: date) -> Decimal:
    """The part of the time at which the last milestone due by today lay: what a build on its plan has behind it."""
    due = [row.due_on for row in live if row.due_on <= today]
    return _span(build).share_pct(max(due)) if due else Decimal(0)


def _finished(build: Build, share: Decimal, parts: _Parts) -> Finished:
    """The last progress that a finished build had reported by the same part of its time."""
    span, progress = _span(build), 0
    for report in parts.reports[build.pk]:
        if span.share_pct(report.on) <= share:
            progress = report.progress_pct
    ended = build.completed_on or span.ends_on
    return Finished(progress, (ended - span.ends_on).days)


def _span(build: Build) -> Span:
    starts_on = build.agreement.starts_on or timezone.localdate(build.begun_at)
    return Span(starts_on, build.agreement.ends_on or starts_on)
