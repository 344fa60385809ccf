"""The list of builds, what is late in them, and the page of one build."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Role
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.context import is_about
from dure.foundation.interface.lists import render_list
from dure.foundation.interface.parts import Crumb
from dure.journey.builds import queries
from dure.journey.builds.access import (
    ACCEPT_BUILD,
    LEAD_BUILD,
    REPORT_PROGRESS,
    SPEAK_FOR_FIRM,
    VIEW_BUILD,
    WORK_ON_BUILD,
)
from dure.journey.builds.lists import builds_list
from dure.journey.builds.models import Build
from dure.journey.builds.next_step import next_step_of
from dure.journey.builds.page import facts_of, milestone_steps, parts_of
from dure.journey.builds.views.frame import build_or_404, crumbs, entries
from dure.journey.builds.words import RISK_LABELS, RISK_TONES, why
from dure.journey.programmes.queries import current_programme


@needs(VIEW_BUILD)
def show_builds(request: HttpRequest) -> HttpResponseBase:
    """Builds within sight; a firm with one build goes straight to it."""
    actor = actor_of(request)
    rows = queries.with_state(queries.builds(actor))
    if actor.roles == {Role.FIRM}:
        own = list(rows[:2])
        if len(own) == 1:
            return redirect("builds:build", own[0].pk)
    risks = queries.risks_seen(actor, now())
    return render_list(request, builds_list(actor, risks), rows, template="builds/list.html")


@needs(VIEW_BUILD)
def show_late(request: HttpRequest) -> HttpResponse:
    """What is overdue in the programme's builds, and who is late."""
    actor = actor_of(request)
    programme = current_programme(actor)
    found = [] if programme is None else queries.late(programme.pk, now(), actor)
    if programme is not None:
        is_about(request, programme)
    context = {"late": found, "crumbs": [Crumb(_("Builds"), reverse("builds:list")), Crumb(_("Overdue"))]}
    return render(request, "builds/late.html", context)


@needs(VIEW_BUILD)
def show_build(request: HttpRequest, build_id: int) -> HttpResponse:
    """One build: the next step, the milestone line, deliverables, checks and findings, reports, fault reports."""
    build, actor, at = build_or_404(request, build_id, VIEW_BUILD), actor_of(request), now()
    parts = parts_of(build, actor)
    risk = queries.risks_of([build], at).get(build.pk)
    context: dict[str, Any] = {
        "build": build,
        "agreement": build.agreement,
        "parts": parts,
        "facts": facts_of(build),
        "steps": milestone_steps(parts.milestones, at),
        "step": next_step_of(build, parts, actor, at),
        "risk": risk,
        "risk_label": RISK_LABELS[risk.level] if risk else "",
        "risk_tone": RISK_TONES[risk.level] if risk else "",
        "reasons": [why(reason) for reason in risk.reasons] if risk else [],
        "may": _may(build, request),
        "entries": entries(*_rows(build, parts)),
        "crumbs": crumbs(build),
    }
    return render(request, "builds/build.html", context)


def _may(build: Build, request: HttpRequest) -> dict[str, bool]:
    """What the actor may do on this build while it is under way, and after."""
    actor, open_now = actor_of(request), build.completed_on is None and build.stopped_at is None
    lead = bool(LEAD_BUILD.ask(actor, build))
    return {
        "lead": lead and open_now,
        "level": lead,
        "report": open_now and bool(REPORT_PROGRESS.ask(actor, build)),
        "work": open_now and bool(WORK_ON_BUILD.ask(actor, build)),
        "accept": open_now and build.accepted_on is None and bool(ACCEPT_BUILD.ask(actor, build)),
        "ticket": build.stopped_at is None and bool(SPEAK_FOR_FIRM.ask(actor, build)),
    }


def _rows(build: Build, parts: Any) -> list[Model]:
    """The rows whose history the page shows: what the actor cannot see is not told of."""
    checks = parts.inspections
    findings = [finding for check in checks for finding in check.findings.all()]
    return [build, *parts.milestones, *parts.deliverables, *checks, *findings, *parts.reports]
