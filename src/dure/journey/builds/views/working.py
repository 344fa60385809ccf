"""What is entered on a build: reports, acceptance, training, levels, completion, use."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import done
from dure.journey.builds import actions
from dure.journey.builds.access import (
    ACCEPT_BUILD,
    LEAD_BUILD,
    REPORT_PROGRESS,
    SPEAK_FOR_FIRM,
    VIEW_PART,
    WORK_ON_BUILD,
)
from dure.journey.builds.forms import AcceptForm, DayForm, InUseForm, LevelForm, ReportForm, TrainingForm
from dure.journey.builds.missing import missing_for_completion
from dure.journey.builds.models import Build, ProgressReport
from dure.journey.builds.views.frame import Ask, ask, build_or_404, crumbs, part_or_404


def _page(build: Build, heading: str, submit: str, words: str, **more: Any) -> dict[str, Any]:
    back = reverse("builds:build", args=[build.pk])
    return {
        "heading": heading, "submit": submit, "back": back, "words": words,
        "crumbs": crumbs(build, (heading, "")), **more,
    }  # fmt: skip


@needs(REPORT_PROGRESS)
def report(request: HttpRequest, build_id: int) -> HttpResponse:
    """Report progress."""
    build, by, at = build_or_404(request, build_id, REPORT_PROGRESS), actor_of(request), now()
    initial = {"on": timezone.localdate(at), "progress_pct": build.progress_pct}
    form = ReportForm(request.POST or None, initial=initial)
    page = _page(build, _("Report progress"), _("Hand in"), _("The progress report is handed in."))
    return ask(
        request,
        form,
        Ask(
            **page,
            do=lambda data: actions.report_progress(build=build, progress=actions.Progress(**data), by=by, at=at),
        ),
    )


@require_POST
@needs(LEAD_BUILD)
def note_report(request: HttpRequest, report_id: int) -> HttpResponse:
    """The operator has read a report."""
    row = part_or_404(request, ProgressReport, report_id, VIEW_PART)
    back = reverse("builds:build", args=[row.build_id])
    words, by = _("The report is marked as read."), actor_of(request)
    return done(request, back, words, lambda: actions.note_report(report=row, by=by, at=now()))


@needs(ACCEPT_BUILD)
def accept(request: HttpRequest, build_id: int) -> HttpResponse:
    """The firm accepts its system."""
    build, by, at = build_or_404(request, build_id, ACCEPT_BUILD), actor_of(request), now()
    form = AcceptForm(request.POST or None, initial={"on": timezone.localdate(at)})
    lead = _("From this day the warranty runs. Accept only what you have tried in your own work.")
    page = _page(
        build, _("Accept the system"), _("Accept the system"), _("The system is accepted."), lead=lead, large=True
    )
    return ask(
        request,
        form,
        Ask(
            **page,
            do=lambda data: actions.accept_build(build=build, on=data["on"], note=data["note"], by=by, at=at),
        ),
    )


@needs(WORK_ON_BUILD)
def train(request: HttpRequest, build_id: int) -> HttpResponse:
    """Record a training."""
    build, by, at = build_or_404(request, build_id, WORK_ON_BUILD), actor_of(request), now()
    form = TrainingForm(request.POST or None, initial={"held_on": timezone.localdate(at)})
    page = _page(build, _("Record a training"), _("Record"), _("The training is recorded."))
    return ask(
        request,
        form,
        Ask(
            **page, do=lambda data: actions.hold_training(build=build, training=actions.Training(**data), by=by, at=at)
        ),
    )


@needs(LEAD_BUILD)
def confirm_level(request: HttpRequest, build_id: int) -> HttpResponse:
    """Record a level before or after the build."""
    build, by, at = build_or_404(request, build_id, LEAD_BUILD), actor_of(request), now()
    form = LevelForm(request.POST or None, initial={"confirmed_on": timezone.localdate(at)})
    lead = _("Two scales: of the system, none to advanced; of the company, Level 1 to 5.")
    page = _page(build, _("Record a level"), _("Record"), _("The level is recorded."), lead=lead)
    return ask(
        request,
        form,
        Ask(**page, do=lambda data: actions.confirm_level(build=build, level=actions.Level(**data), by=by, at=at)),
    )


@needs(LEAD_BUILD)
def complete(request: HttpRequest, build_id: int) -> HttpResponse:
    """Complete the build, or read what is missing."""
    build, by, at = build_or_404(request, build_id, LEAD_BUILD), actor_of(request), now()
    form = DayForm(request.POST or None, initial={"on": timezone.localdate(at)})
    missing = missing_for_completion(build)
    lead = _("Missing: %(what)s.") % {"what": "; ".join(missing)} if missing else _("Everything is there.")
    page = _page(build, _("Complete the build"), _("Complete the build"), _("The build is completed."), lead=lead)
    return ask(
        request, form, Ask(**page, do=lambda data: actions.complete_build(build=build, on=data["on"], by=by, at=at))
    )


@needs(SPEAK_FOR_FIRM)
def in_use(request: HttpRequest, build_id: int) -> HttpResponse:
    """Say whether the system is still used."""
    build, by, at = build_or_404(request, build_id, SPEAK_FOR_FIRM), actor_of(request), now()
    form = InUseForm(request.POST or None, initial={"on": timezone.localdate(at)})
    page = _page(build, _("Still in use?"), _("Record"), _("Recorded."), large=True)
    return ask(request, form, Ask(**page, do=lambda data: actions.record_in_use(build=build, by=by, at=at, **data)))
