"""The daily report (작업일보), as a page and on paper."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.engine.floor.events import Event, is_typed
from dure.floor.boards.outside import outside_table, outside_words
from dure.floor.boards.paper import report_pdf
from dure.floor.boards.queries.report import DailyReport, report_of
from dure.floor.boards.views.batches import stage_table
from dure.floor.boards.views.found import Here, day_asked, days_beside, here
from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.names import lasting, quantity, quantity_text
from dure.floor.plant.tables import Cell, Row, Table
from dure.floor.quality.queries import DayRecords
from dure.floor.quality.words import limit_of
from dure.foundation.access.routes import needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.formats import clock, pct


@needs(VIEW_SITE)
@require_GET
def show_report(request: HttpRequest, code: str) -> HttpResponse:
    """One day's report on the screen."""
    place = here(request, code)
    today = place.today
    day = day_asked(request, today)
    found = report_of(code, day, now())
    context = place.context("boards:report", _("Daily report")) | {
        **days_beside(day, today),
        "report": found,
        "sections": sections(place, found),
        "outside": outside_words(found.outside, found.units),
        "unknown": lasting(found.unknown_s) if found.unknown_s >= 60 else "",
        "notes": [(clock(n.at), place.called.machine(n.machine), n.text, n.typed) for n in found.notes],
        "pdf": f"{reverse('boards:report_pdf', args=[code])}?day={day.isoformat()}",
        "records": place.records_url(day, day),
    }
    return render(request, "boards/report.html", context)


@needs(VIEW_SITE)
@require_GET
def print_report(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a PDF on A4."""
    place = here(request, code)
    day = day_asked(request, place.today)
    found = report_of(code, day, now())
    content = report_pdf(place.site.name, found, sections(place, found), _notes(place, found), now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="daily-report-{place.code}-{_stamp(day)}.pdf"'
    return response


def sections(place: Here, found: DailyReport) -> list[tuple[str, Table]]:
    """The report's tables that have anything in them, with their headings."""
    every = [
        (_("What was made"), _made(place, found)),
        (_("Outside every shift"), outside_table(place.called, found.outside, found.units)),
        (_("Work orders"), _orders(place, found)),
        *((_stage(place, each.machine), stage_table(place, each)) for each in found.stages),
        (_("Stops"), _stops(place, found)),
        (_("Checks"), _checks(place, found)),
    ]
    return [(heading, table) for heading, table in every if table.rows]


def _made(place: Here, found: DailyReport) -> Table:
    rows: list[Row] = [
        [
            Cell(place.called.machine(each.machine), typed=each.typed),
            each.shift,
            ", ".join(place.called.item(item) for item in each.item.split(", ") if item),
            quantity(each.made, each.unit) if each.good else "",
            quantity(each.good, each.unit) if each.good else "",
            quantity(each.scrap, each.unit),
            quantity(each.rework, each.unit),
        ]
        for each in found.made
    ]
    headers = (
        _("Machine"), _("Shift"), _("Product or material"), _("Produced"), _("Good"), _("Thrown away"), _("Rework"),
    )  # fmt: skip
    return Table(_("What was made"), headers, rows, figures=frozenset({3, 4, 5, 6}))


def _orders(place: Here, found: DailyReport) -> Table:
    rows: list[Row] = [
        [
            each.order or _("No number"),
            place.called.item(each.item),
            place.called.machine(each.machine),
            quantity(each.planned, each.unit) if each.planned is not None else "",
            quantity(each.made, each.unit),
            pct(each.done_pct, 0) if each.done_pct is not None else "",
        ]
        for each in found.orders
    ]
    headers = (
        _("Work order"),
        _("Product or material"),
        _("Machine"),
        _("Planned quantity"),
        _("Produced"),
        _("Done share"),
    )
    return Table(_("Work orders"), headers, rows, figures=frozenset({3, 4, 5}))


def _stage(place: Here, machine: str) -> str:
    stage = next((one.id for one in place.plant.stages.values() if one.machine == machine), "")
    name = place.called.stage(stage) if stage else place.called.machine(machine)
    return _("Batches: %(stage)s") % {"stage": name}


def _stops(place: Here, found: DailyReport) -> Table:
    rows: list[Row] = [
        [
            Cell(place.called.machine(stop.machine), typed=stop.machine in found.typed_stops),
            Cell(place.called.reason(stop.reason), note=_("planned") if stop.planned else ""),
            lasting(stop.seconds),
        ]
        for stop in found.stops.stops
    ]
    foot = (_("Together, without planned ones"), "", lasting(found.stops.seconds)) if rows else ()
    return Table(_("Stops"), (_("Machine"), _("Reason"), _("Time")), rows, figures=frozenset({2}), foot=foot)


def _checks(place: Here, found: DailyReport) -> Table:
    rows = [_check(place, each) for each in found.checks if each.records or each.due]
    headers = (_("Check"), _("Limits of the check"), _("Times due"), _("Done"), _("Missed"), _("Values"))
    return Table(_("Checks"), headers, rows, figures=frozenset({2, 3, 4}))


def _check(place: Here, each: DayRecords) -> list[Cell | str]:
    done = [record.event for record in each.records]
    values = ", ".join(f"{clock(event.at)} {_value(event)}" for event in done)
    outside = len(each.outside)
    return [
        Cell(place.called.check(each.check.id), note="CCP" if each.is_critical else ""),
        _limits(each),
        str(each.due) if each.check.every_min else "",
        str(len(done)),
        Cell(", ".join(clock(at) for at in each.missed), tone="warn") if each.missed else "",
        Cell(
            values,
            note=_("outside the limits: %(n)d") % {"n": outside} if outside else "",
            typed=any(is_typed(event.source_id) for event in done),
        ),
    ]


def _value(event: Event) -> str:
    words = {"ok": _("fits"), "ng": _("does not fit")}
    return words.get(event.value) or quantity_text(event.value, event.unit)


def _limits(each: DayRecords) -> str:
    """In the words of the checks' own page; what is only looked at has none."""
    return "" if each.check.low is None and each.check.high is None else limit_of(each.check)


def _notes(place: Here, found: DailyReport) -> list[str]:
    mark = _("typed")
    return [
        f"{clock(each.at)} {place.called.machine(each.machine)} {each.text}{f' ({mark})' if each.typed else ''}"
        for each in found.notes
    ]


def _stamp(day: date) -> str:
    return day.strftime("%Y%m%d")
