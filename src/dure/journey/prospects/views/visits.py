"""Visits on a phone: the day's list, one visit, its write-up."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.journey.prospects import actions, queries
from dure.journey.prospects.access import WRITE_UP
from dure.journey.prospects.forms import VisitMove, VisitWriteUp
from dure.journey.prospects.labels import readiness_state, visit_state
from dure.journey.prospects.models import Visit
from dure.journey.prospects.states import VisitState
from dure.journey.prospects.views import found

DRAFT_FIELDS = ("readiness", "owner_committed", "ict_in_use", "needs", "advice", "note", "held_at")


@needs(WRITE_UP)
@require_GET
def my_visits(request: HttpRequest) -> HttpResponse:
    """The reader's own visits: those to pay by day, those paid below."""
    rows = list(queries.my_visits(actor_of(request)))
    planned = [row for row in rows if row.status == VisitState.PLANNED]
    held = [(row, readiness_state(row.readiness)) for row in reversed(rows) if row.status == VisitState.HELD]
    days = [
        (day, list(group)) for day, group in groupby(planned, lambda row: timezone.localtime(row.planned_at).date())
    ]
    return render(request, "prospects/my_visits.html", {"days": days, "planned": planned, "held": held})


@needs(WRITE_UP)
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, visit_id: int) -> HttpResponse:
    """One visit and its write-up."""
    actor = actor_of(request)
    row = found.visit(visit_id, actor)
    if request.method != "POST":
        return _page(request, row, VisitWriteUp(initial=_initial(row)))
    form = VisitWriteUp(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        actions.write_up_visit(
            visit=row, report=form.report(), held_at=form.cleaned_data["held_at"], by=actor, at=clock.now()
        )
    except ActionRefused as refusal:
        return _page(request, row, form, refused=refusal.reason, status=409)
    messages.success(request, _("The visit to %(firm)s has been written up.") % {"firm": row.interest.firm_name})
    if row.visitor_id == actor.person_id:
        return redirect("prospects:my_visits")
    return redirect("prospects:visit", visit_id=row.pk)


def _initial(row: Visit) -> dict[str, object]:
    """What was written up, or what was being typed, or nothing yet."""
    words = {True: "yes", False: "no", None: ""}
    held_at = row.held_at or min(row.planned_at, clock.now())
    stored = {
        "readiness": row.readiness,
        "owner_committed": words[row.owner_committed],
        "ict_in_use": words[row.ict_in_use],
        "needs": row.needs,
        "advice": row.advice,
        "note": row.note,
        "held_at": timezone.localtime(held_at),
    }
    return {**stored, **{key: text for key, text in queries.draft_texts(row.pk).items() if text}}


def _page(
    request: HttpRequest, row: Visit, form: VisitWriteUp, *, refused: str = "", status: int = 200,
    moving: VisitMove | None = None,
) -> HttpResponse:  # fmt: skip
    context = {
        "visit": row,
        "interest": row.interest,
        "state": visit_state(row),
        "form": form,
        "moving": moving or VisitMove(initial={"planned_at": timezone.localtime(row.planned_at)}, auto_id="move_%s"),
        "refused": refused,
        "planned": row.status == VisitState.PLANNED,
        "cancelled": row.status == VisitState.CANCELLED,
    }
    return render(request, "prospects/visit.html", context, status=status)


@needs(WRITE_UP)
@require_POST
def save_draft(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Keep what is being typed."""
    actor = actor_of(request)
    row = found.visit(visit_id, actor)
    if row.status != VisitState.PLANNED:
        return JsonResponse(
            {"message": _("This visit has been written up already. Save it with the button.")}, status=409
        )
    texts = {name: request.POST.get(name, "")[:4000] for name in DRAFT_FIELDS}
    actions.save_visit_draft(visit=row, texts=texts, by=actor, at=clock.now())
    return HttpResponse(status=204)


@needs(WRITE_UP)
@require_POST
def move(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Another time."""
    actor = actor_of(request)
    row = found.visit(visit_id, actor)
    form = VisitMove(request.POST, auto_id="move_%s")
    if not form.is_valid():
        return _page(request, row, VisitWriteUp(initial=_initial(row)), moving=form, status=422)
    try:
        actions.move_visit(visit=row, planned_at=form.cleaned_data["planned_at"], by=actor, at=clock.now())
    except ActionRefused as refusal:
        return _page(request, row, VisitWriteUp(initial=_initial(row)), refused=refusal.reason, status=409)
    messages.success(request, _("The visit has been moved."))
    return redirect("prospects:visit", visit_id=row.pk)


@needs(WRITE_UP)
@require_POST
def cancel(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Cancel with a reason."""
    actor = actor_of(request)
    row = found.visit(visit_id, actor)
    try:
        actions.cancel_visit(visit=row, by=actor, at=clock.now(), reason=request.POST.get("reason", "")[:1000])
    except ActionRefused as refusal:
        return _page(request, row, VisitWriteUp(initial=_initial(row)), refused=refusal.reason, status=409)
    messages.success(request, _("The visit has been cancelled."))
    return redirect("prospects:my_visits" if row.visitor_id == actor.person_id else "prospects:list")
