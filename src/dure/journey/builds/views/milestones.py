"""The page of a milestone and what is done there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import done, reason_of
from dure.foundation.interface.formats import day
from dure.foundation.interface.parts import Fact
from dure.journey.builds import actions
from dure.journey.builds.access import LEAD_BUILD, VIEW_PART, WORK_ON_BUILD
from dure.journey.builds.forms import DelayForm, ReachForm
from dure.journey.builds.models import Milestone, PartyToBlame
from dure.journey.builds.states import MilestoneState
from dure.journey.builds.views.frame import Ask, ask, crumbs, entries, part_or_404
from dure.journey.builds.words import TONES


@needs(VIEW_PART)
def show_milestone(request: HttpRequest, milestone_id: int) -> HttpResponse:
    """Its days, who caused which delay, and what is to be handed in at it."""
    row = part_or_404(request, Milestone, milestone_id, VIEW_PART)
    actor, today = actor_of(request), timezone.localdate(now())
    slip, explained = actions.slip_days(row, today), actions.explained_days(row)
    ended = row.status in {MilestoneState.CONFIRMED, MilestoneState.DROPPED}
    late = 0 if row.status == MilestoneState.DROPPED else slip
    context = {
        "row": row,
        "build": row.build,
        "tone": TONES[row.status],
        "facts": _facts(row),
        "slip": late,
        "unexplained": max(late - explained, 0),
        "delays": [(PartyToBlame(each.caused_by).label, each) for each in row.delays.all()],
        "deliverables": row.deliverables.all(),
        "may_reach": row.status == MilestoneState.AHEAD and bool(WORK_ON_BUILD.ask(actor, row.build)),
        "may_lead": bool(LEAD_BUILD.ask(actor, row.build)),
        "ended": ended,
        "entries": entries(row),
        "crumbs": crumbs(row.build, (row.name, "")),
    }
    return render(request, "builds/milestone.html", context)


def _facts(row: Milestone) -> list[Fact]:
    found = [Fact(_("Due by the plan in force"), day(row.due_on))]
    if row.first_due_on != row.due_on:
        found.append(Fact(_("Due by the first plan"), day(row.first_due_on)))
    if row.reached_on is not None:
        found.append(Fact(_("Reached on"), day(row.reached_on)))
    return found


@needs(WORK_ON_BUILD)
def reach(request: HttpRequest, milestone_id: int) -> HttpResponse:
    """Report it as reached."""
    row = part_or_404(request, Milestone, milestone_id, VIEW_PART)
    WORK_ON_BUILD.demand(actor_of(request), row.build)
    form = ReachForm(request.POST or None, initial={"on": timezone.localdate(now())})
    page = _page(row, _("Reached: %(name)s") % {"name": row.name}, _("Report as reached"))
    words, by, at = _("The milestone is reported as reached."), actor_of(request), now()
    return ask(
        request,
        form,
        Ask(**page, words=words, do=lambda data: actions.reach_milestone(milestone=row, by=by, at=at, **data)),
    )


@needs(LEAD_BUILD)
def delay(request: HttpRequest, milestone_id: int) -> HttpResponse:
    """Say who caused days of its slip."""
    row = part_or_404(request, Milestone, milestone_id, VIEW_PART)
    LEAD_BUILD.demand(actor_of(request), row.build)
    left = actions.slip_days(row, timezone.localdate(now())) - actions.explained_days(row)
    form = DelayForm(request.POST or None, initial={"days": max(left, 0) or None})
    page = _page(row, _("Who caused the delay?"), _("Record"))
    lead = _("%(n)d days have no cause yet. Several may each have caused some.") % {"n": max(left, 0)}
    words, by, at = _("The cause is recorded."), actor_of(request), now()
    return ask(
        request,
        form,
        Ask(**page, lead=lead, words=words, do=lambda data: actions.record_delay(milestone=row, by=by, at=at, **data)),
    )


@require_POST
@needs(LEAD_BUILD)
def settle(request: HttpRequest, milestone_id: int, verb: str) -> HttpResponse:
    """Confirm, give back or drop it."""
    row = part_or_404(request, Milestone, milestone_id, VIEW_PART)
    named: dict[str, Any] = {"milestone": row, "by": actor_of(request), "at": now()}
    back = reverse("builds:milestone", args=[row.pk])
    if verb == "confirm":
        return done(request, back, _("The milestone is confirmed."), lambda: actions.confirm_milestone(**named))
    act = actions.drop_milestone if verb == "drop" else actions.give_milestone_back
    words = _("The milestone is dropped.") if verb == "drop" else _("The milestone is given back.")
    return done(request, back, words, lambda: act(**named, reason=reason_of(request)))


def _page(row: Milestone, heading: str, submit: str) -> dict[str, Any]:
    back = reverse("builds:milestone", args=[row.pk])
    return {
        "heading": heading,
        "submit": submit,
        "back": back,
        "crumbs": crumbs(row.build, (row.name, back), (heading, "")),
    }
