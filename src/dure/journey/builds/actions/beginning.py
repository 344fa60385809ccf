"""A build begins with the accepted start, follows the agreement's days, and stops with it."""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import Act, act
from dure.journey.agreements import queries as agreements
from dure.journey.agreements.models import Agreement
from dure.journey.agreements.states import AgreementState
from dure.journey.builds.actions.frame import chain, locked
from dure.journey.builds.deadlines import lifted, owe_on
from dure.journey.builds.models import Build, Deliverable, Finding, Inspection, InspectionKind, Milestone, Ticket
from dure.journey.builds.rules import for_type, rules_of
from dure.journey.builds.schedule import Span, moved
from dure.journey.builds.states import InspectionState, MilestoneState, TicketState
from dure.journey.programmes.delivery import BuildRules


def begin_build(*, agreement: Agreement, by: Actor, at: datetime) -> Build:
    """Set up milestones, deliverables and checks by the notice; the build there is already stays as it is."""
    found = Build.objects.filter(agreement=agreement).first()
    if found is not None:
        return found
    agreement = agreements.agreement(agreement.pk)
    if agreement.status != AgreementState.STARTED or agreement.starts_on is None or agreement.ends_on is None:
        raise ActionRefused(_("A build begins once the notice of start has been accepted."))
    rules, span = rules_of(agreement.programme_id), Span(agreement.starts_on, agreement.ends_on)
    with act("builds.begin_build", chain=agreement.programme.chain, by=by, at=at) as this:
        build, is_new = Build.objects.get_or_create(
            agreement=agreement, defaults={"begun_at": at, "design_due_on": _design_due(rules, span)}
        )
        if not is_new:
            return build
        this.about(build)
        _set_up_deliverables(build, rules, this, _set_up_milestones(build, rules, span, this, at))
        _set_up_inspections(build, rules, span, this, at)
    return build


def _design_due(rules: BuildRules, span: Span) -> date:
    return min(date.fromordinal(span.starts_on.toordinal() + rules.design_within_days), span.ends_on)


def _set_up_milestones(build: Build, rules: BuildRules, span: Span, this: Act, at: datetime) -> dict[str, Milestone]:
    made = {}
    for order, rule in enumerate(for_type(rules.milestones, build.agreement.type_code), 1):
        due_on = span.after(rule.share_pct)
        made[rule.code] = row = Milestone.objects.create(
            build=build, code=rule.code, name_ko=rule.name.ko, name_en=rule.name.en, order=order,
            first_due_on=due_on, due_on=due_on,
        )  # fmt: skip
        this.evidence(row)
        owe_on(row, build, due_on, at=at, organisation_id=build.agreement.supplier_id)
    return made


def _set_up_deliverables(build: Build, rules: BuildRules, this: Act, milestones: dict[str, Milestone]) -> None:
    for rule in for_type(rules.deliverables, build.agreement.type_code):
        this.evidence(
            Deliverable.objects.create(
                build=build, code=rule.code, name_ko=rule.name.ko, name_en=rule.name.en,
                milestone=milestones.get(rule.milestone),
            )
        )  # fmt: skip


def _set_up_inspections(build: Build, rules: BuildRules, span: Span, this: Act, at: datetime) -> None:
    for rule in for_type(rules.inspections, build.agreement.type_code):
        due_on = span.after(rule.share_pct)
        if rule.kind == InspectionKind.DESIGN and build.design_due_on is not None:
            due_on = min(due_on, build.design_due_on)
        row = Inspection.objects.create(build=build, kind=rule.kind, first_due_on=due_on, due_on=due_on)
        this.evidence(row)
        owe_on(row, build, due_on, at=at, organisation_id=build.agreement.programme.operator_id)


def replan_build(*, agreement: Agreement, by: Actor, at: datetime) -> Build | None:
    """Move what lies ahead with the project's days after an agreed change; what the first plan said stays on record.

    Nothing is written where the days have not changed.
    """
    build = Build.objects.filter(agreement=agreement).first()
    if build is None or build.completed_on is not None or build.stopped_at is not None:
        return build
    if not _days_moved(build):
        return build
    with act("builds.replan_build", chain=agreement.programme.chain, by=by, at=at) as this:
        build = locked(build.pk)
        first, now = _first_span(build), _span(build)
        this.about(build)
        for milestone in build.milestones.filter(status=MilestoneState.AHEAD):
            _move(milestone, build, first, now, this, at, organisation_id=build.agreement.supplier_id)
        planned = build.inspections.filter(status=InspectionState.PLANNED).exclude(kind=InspectionKind.SURPRISE)
        for inspection in planned:
            operator_id = build.agreement.programme.operator_id
            _move(inspection, build, first, now, this, at, organisation_id=operator_id)
    return build


def _move(
    row: Milestone | Inspection, build: Build, first: Span, now: Span, this: Act, at: datetime, *, organisation_id: int
) -> None:
    due_on = moved(row.first_due_on, first, now)
    if due_on == row.due_on:
        return
    row.due_on = due_on
    row.save(update_fields=["due_on"])
    this.evidence(row)
    lifted(row, at=at)
    owe_on(row, build, due_on, at=at, organisation_id=organisation_id)


def _span(build: Build) -> Span:
    agreement = build.agreement
    if agreement.starts_on is None or agreement.ends_on is None:
        raise ActionRefused(_("The agreement does not say yet from when until when the project runs."))
    return Span(agreement.starts_on, agreement.ends_on)


def _days_moved(build: Build) -> bool:
    """Whether some milestone that lies ahead is due on another day now; a change of anything else moves nothing."""
    first, now = _first_span(build), _span(build)
    ahead = build.milestones.filter(status=MilestoneState.AHEAD)
    planned = build.inspections.filter(status=InspectionState.PLANNED).exclude(kind=InspectionKind.SURPRISE)
    rows: list[Milestone | Inspection] = [*ahead, *planned]
    return any(moved(row.first_due_on, first, now) != row.due_on for row in rows)


def _first_span(build: Build) -> Span:
    """The days by which the plan was first laid: those of the version in force when the build began."""
    plans = build.agreement.plans.order_by("-number")
    plan = plans.filter(made_at__lte=build.begun_at).first() or plans.last()
    return _span(build) if plan is None else Span(plan.starts_on, plan.ends_on)


def stop_build(*, agreement: Agreement, by: Actor, at: datetime) -> Build | None:
    """The agreement has ended early: nothing is owed on its build any more."""
    build = Build.objects.filter(agreement=agreement, stopped_at__isnull=True).first()
    if build is None:
        return None
    with act("builds.stop_build", chain=chain(build), by=by, at=at) as this:
        build = locked(build.pk)
        build.stopped_at = at
        build.save(update_fields=["stopped_at"])
        this.about(build)
        lift_all(build, at=at)
    return build


def lift_all(build: Build, *, at: datetime) -> None:
    """Lift what is still owed on a build."""
    rows = (
        *build.milestones.filter(status=MilestoneState.AHEAD),
        *build.inspections.filter(status=InspectionState.PLANNED),
        *Finding.objects.filter(inspection__build=build, confirmed_at__isnull=True),
        *Ticket.objects.filter(build=build).filter(Q(status=TicketState.OPEN)),
    )
    for row in rows:
        lifted(row, at=at)


def reopen_build(*, agreement: Agreement, by: Actor, at: datetime) -> Build | None:
    """The completion was taken back: the build is under way again."""
    build = Build.objects.filter(agreement=agreement, completed_on__isnull=False).first()
    if build is None:
        return None
    with act("builds.reopen_build", chain=chain(build), by=by, at=at) as this:
        build = locked(build.pk)
        build.completed_on = None
        build.save(update_fields=["completed_on"])
        this.about(build)
        today = timezone.localdate(at)
        for milestone in build.milestones.filter(status=MilestoneState.AHEAD, due_on__gte=today):
            owe_on(milestone, build, milestone.due_on, at=at, organisation_id=build.agreement.supplier_id)
    return build
