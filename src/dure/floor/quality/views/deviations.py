"""A deviation from found to decided."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dure.floor.plant.access import CHANGE_SITE, VIEW_SITE
from dure.floor.quality import actions
from dure.floor.quality.forms import CorrectForm, DecideForm
from dure.floor.quality.models import Deviation
from dure.floor.quality.queries import deviations_of
from dure.floor.quality.states import DeviationState
from dure.floor.quality.views.found import Here, deviation_of, here
from dure.floor.quality.views.haccp import TONES, deviation_table
from dure.floor.quality.words import limit_of, value_of
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.formats import moment
from dure.foundation.interface.parts import Crumb, Entry, Fact
from dure.foundation.ledger.queries import trail

MOST = 200
DECISIONS = {"release": actions.release, "discard": actions.discard, "return": actions.send_back}


@needs(VIEW_SITE)
@require_GET
def show_deviations(request: HttpRequest, code: str) -> HttpResponse:
    """All deviations, newest first."""
    place = here(request, code)
    rows = list(deviations_of(place.site)[:MOST])
    context = place.context("quality:haccp", *place.haccp_crumb(_("Deviations"))) | {
        "table": deviation_table(place, rows) if rows else None
    }
    return render(request, "quality/deviations.html", context)


@needs(VIEW_SITE)
@require_GET
def show_deviation(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What happened, what is held, what was done, and what can be done next."""
    place = here(request, code)
    row = deviation_of(place, pk)
    return _render(request, place, row, _correct_form(place, row), DecideForm(), status=200)


@needs(CHANGE_SITE)
@require_POST
def correct(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Record cause and corrective action."""
    place = here(request, code)
    row = deviation_of(place, pk)
    form = _correct_form(place, row, request)
    if not form.is_valid():
        return _render(request, place, row, form, DecideForm(), status=422)
    try:
        cause = form.cleaned_data["cause"]
        actions.correct(deviation=row, cause=cause, correction=form.told, by=actor_of(request), at=now())
        messages.success(request, _("Recorded. The product stays held until this is approved."))
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
    return redirect("quality:deviation", code, pk)


@needs(CHANGE_SITE)
@require_POST
def decide(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Release, throw away or send back."""
    place = here(request, code)
    row = deviation_of(place, pk)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return _render(request, place, row, _correct_form(place, row), form, status=422)
    step = DECISIONS.get(request.POST.get("step", ""))
    if step is None:
        raise BadRequest("there is no such decision")
    try:
        step(deviation=row, decision=form.cleaned_data["decision"], by=actor_of(request), at=now())
        messages.success(request, _("Your decision is in the record."))
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
    return redirect("quality:deviation", code, pk)


def _render(
    request: HttpRequest, place: Here, row: Deviation, form: CorrectForm, decision: DecideForm, *, status: int
) -> HttpResponse:
    ccp = place.plant.ccps.get(row.ccp)
    name = place.name(ccp) if ccp is not None else row.ccp
    listed = (Crumb(_("HACCP"), reverse("quality:haccp", args=[place.site.code])),
              Crumb(_("Deviations"), reverse("quality:deviations", args=[place.site.code])), Crumb(name))  # fmt: skip
    context = place.context("quality:haccp", *listed) | {
        "row": row,
        "name": name,
        "tone": TONES[DeviationState(row.status)],
        "facts": _facts(place, row),
        "form": form,
        "decision": decision,
        "is_held": row.status == DeviationState.HELD,
        "is_corrected": row.status == DeviationState.CORRECTED,
        "record": place.record_url(row.ccp, row.found_at.astimezone(place.plant.timezone).date()) if ccp else "",
        "same_person": bool(row.decided_by) and row.decided_by == row.corrected_by,
        "trail": [
            Entry(at=line.at, text=line.label, actor=line.actor_name, reason=line.reason)
            for line in reversed(trail(row))
        ],
    }
    return render(request, "quality/deviation.html", context, status=status)


def _facts(place: Here, row: Deviation) -> list[Fact]:
    since = _("since the record of %(at)s") % {"at": moment(row.held_from)} if row.held_from else ""
    done = [Fact(_("Done at once on the line"), place.called.text(row.line_action))] if row.line_action else []
    return [
        Fact(_("Happened"), moment(row.found_at)),
        Fact(_("Measured"), value_of(row, row.value), note=_("limit: %(limit)s") % {"limit": limit_of(row)}),
        Fact(_("Machine"), place.called.machine(row.machine) if row.machine else "–"),
        Fact(_("Lots held"), ", ".join(row.lots) or _("no lot was told"), note=since),
        *done,
    ]


def _correct_form(place: Here, row: Deviation, request: HttpRequest | None = None) -> CorrectForm:
    ccp = place.plant.ccps.get(row.ccp)
    return CorrectForm(
        None if request is None else request.POST,
        actions=[(each, place.called.text(each)) for each in ccp.actions] if ccp is not None else [],
        initial={"action": row.line_action},
    )
