"""A line as those who work on it look at it: what runs, what was made this shift, what stood still."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.engine.floor.facts import Facts
from dure.floor.boards.queries.fresh import machines_now
from dure.floor.boards.queries.made import unit_of
from dure.floor.boards.queries.stops import standing_of
from dure.floor.boards.reading import Days, days_of
from dure.floor.boards.views.found import Here, day_asked, days_beside, here
from dure.floor.boards.views.now import machine_rows
from dure.floor.boards.views.ribbon import ribbon_of
from dure.floor.plant.access import VIEW_SITE
from dure.floor.plant.names import lasting, quantity
from dure.floor.plant.tables import Cell, Row, Table
from dure.floor.quality.outside import outside_said
from dure.foundation.access.routes import needs
from dure.foundation.installation.clock import now


@needs(VIEW_SITE)
@require_GET
def show_line(request: HttpRequest, code: str, line: str) -> HttpResponse:
    """One line on one day."""
    place = here(request, code)
    if line not in place.plant.lines:
        raise Http404(_("There is no line of this name in the plant."))
    today = place.today
    day = day_asked(request, today)
    days = days_of(code, day, day, now())
    rows = [row for row in days.rows if row.line == line]
    context = place.context("boards:line", place.called.line(line)) | {
        "line": place.called.line(line),
        **days_beside(day, today),
        "outside": outside_said(code, place.plant, now(), line=line) if day == today else [],
        "now_table": machine_rows(place, [m for m in machines_now(code, place.plant, now()) if m.machine.line == line])
        if day == today
        else None,
        "made_table": _made(place, days, rows),
        "stops_table": stops_table(place, rows),
        "ribbon": ribbon_of(place, days, line),
        "silent": day == today and _is_silent(days, line),
        "records": place.records_url(day, day),
    }
    return render(request, "boards/line.html", context)


def _is_silent(days: Days, line: str) -> bool:
    """Whether work is planned and nobody has told anything of it."""
    start, end = days.span
    machines = {each.id for each in days.plant.machines.values() if each.line == line}
    told = (event for event in days.told if event.machine in machines and start <= event.at < end)
    return bool(days.windows[line]) and not any(days.has(days.day_of(event)) for event in told)


def _made(place: Here, days: Days, rows: list[Facts]) -> Table:
    return Table(
        _("Made by shift and machine"),
        (_("Machine"), _("Shift"), _("Produced"), _("Good"), _("Thrown away"), _("Rework"), _("Worked"),
         _("Stood still"),
         _("Not told")),
        [_line(place, days, row) for row in rows],
        figures=frozenset(range(2, 9)),
    )  # fmt: skip


def _line(place: Here, days: Days, row: Facts) -> list[Cell | str]:
    unit = unit_of(days, {row.machine})
    # Where nothing was counted, what was thrown away is not called made, and nothing is not called no pieces.
    counted = (row.pq, row.gq) if row.gq else (None, None)
    lost = (row.sq, row.rq) if row.gq or row.sq or row.rq else (None, None)
    amounts = ["" if value is None else quantity(value, unit) for value in (*counted, *lost)]
    if row.output_kg and not row.gq:
        amounts[0] = quantity(row.output_kg, "kg")
    times = [lasting(s) for s in (row.apt_s, row.aust_s + row.adet_s + row.adot_s, row.unknown_s)]
    url = place.records_url(row.day, row.day, machine=row.machine)
    return [Cell(place.called.machine(row.machine), url=url), row.shift, *amounts, *times]


def stops_table(place: Here, rows: list[Facts]) -> Table:
    """Standing still by machine and reason; planned stops are said to be planned."""
    found: list[Row] = [
        [
            Cell(place.called.machine(stop.machine)),
            Cell(place.called.reason(stop.reason), note=_("planned") if stop.planned else ""),
            lasting(stop.seconds),
        ]
        for stop in standing_of(place.plant, rows).stops
    ]
    return Table(_("Stops"), (_("Machine"), _("Reason"), _("Time")), found, figures=frozenset({2}))
