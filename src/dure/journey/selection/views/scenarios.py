"""What the desk does to a scenario: make, solve, pin, mark, change limits, set aside, compare."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.routes import actor_of, needs, row_or_404
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.journey.applications import queries as applications
from dure.journey.programmes import queries as programmes
from dure.journey.selection import actions
from dure.journey.selection.access import WORK_ON_SCENARIO
from dure.journey.selection.forms import LimitForm, ScenarioForm
from dure.journey.selection.models import Pin, PinKind, Scenario
from dure.journey.selection.preview import consequence
from dure.journey.selection.problem import Changes
from dure.journey.selection.queries.compare import compare
from dure.journey.selection.queries.desk import scenario, scenarios_of
from dure.journey.selection.states import ScenarioState


def own_scenario(request: HttpRequest, scenario_id: int) -> Scenario:
    """The scenario, if this actor may work on it."""
    return row_or_404(lambda: scenario(scenario_id), WORK_ON_SCENARIO, actor_of(request))


def desk_address(row: Scenario, firm: str = "", kind: str = "") -> str:
    """The desk with this scenario, firm and type open."""
    query = {"scenario": str(row.pk), "type": kind, "firm": firm}
    return f"{reverse('selection:desk')}?{urlencode({key: value for key, value in query.items() if value})}"


def _attempt(request: HttpRequest, step: Callable[[], Any], done: str = "") -> bool:
    try:
        step()
    except ActionRefused as refused:
        messages.error(request, refused.reason)
        return False
    if done:
        messages.success(request, done)
    return True


def _solve_anew(request: HttpRequest, row: Scenario) -> None:
    """After a change: a run that began before it yields its place."""
    actions.start_run(scenario=row, by=actor_of(request), at=now(), anew=True)


@needs(WORK_ON_SCENARIO)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """A new scenario, or a copy of the one on the desk."""
    actor = actor_of(request)
    programme = programmes.current_programme(actor)
    form = ScenarioForm(request.POST)
    if programme is None or not form.is_valid():
        messages.error(request, _("Give the scenario a name."))
        return redirect("selection:desk")
    source = request.POST.get("copy_of", "")
    copy_of = own_scenario(request, int(source)) if source.isdigit() else None
    try:
        row = actions.make_scenario(
            programme=programme,
            name=form.cleaned_data["name"],
            rule=form.cleaned_data["rule"],
            copy_of=copy_of,
            by=actor,
            at=now(),
        )
    except ActionRefused as refused:
        messages.error(request, refused.reason)
        return redirect("selection:desk")
    _solve_anew(request, row)
    return redirect(desk_address(row))


@needs(WORK_ON_SCENARIO)
@require_POST
def run(request: HttpRequest, scenario_id: int) -> HttpResponse:
    """Solve it in the background; the desk shows each part as it arrives. A second click starts nothing."""
    row = own_scenario(request, scenario_id)
    _attempt(request, lambda: actions.start_run(scenario=row, by=actor_of(request), at=now()))
    return redirect(desk_address(row, kind=request.POST.get("type", "")))


@needs(WORK_ON_SCENARIO)
@require_POST
def check(request: HttpRequest, scenario_id: int) -> HttpResponse:
    """Have the independent checker prove the answer, in the background."""
    row = own_scenario(request, scenario_id)
    _attempt(request, lambda: actions.start_check(scenario=row, by=actor_of(request), at=now()))
    return redirect(desk_address(row))


@needs(WORK_ON_SCENARIO)
@require_GET
def preview_pin(request: HttpRequest, scenario_id: int) -> HttpResponse:
    """What pinning, barring or letting go of a firm would change."""
    row = own_scenario(request, scenario_id)
    number, kind = request.GET.get("firm", ""), request.GET.get("kind", "")
    if number not in row.answer.get("applicants", {}) or kind not in {*PinKind.values, "free"}:
        raise Http404
    context = {"scenario": row, "number": number, "kind": kind, "found": consequence(row, number, kind)}
    return render(request, "selection/pin_preview.html", context)


@needs(WORK_ON_SCENARIO)
@require_POST
def pin(request: HttpRequest, scenario_id: int) -> HttpResponse:
    """Keep a pin or bar with its reason, or let go of one, and solve anew."""
    row = own_scenario(request, scenario_id)
    number, kind = request.POST.get("firm", ""), request.POST.get("kind", "")
    facts = next((a for a in applications.applications_of(row.programme_id) if a.number == number and number), None)
    if facts is None:
        raise Http404

    def keep() -> None:
        if kind == "free":
            for each in Pin.objects.filter(scenario=row, application_id=facts.id, lifted_at__isnull=True):
                actions.lift_pin(pin=each, by=actor_of(request), at=now())
        else:
            reason = request.POST.get("reason", "")
            actions.pin_firm(scenario=row, application=facts, kind=kind, reason=reason, by=actor_of(request), at=now())

    if _attempt(request, keep, _("Kept. The list is being solved anew.")):
        _solve_anew(request, row)
    return redirect(desk_address(row, number))


@needs(WORK_ON_SCENARIO)
@require_POST
def mark(request: HttpRequest, scenario_id: int) -> HttpResponse:
    """Leave a note on a firm."""
    row = own_scenario(request, scenario_id)
    number = request.POST.get("firm", "")
    facts = next((a for a in applications.applications_of(row.programme_id) if a.number == number and number), None)
    if facts is None:
        raise Http404
    text = request.POST.get("text", "")
    _attempt(
        request,
        lambda: actions.mark_firm(scenario=row, application_id=facts.id, text=text, by=actor_of(request), at=now()),
        _("Noted."),
    )
    return redirect(desk_address(row, number))


@needs(WORK_ON_SCENARIO)
@require_POST
def change_limit(request: HttpRequest, scenario_id: int) -> HttpResponse:
    """Try another maximum of one limit."""
    row = own_scenario(request, scenario_id)
    form = LimitForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The maximum is a whole number from 0."))
        return redirect(desk_address(row))
    changes = Changes.read(row.changes)
    maxima = {name: value for name, value in changes.maxima.items() if name != form.cleaned_data["name"]}
    if form.cleaned_data["maximum"] is not None:
        maxima[form.cleaned_data["name"]] = form.cleaned_data["maximum"]
    changed = Changes(rule=changes.rule, maxima=maxima)
    if _attempt(
        request,
        lambda: actions.change_scenario(scenario=row, changes=changed, by=actor_of(request), at=now()),
    ):
        _solve_anew(request, row)
    return redirect(desk_address(row))


@needs(WORK_ON_SCENARIO)
@require_POST
def shelve(request: HttpRequest, scenario_id: int) -> HttpResponse:
    """Set a scenario aside, or take it up again."""
    row = own_scenario(request, scenario_id)
    step = actions.resume if row.status == ScenarioState.SET_ASIDE else actions.set_aside
    _attempt(request, lambda: step(scenario=row, by=actor_of(request), at=now()))
    return redirect("selection:desk")


@needs(WORK_ON_SCENARIO)
@require_GET
def comparison(request: HttpRequest) -> HttpResponse:
    """Two scenarios side by side: who is in one and not in the other."""
    programme = programmes.current_programme(actor_of(request))
    rows = [row for row in scenarios_of(programme.pk) if row.answer.get("selected")] if programme is not None else []
    chosen = [own_scenario(request, int(k)) for k in request.GET.getlist("with")[:2] if k.isdigit()] or rows[:2]
    context = {
        "programme": programme,
        "scenarios": rows,
        "chosen": [row.pk for row in chosen],
        "found": compare(chosen[0], chosen[1]) if len(chosen) == 2 else None,
    }
    return render(request, "selection/compare.html", context)


@needs(WORK_ON_SCENARIO)
@require_GET
def problem_file(request: HttpRequest, scenario_id: int, part: str) -> HttpResponse:
    """The problem or answer file, as ``dure solve`` and ``dure check selection`` take them."""
    row = own_scenario(request, scenario_id)
    if part not in {"problem", "answer"}:
        raise Http404
    data = row.problem if part == "problem" else row.answer
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="selection-{row.pk}-{part}.json"'
    return response
