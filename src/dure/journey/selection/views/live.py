"""Work under way on the desk: what has arrived, stopping it, and what would have to give for a firm."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.journey.selection import actions
from dure.journey.selection.access import WORK_ON_SCENARIO
from dure.journey.selection.models import Opening
from dure.journey.selection.queries.firm import opening_view
from dure.journey.selection.queries.running import shown
from dure.journey.selection.views.desk import desk_context
from dure.journey.selection.views.scenarios import desk_address, own_scenario


@needs(WORK_ON_SCENARIO)
@require_GET
def show_live(request: HttpRequest, scenario_id: int) -> HttpResponse:
    """How far the work is; with it the parts of the desk that the page does not show yet."""
    row = own_scenario(request, scenario_id)
    found = shown(row)
    seen = request.GET.get("seen", "")
    if found.is_running and found.mark == seen:
        return render(request, "selection/progress.html", {"scenario": row, "shown": found, **_place(request)})
    context = {**desk_context(request, row), "live": True, "had_rows": request.GET.get("rows") == "1"}
    response = render(request, "selection/live.html", context)
    response["HX-Retarget"], response["HX-Reswap"] = "#desk-work", "outerHTML"
    return response


def _place(request: HttpRequest) -> dict[str, str]:
    return {"type_code": request.GET.get("type", ""), "has_rows": request.GET.get("rows", "")}


@needs(WORK_ON_SCENARIO)
@require_POST
def stop(request: HttpRequest, scenario_id: int) -> HttpResponse:
    """Stop the run or the check; the answer stays as it was."""
    row = own_scenario(request, scenario_id)
    if actions.stop_work(scenario=row, by=actor_of(request), at=now()):
        messages.success(request, _("Stopped. Nothing was changed."))
    return redirect(desk_address(row, request.POST.get("firm", ""), request.POST.get("type", "")))


@needs(WORK_ON_SCENARIO)
@require_http_methods(["GET", "POST"])
def opening(request: HttpRequest, scenario_id: int) -> HttpResponse:
    """Which limits would have to give for a firm: asked for by POST, looked at by GET while it is worked out."""
    row = own_scenario(request, scenario_id)
    number = request.POST.get("firm") or request.GET.get("firm", "")
    if number not in row.answer.get("applicants", {}):
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            actions.start_opening(scenario=row, number=number, by=actor_of(request), at=now())
        except ActionRefused as refused:
            refusal = str(refused.reason)
    return _opening(request, row.pk, number, refusal)


@needs(WORK_ON_SCENARIO)
@require_POST
def stop_opening(request: HttpRequest, scenario_id: int) -> HttpResponse:
    """Stop the search for one firm."""
    row = own_scenario(request, scenario_id)
    number = request.POST.get("firm", "")
    found = Opening.objects.select_related("scenario__programme").filter(scenario=row, number=number, digest=row.digest)
    for each in found:
        actions.stop_opening(opening=each, by=actor_of(request), at=now())
    return _opening(request, row.pk, number, "")


def _opening(request: HttpRequest, scenario_id: int, number: str, refusal: str) -> HttpResponse:
    row = own_scenario(request, scenario_id)
    if not request.headers.get("HX-Request"):
        if refusal:
            messages.error(request, refusal)
        return redirect(desk_address(row, number))
    found = opening_view(row, number)
    if found.job is not None and found.job.is_active and request.GET.get("seen") == found.mark:
        return HttpResponse(status=204)
    context = {"scenario": row, "opening": found, "refusal": refusal}
    return render(request, "selection/opening.html", context)
