"""Arranging preliminary visits."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import act
from dure.foundation.parties.queries import actor_for
from dure.foundation.workflow.gate import move
from dure.journey.prospects import news
from dure.journey.prospects.access import EDIT, WRITE_UP
from dure.journey.prospects.consents import VISIT
from dure.journey.prospects.models import Interest, Visit
from dure.journey.prospects.states import InterestState, VisitState

VISITOR_ROLES = (Role.FORUM, Role.MENTOR, Role.OPERATOR)


def plan_visit(*, interest: Interest, visitor_id: int, planned_at: datetime, by: Actor, at: datetime) -> Visit:
    """Plan a visit by a forum officer, mentor or member of staff, who is told; the same visitor is planned once.

    Refused for a firm that agreed to no visit, and for a person who holds no such role.
    """
    with transaction.atomic():
        visit, is_new = _plan(interest, visitor_id, planned_at, by, at)
        if is_new:
            news.visits_planned([visit], by=by, at=at)
    return visit


def _plan(interest: Interest, visitor_id: int, planned_at: datetime, by: Actor, at: datetime) -> tuple[Visit, bool]:
    """The visit, and whether it was planned only now."""
    EDIT.demand(by, interest)
    if VISIT not in interest.consents:
        words = {"firm": interest.firm_name}
        raise ActionRefused(
            _("%(firm)s has not agreed to pass its contact on to visitors. Ask first, then correct the form.") % words
        )
    if not actor_for(visitor_id).has(*VISITOR_ROLES):
        raise ActionRefused(
            _("Visits are made by forum officers, mentors or staff of the operator. Choose one of them.")
        )
    chain = interest.programme.chain
    with transaction.atomic():
        row = Interest.objects.select_for_update().get(pk=interest.pk)
        planned = Visit.objects.filter(interest=row, visitor_id=visitor_id, status=VisitState.PLANNED).first()
        if planned is not None and planned.planned_at == planned_at:
            return planned, False
        if planned is not None:
            raise ActionRefused(_("This visitor has a visit planned there already. Move that one."))
        with act("prospects.plan_visit", chain=chain, by=by, at=at, subject=row) as this:
            _expect_visit(row, by=by, at=at)
            visit = Visit.objects.create(interest=row, visitor_id=visitor_id, planned_at=planned_at)
            this.evidence(visit)
    interest.refresh_from_db(fields=["status"])
    return visit, True


def _expect_visit(row: Interest, *, by: Actor, at: datetime) -> None:
    if row.status in (InterestState.RECEIVED, InterestState.VISITED):
        move(row, "plan_visit", by=by, at=at)
    elif row.status != InterestState.VISIT_PLANNED:
        words = {"firm": row.firm_name, "state": row.get_status_display()}
        raise ActionRefused(_("%(firm)s cannot be visited now: the interest form is “%(state)s”.") % words)


def plan_visits(
    *, interests: Sequence[Interest], visitor_id: int, planned_at: datetime, by: Actor, at: datetime
) -> list[Visit]:
    """Give several firms to one visitor for the same day: all of them or none; the visitor is told once."""
    if not interests:
        raise ActionRefused(_("Choose at least one firm."))
    with transaction.atomic():
        planned = [_plan(each, visitor_id, planned_at, by, at) for each in interests]
        new = [visit for visit, is_new in planned if is_new]
        if new:
            news.visits_planned(new, by=by, at=at)
    return [visit for visit, _is_new in planned]


def move_visit(*, visit: Visit, planned_at: datetime, by: Actor, at: datetime) -> Visit:
    """Plan a visit for another time; its visitor may do so too."""
    WRITE_UP.demand(by, visit)
    interest = visit.interest
    with act("prospects.move_visit", chain=interest.programme.chain, by=by, at=at, subject=interest) as this:
        row = Visit.objects.select_for_update().get(pk=visit.pk)
        if row.status != VisitState.PLANNED:
            raise ActionRefused(
                _("Only a planned visit can be moved; this one is “%(state)s”.") % {"state": row.get_status_display()}
            )
        before, row.planned_at = row.planned_at, planned_at
        row.save(update_fields=["planned_at"])
        this.evidence(row)
        if before != planned_at:
            news.visit_moved(row, before, by=by, at=at)
    return row


def cancel_visit(*, visit: Visit, by: Actor, at: datetime, reason: str) -> Visit:
    """Cancel a planned visit; the firm waits for another one unless it was visited already."""
    WRITE_UP.demand(by, visit)
    chain = visit.interest.programme.chain
    with act("prospects.cancel_visit", chain=chain, by=by, at=at, subject=visit, reason=reason):
        move(visit, "cancel", by=by, at=at, reason=reason)
        interest = Interest.objects.select_for_update().get(pk=visit.interest_id)
        others = Visit.objects.filter(interest=interest).exclude(pk=visit.pk)
        if interest.status == InterestState.VISIT_PLANNED and not others.filter(status=VisitState.PLANNED).exists():
            held = others.filter(status=VisitState.HELD).exists()
            move(interest, "visit" if held else "unplan_visit", by=by, at=at)
        news.visit_cancelled(visit, reason=reason, by=by, at=at)
    return visit
