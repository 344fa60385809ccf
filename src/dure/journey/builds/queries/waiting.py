"""What builds ask of each actor now."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import STAFF, Actor, Role
from dure.foundation.access.permission import Permission
from dure.foundation.workflow.values import Waiting
from dure.journey.agreements.states import AgreementState
from dure.journey.builds.access import ACCEPT_BUILD, JUDGE_SUPPLIER, LEAD_BUILD, REPORT_PROGRESS, SPEAK_FOR_FIRM
from dure.journey.builds.deadlines import end_of
from dure.journey.builds.models import (
    Build,
    Deliverable,
    Finding,
    Inspection,
    Milestone,
    Objection,
    PartyToBlame,
    Ticket,
)
from dure.journey.builds.states import (
    DeliverableState,
    FindingState,
    InspectionState,
    MilestoneState,
    ObjectionState,
    TicketState,
)

STAGE = "builds"
# What lies further ahead is not on anybody's list yet.
_SOON = timedelta(days=14)
_OPEN = (FindingState.OPEN, FindingState.PLANNED)


def waiting(actor: Actor, at: datetime) -> list[Waiting]:
    """The actor's own: a supplier's milestones, findings and reports of faults; the firm's; the staff's."""
    found: list[Waiting] = []
    if actor.has(Role.SUPPLIER):
        found += [*_milestones(actor, at), *_findings(actor, PartyToBlame.SUPPLIER, Role.SUPPLIER), *_tickets(actor)]
    if actor.has(Role.FIRM):
        found += [*_findings(actor, PartyToBlame.FIRM, Role.FIRM), *_to_accept(actor), *_solved(actor)]
    if actor.has(*STAFF):
        found += [*_inspections(actor, at), *_to_confirm(actor), *_objections(actor)]
    return found


def _live(rows: QuerySet, prefix: str = "build__") -> QuerySet:
    return rows.filter(
        **{
            f"{prefix}completed_on__isnull": True,
            f"{prefix}stopped_at__isnull": True,
            f"{prefix}agreement__status": AgreementState.STARTED,
        }
    )


def _mine(permission: Permission, actor: Actor) -> QuerySet[Build]:
    return permission.rows(actor, Build.objects.all())


def _milestones(actor: Actor, at: datetime) -> Iterable[Waiting]:
    until = timezone.localdate(at) + _SOON
    rows = Milestone.objects.filter(status=MilestoneState.AHEAD, due_on__lte=until)
    rows = rows.filter(build__agreement__supplier_id__in=actor.organisations(Role.SUPPLIER))
    for row in _live(rows).select_related("build__agreement__firm"):
        what = _("Reach the milestone “%(name)s”") % {"name": row.name}
        yield _waiting(row, what, _("Report"), "milestone", row.build, due_at=end_of(row.due_on))


def _findings(actor: Actor, party: str, role: Role) -> Iterable[Waiting]:
    side = {Role.SUPPLIER: "supplier_id__in", Role.FIRM: "firm_id__in"}[role]
    rows = Finding.objects.filter(status__in=_OPEN, concerns=party)
    rows = rows.filter(**{f"inspection__build__agreement__{side}": actor.organisations(role)})
    for row in _live(rows, "inspection__build__").select_related("inspection__build__agreement__firm"):
        build = row.inspection.build
        yield _waiting(row, _("Mend a finding"), _("Answer"), "finding", build, due_at=end_of(row.due_on))


def _tickets(actor: Actor) -> Iterable[Waiting]:
    rows = Ticket.objects.filter(status=TicketState.OPEN, build__in=_mine(REPORT_PROGRESS, actor))
    for row in rows.filter(build__stopped_at__isnull=True).select_related("build__agreement__firm"):
        what = _("Answer the fault report “%(title)s”") % {"title": row.title}
        firm = row.build.agreement.firm.name
        yield _waiting(row, what, _("Answer"), "ticket", row.build, due_at=row.answer_due_at, waits=firm)


def _to_accept(actor: Actor) -> Iterable[Waiting]:
    handed_in = Deliverable.objects.filter(
        status=DeliverableState.HANDED_IN, build__agreement__firm_id__in=actor.organisations(Role.FIRM)
    )
    for row in _live(handed_in).select_related("build__agreement__supplier", "build__agreement__firm"):
        what = _("Look at “%(name)s” and accept it") % {"name": row.name}
        supplier = row.build.agreement.supplier.name
        yield _waiting(row, what, _("Look at it"), "deliverable", row.build, waits=supplier)
    builds = _mine(ACCEPT_BUILD, actor).filter(accepted_on__isnull=True, progress_pct=100)
    builds = _live(builds, "").exclude(deliverables__status=DeliverableState.DUE)
    for build in builds.select_related("agreement__firm", "agreement__supplier"):
        what, supplier = _("Try the system and accept it"), build.agreement.supplier.name
        yield _waiting(build, what, _("Accept the system"), "build", build, waits=supplier)


def _solved(actor: Actor) -> Iterable[Waiting]:
    rows = Ticket.objects.filter(status=TicketState.SOLVED, build__in=_mine(SPEAK_FOR_FIRM, actor))
    for row in rows.select_related("build__agreement__firm"):
        what = _("Say whether “%(title)s” is solved") % {"title": row.title}
        yield _waiting(row, what, _("Look at it"), "ticket", row.build)


def _inspections(actor: Actor, at: datetime) -> Iterable[Waiting]:
    until = timezone.localdate(at) + _SOON
    rows = Inspection.objects.filter(status=InspectionState.PLANNED, due_on__lte=until)
    for row in _live(rows.filter(build__in=_mine(LEAD_BUILD, actor))).select_related("build__agreement__firm"):
        what, due_at = str(row.get_kind_display()), row.planned_at or end_of(row.due_on)
        yield _waiting(row, what, _("Write up"), "inspection", row.build, due_at=due_at)


def _to_confirm(actor: Actor) -> Iterable[Waiting]:
    mine = _mine(LEAD_BUILD, actor)
    findings = Finding.objects.filter(status=FindingState.RESOLVED, inspection__build__in=mine)
    for row in _live(findings, "inspection__build__").select_related("inspection__build__agreement__firm"):
        yield _waiting(row, _("See whether the finding is mended"), _("Look at it"), "finding", row.inspection.build)
    reached = Milestone.objects.filter(status=MilestoneState.REACHED, build__in=mine)
    for milestone in _live(reached).select_related("build__agreement__firm"):
        what = _("Confirm the milestone “%(name)s”") % {"name": milestone.name}
        yield _waiting(milestone, what, _("Look at it"), "milestone", milestone.build)


def _objections(actor: Actor) -> Iterable[Waiting]:
    rows = Objection.objects.filter(status=ObjectionState.FILED).select_related("profile__organisation")
    for row in rows if JUDGE_SUPPLIER.ask_role(actor) else ():
        name = row.profile.organisation.name
        url = reverse("builds:supplier", args=[row.profile.organisation_id])
        yield Waiting(what=_("Decide on an objection to a track record"), verb=_("Decide"), url=url, firm=name,
                      waits=name, stage=STAGE)  # fmt: skip


def _waiting(
    row: Model, what: str, verb: str, route: str, build: Build, *, due_at: datetime | None = None, waits: str = ""
) -> Waiting:
    url = reverse(f"builds:{route}", args=[row.pk])
    firm = build.agreement.firm.name
    return Waiting(what=what, verb=verb, url=url, due_at=due_at, firm=firm, waits=waits, stage=STAGE)
