"""What is late in builds, and who is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.urls import reverse
from django.utils import timezone

from dure.foundation.access.actor import SYSTEM, Actor
from dure.journey.agreements.states import AgreementState
from dure.journey.builds.access import VIEW_BUILD
from dure.journey.builds.models import Build, Delay, Deliverable, Finding, Inspection, Milestone, PartyToBlame, Ticket
from dure.journey.builds.states import DeliverableState, FindingState, InspectionState, MilestoneState, TicketState


@dataclass(frozen=True)
class Late:
    """Something overdue. ``kind`` is milestone, deliverable, finding, inspection or ticket.

    ``by`` is who is late, a ``PartyToBlame``: who caused most of the recorded days, else who owes it; ``recorded``
    says which of the two.
    """

    kind: str
    what: str
    build_id: int
    agreement_id: int
    agreement_number: str
    firm: str
    supplier: str
    due_on: date
    days: int
    by: str
    recorded: bool
    url: str


def under_way() -> Q:
    """Builds on which something can be late."""
    return Q(completed_on__isnull=True, stopped_at__isnull=True, agreement__status=AgreementState.STARTED)


def late(programme_id: int, at: datetime, actor: Actor = SYSTEM) -> list[Late]:
    """All that is overdue in a programme's builds as far as the actor sees them, the longest overdue first; six
    queries."""
    builds = VIEW_BUILD.rows(actor, Build.objects.filter(agreement__programme_id=programme_id))
    builds = builds.filter(under_way() | Q(completed_on__isnull=False))
    return late_of({row.pk: row for row in builds.select_related("agreement__firm", "agreement__supplier")}, at)


def late_of(builds: dict[int, Build], at: datetime) -> list[Late]:
    """What is overdue on these builds."""
    today = timezone.localdate(at)
    found = [
        *_milestones(builds, today),
        *_findings(builds, today),
        *_inspections(builds, today),
        *_tickets(builds, at),
    ]
    return sorted(found, key=lambda each: (-each.days, each.firm, each.kind, each.what))


def overdue_milestones(today: date) -> QuerySet[Milestone]:
    """Milestones ahead whose day has passed, of builds under way."""
    rows = Milestone.objects.filter(status=MilestoneState.AHEAD, due_on__lt=today)
    return rows.filter(
        build__completed_on__isnull=True,
        build__stopped_at__isnull=True,
        build__agreement__status=AgreementState.STARTED,
    )


def _working(builds: dict[int, Build]) -> list[int]:
    return [
        pk
        for pk, build in builds.items()
        if build.completed_on is None and build.stopped_at is None and build.agreement.status == AgreementState.STARTED
    ]


def _milestones(builds: dict[int, Build], today: date) -> Iterable[Late]:
    """Overdue milestones, and what was to be handed in at milestones whose day has passed."""
    due = Prefetch("deliverables", Deliverable.objects.filter(status=DeliverableState.DUE))
    # Who caused most of the recorded days; where nothing is recorded, the supplier owes it.
    causes = Delay.objects.filter(milestone=OuterRef("pk")).order_by().values("caused_by").annotate(sum=Sum("days"))
    cause = Subquery(causes.order_by("-sum", "caused_by").values("caused_by")[:1])
    rows = Milestone.objects.filter(due_on__lt=today, build_id__in=_working(builds)).annotate(cause=cause)
    for row in rows.exclude(status=MilestoneState.DROPPED).prefetch_related(due):
        build, recorded = builds[row.build_id], row.cause is not None
        by = row.cause or PartyToBlame.SUPPLIER
        if row.status == MilestoneState.AHEAD:
            yield _late(build, "milestone", row.name, row.due_on, today, by, recorded, row.pk)
        for each in row.deliverables.all():
            yield _late(build, "deliverable", each.name, row.due_on, today, by, recorded, each.pk)


def _findings(builds: dict[int, Build], today: date) -> Iterable[Late]:
    rows = Finding.objects.filter(
        status__in=(FindingState.OPEN, FindingState.PLANNED),
        due_on__lt=today,
        inspection__build_id__in=_working(builds),
    )
    for row in rows.select_related("inspection"):
        build = builds[row.inspection.build_id]
        yield _late(build, "finding", row.text[:80], row.due_on, today, row.concerns, True, row.pk)


def _inspections(builds: dict[int, Build], today: date) -> Iterable[Late]:
    rows = Inspection.objects.filter(status=InspectionState.PLANNED, due_on__lt=today, build_id__in=_working(builds))
    for row in rows:
        build = builds[row.build_id]
        label = row.get_kind_display()
        yield _late(build, "inspection", label, row.due_on, today, PartyToBlame.OPERATOR, True, row.pk)


def _tickets(builds: dict[int, Build], at: datetime) -> Iterable[Late]:
    rows = Ticket.objects.filter(status=TicketState.OPEN, answer_due_at__lt=at, build_id__in=list(builds))
    for row in rows.filter(build__stopped_at__isnull=True):
        build, due_on = builds[row.build_id], timezone.localdate(row.answer_due_at)
        days = ceil((at - row.answer_due_at).total_seconds() / 86400)
        found = _late(build, "ticket", row.title, due_on, timezone.localdate(at), PartyToBlame.SUPPLIER, True, row.pk)
        yield found if found.days else Late(**{**found.__dict__, "days": days})


def _late(build: Build, kind: str, what: str, due_on: date, today: date, by: str, recorded: bool, pk: int) -> Late:
    agreement = build.agreement
    return Late(
        kind=kind, what=what, build_id=build.pk, agreement_id=agreement.pk, agreement_number=agreement.number,
        firm=agreement.firm.name, supplier=agreement.supplier.name, due_on=due_on, days=(today - due_on).days,
        by=str(by), recorded=recorded, url=reverse(f"builds:{kind}", args=[pk]),
    )  # fmt: skip
