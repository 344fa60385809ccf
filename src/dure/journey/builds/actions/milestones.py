"""Milestones: reached, confirmed, given back, dropped; and who caused each day of a slip."""

from datetime import date, datetime
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused, demand_text
from dure.foundation.interface.formats import day
from dure.foundation.ledger.act import act
from dure.foundation.workflow.gate import move
from dure.journey.builds.access import LEAD_BUILD, WORK_ON_BUILD
from dure.journey.builds.actions.frame import chain, demand_past, under_way
from dure.journey.builds.deadlines import lifted, met, owe_on
from dure.journey.builds.models import Delay, Milestone, PartyToBlame
from dure.journey.builds.states import DeliverableState


def slip_days(milestone: Milestone, today: date) -> int:
    """Days past the day due by the plan in force: up to when it was reached, else up to today."""
    return max(((milestone.reached_on or today) - milestone.due_on).days, 0)


def explained_days(milestone: Milestone) -> int:
    """Days of the slip whose cause is recorded."""
    return milestone.delays.aggregate(days=Sum("days"))["days"] or 0


def reach_milestone(*, milestone: Milestone, on: date, by: Actor, at: datetime) -> Milestone:
    """Report a milestone as reached; what is to be handed in at it must have come."""
    WORK_ON_BUILD.demand(by, milestone.build)
    with act("builds.reach_milestone", chain=chain(milestone.build), by=by, at=at, subject=milestone) as this:
        build = under_way(milestone.build_id)
        demand_past(on, at, build)
        missing = [row.name for row in milestone.deliverables.filter(status=DeliverableState.DUE)]
        if missing:
            words = {"names": ", ".join(missing)}
            raise ActionRefused(_("Hand in first what is due at this milestone: %(names)s.") % words)
        move(milestone, "reach", by=by, at=at)
        milestone.reached_on = on
        milestone.save(update_fields=["reached_on"])
        met(milestone, at=at)
        this.evidence(milestone)
    return milestone


def confirm_milestone(*, milestone: Milestone, by: Actor, at: datetime) -> Milestone:
    """Confirm it. A late one is confirmed once every day of its slip has its cause: no slip is anyone's by default."""
    LEAD_BUILD.demand(by, milestone.build)
    with act("builds.confirm_milestone", chain=chain(milestone.build), by=by, at=at, subject=milestone):
        under_way(milestone.build_id)
        milestone.refresh_from_db()
        open_days = slip_days(milestone, timezone.localdate(at)) - explained_days(milestone)
        if milestone.reached_on is not None and open_days > 0:
            words = {"open": open_days, "all": slip_days(milestone, milestone.reached_on)}
            sentence = _(
                "It was %(all)d days late and %(open)d of them have no cause yet. Record who caused them first."
            )
            raise ActionRefused(sentence % words)
        move(milestone, "confirm", by=by, at=at)
    return milestone


def give_milestone_back(*, milestone: Milestone, by: Actor, at: datetime, reason: str) -> Milestone:
    """It was not reached after all; it lies ahead again."""
    LEAD_BUILD.demand(by, milestone.build)
    named: dict[str, Any] = {"by": by, "at": at, "reason": reason}
    with act("builds.give_milestone_back", chain=chain(milestone.build), subject=milestone, **named) as this:
        build = under_way(milestone.build_id)
        move(milestone, "give_back", **named)
        milestone.reached_on = None
        milestone.save(update_fields=["reached_on"])
        this.evidence(milestone)
        owe_on(milestone, build, milestone.due_on, at=at, organisation_id=build.agreement.supplier_id)
    return milestone


def drop_milestone(*, milestone: Milestone, by: Actor, at: datetime, reason: str) -> Milestone:
    """This build does not need it."""
    LEAD_BUILD.demand(by, milestone.build)
    named: dict[str, Any] = {"by": by, "at": at, "reason": reason}
    with act("builds.drop_milestone", chain=chain(milestone.build), subject=milestone, **named):
        under_way(milestone.build_id)
        move(milestone, "drop", **named)
        lifted(milestone, at=at)
    return milestone


def record_delay(*, milestone: Milestone, days: int, caused_by: str, by: Actor, at: datetime, reason: str) -> Delay:
    """Say who caused how many days of a milestone's slip; together never more than it slipped."""
    LEAD_BUILD.demand(by, milestone.build)
    why = demand_text(reason, _("Say in a sentence what held the milestone up."))
    with act("builds.record_delay", chain=chain(milestone.build), by=by, at=at, subject=milestone, reason=why) as this:
        under_way(milestone.build_id)
        milestone.refresh_from_db()
        left = slip_days(milestone, timezone.localdate(at)) - explained_days(milestone)
        if not 1 <= days <= left:
            words = {"days": days, "left": max(left, 0), "due": day(milestone.due_on)}
            raise ActionRefused(
                _("%(days)d days cannot be recorded: due on %(due)s, it has %(left)d days without a cause.") % words
            )
        row = Delay.objects.create(
            milestone=milestone, days=days, caused_by=PartyToBlame(caused_by), reason=why, noted_at=at
        )
        this.evidence(row)
    return row
