"""The critical control points today: what was told, what is due, what is held, what smart HACCP still wants."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dure.engine.floor.plant import Ccp
from dure.floor.plant.access import CHANGE_SITE, VIEW_SITE
from dure.floor.plant.tables import Cell, Table
from dure.floor.quality import actions
from dure.floor.quality.forms import CalibrationForm
from dure.floor.quality.models import Deviation
from dure.floor.quality.queries import (
    JUDGED_DAYS,
    Calibrated,
    Lack,
    PointToday,
    calibrations_of,
    open_deviations,
    points_on,
)
from dure.floor.quality.states import DeviationState
from dure.floor.quality.views.found import Here, here, point_asked
from dure.floor.quality.words import frequency_of, limit_of, method_of, value_of
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.formats import clock, day, moment
from dure.foundation.interface.parts import Crumb

TONES = {
    DeviationState.HELD: "late",
    DeviationState.CORRECTED: "warn",
    DeviationState.RELEASED: "done",
    DeviationState.DISCARDED: "blocked",
    DeviationState.MISTAKEN: "draft",
}


@needs(VIEW_SITE)
@require_GET
def show_haccp(request: HttpRequest, code: str) -> HttpResponse:
    """All points of the plant on this day."""
    place = here(request, code)
    found = points_on(place.site, place.plant, place.today, now())
    held = list(open_deviations(place.site))
    context = place.context("quality:haccp", Crumb(_("HACCP"))) | {
        "held": deviation_table(place, held) if held else None,
        "count": len(held),
        "points": [(point, place.name(point.ccp), _facts(place, point), _lacks(point)) for point in found],
        "today": place.today,
    }
    return render(request, "quality/haccp.html", context)


def deviation_table(place: Here, rows: list[Deviation]) -> Table:
    """Deviations with the way to each."""
    return Table(
        _("Deviations"),
        (_("When"), _("Critical control point"), _("Measured"), _("Limit"), _("Lots held"), _("State")),
        [
            (
                Cell(moment(row.found_at), url=reverse("quality:deviation", args=[place.site.code, row.pk])),
                place.name(ccp) if (ccp := place.plant.ccps.get(row.ccp)) else row.ccp,
                value_of(row, row.value),
                limit_of(row),
                ", ".join(row.lots) or "–",
                Cell(row.get_status_display(), tone=TONES[DeviationState(row.status)]),
            )
            for row in rows
        ],
    )


def _facts(place: Here, point: PointToday) -> list[tuple[str, str]]:
    ccp, today = point.ccp, point.today
    last = point.last
    told = f"{clock(last.at)} · {value_of(ccp, last.value)}" if last else _("nothing told today")
    missed = ", ".join(clock(at) for at in today.missed) or "–"
    rows = [
        (_("Hazard"), place.called.text(ccp.hazard) or "–"),
        (_("Critical limit"), limit_of(ccp)),
        (_("Frequency"), frequency_of(ccp)),
        (_("Method"), method_of(ccp, place.called)),
        (_("Last told"), told),
        (_("Done / due"), f"{len(today.records)} / {today.due}" if today.due else str(len(today.records))),
        (_("Missed"), missed),
    ]
    if ccp.instrument:
        rows.append((_("Calibration"), _calibration(point.calibrated, today.day)))
    return rows


def _calibration(stands: Calibrated | None, today: date) -> str:
    """How the instrument stands, in words."""
    if stands is None:
        return _("no calibration recorded")
    words = {"done": day(stands.done_on), "until": day(stands.valid_until)}
    if not stands.passed:
        return _("%(done)s: it did not measure right") % words
    return (_("%(done)s, valid until %(until)s") if stands.holds_on(today) else _("ended on %(until)s")) % words


def _lacks(point: PointToday) -> list[tuple[str, bool, str, str]]:
    """By requirement whether it is met, of how many, and what to do where it is not."""
    return [(_lack(each), each.met, _counted(each), "" if each.met else _remedy(each, point)) for each in point.lacks]


def _counted(each: Lack) -> str:
    if not each.of:
        return ""
    words = {"n": each.n, "of": each.of, "days": JUDGED_DAYS}
    if each.key == "complete":
        return _("(%(n)d of %(of)d due in the last %(days)d days)") % words
    return _("(%(n)d of %(of)d records of the last %(days)d days)") % words


def _remedy(each: Lack, point: PointToday) -> str:
    if each.key == "automatic":
        return _("Connect the instrument through the gateway, so that it records by itself.")
    if each.key == "complete":
        return _("Record in every period.") if point.ccp.every_min else _("Set how often it is measured.")
    return _("Have the instrument calibrated and record it.")


def _lack(each: Lack) -> str:
    return {
        "automatic": _("Measured and recorded by itself, without a hand"),
        "complete": _("No record missing on working days"),
        "alarm": _("A deviation is told at once"),
        "unaltered": _("Records cannot be altered unseen"),
        "calibrated": _("Instrument calibrated and valid"),
    }[each.key]


def _calibrations(place: Here, ccp: Ccp) -> Table | None:
    rows = [
        (day(row.done_on), row.instrument, Cell(_("measures right") if row.passed else _("does not measure right"),
         tone="done" if row.passed else "late"), day(row.valid_until), row.note or "–", row.done_by)
        for row in calibrations_of(place.site, ccp.id)
    ]  # fmt: skip
    headers = (_("Done on"), _("Instrument"), _("Result"), _("Valid until"), _("Remark"), _("Written by"))
    return Table(_("Calibrations"), headers, rows) if rows else None


@needs(CHANGE_SITE)
@require_http_methods(["GET", "HEAD", "POST"])
def calibrate(request: HttpRequest, code: str) -> HttpResponse:
    """Record that the instrument of a point was compared with a standard."""
    place = here(request, code)
    ccp = point_asked(request, place)
    form = CalibrationForm(request.POST or None, initial={"instrument": ccp.instrument, "done_on": place.today})
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.calibrate(site=place.site, ccp=ccp.id, by=actor_of(request), at=now(), **form.cleaned_data)
            messages.success(request, _("The calibration is recorded."))
            return redirect("quality:haccp", code)
        except ActionRefused as refusal:
            refused = refusal.reason
    context = place.context("quality:haccp", *place.haccp_crumb(_("Calibration"))) | {
        "form": form,
        "refused": refused,
        "title": _("Calibration"),
        "lead": place.name(ccp),
        "hidden": [("ccp", ccp.id)],
        "table": _calibrations(place, ccp),
    }
    return render(request, "quality/form.html", context, status=422 if form.errors else 409 if refused else 200)
