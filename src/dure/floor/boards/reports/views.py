"""The page of the reports: choose the days, read what the file will hold, take the file."""

from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from dure.floor.boards.outside import outside_words
from dure.floor.boards.queries.records import day_or
from dure.floor.boards.reports.drawing import drawn, table_of
from dure.floor.boards.reports.kpi import KpiReport
from dure.floor.boards.reports.report import Report, report_of
from dure.floor.boards.reports.sheets import sheets_of
from dure.floor.boards.reports.spans import Asked, ReportKind, Span
from dure.floor.boards.reports.workbook import workbook_bytes
from dure.floor.boards.views.found import MOST_DAYS_OF_FIGURES, Here, here, span_asked
from dure.floor.plant.access import VIEW_SITE
from dure.foundation.access.routes import needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.formats import number
from dure.foundation.interface.lists.excel import EXCEL_TYPE
from dure.foundation.interface.parts import Tab

# A quarter, as the state asks for it.
USUAL_DAYS: Final = 90
KINDS: Final = {ReportKind.USAGE: gettext_lazy("Usage"), ReportKind.KPI: gettext_lazy("Key figures")}
TYPES: Final = {"xlsx": EXCEL_TYPE, "json": "application/json"}


@needs(VIEW_SITE)
@require_GET
def show_reports(request: HttpRequest, code: str) -> HttpResponse:
    """What a report of these days holds, and its two files."""
    place = here(request, code)
    asked = _asked(request, place)
    found = report_of(place.site, asked, now())
    *sheets, origin = sheets_of(found)
    context = place.context("boards:reports", _("Reports for the state")) | {
        "asked": asked,
        "first": asked.span.first,
        "last": asked.span.last,
        "is_kpi": asked.kind is ReportKind.KPI,
        "kinds": [Tab(label, f"?{_query(asked, kind=one)}", one is asked.kind) for one, label in KINDS.items()],
        "xlsx": f"file/?{_query(asked)}&format=xlsx",
        "json": f"file/?{_query(asked)}&format=json",
        "tables": [drawn(sheet) for sheet in sheets if sheet.rows and not sheet.is_detail],
        "origin": table_of(origin, origin.rows),
        "outside": _outside(found),
        "floor_pct": number(100 * place.plant.coverage_floor),
    }
    return render(request, "boards/reports.html", context)


@needs(VIEW_SITE)
@require_GET
def send_file(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a file."""
    place = here(request, code)
    kind = request.GET.get("format", "xlsx")
    if kind not in TYPES:
        raise Http404(_("There is no such file."))
    found = report_of(place.site, _asked(request, place), now())
    response = HttpResponse(file_bytes(found, kind), content_type=TYPES[kind])
    span = found.provenance.asked.span
    name = f"dure-{found.kind.value}-{place.code}-{span.first:%Y%m%d}-{span.last:%Y%m%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def file_bytes(report: Report, kind: str) -> bytes:
    """A report as `xlsx` or `json`."""
    return workbook_bytes(report) if kind == "xlsx" else report.json_bytes()


def _outside(report: Report) -> str:
    found = report.content
    return outside_words(found.outside, found.units) if isinstance(found, KpiReport) else ""


def _asked(request: HttpRequest, place: Here) -> Asked:
    first, last = span_asked(request, place.today, USUAL_DAYS, MOST_DAYS_OF_FIGURES)
    wanted = request.GET.get("kind", "")
    kind = ReportKind(wanted) if wanted in set(ReportKind) else ReportKind.USAGE
    before, after = (_span(request, name, place.today) for name in ("before", "after"))
    chosen = kind is ReportKind.KPI and before is not None and after is not None
    return Asked(kind, Span(first, last), before if chosen else None, after if chosen else None)


def _span(request: HttpRequest, name: str, today: date) -> Span | None:
    """Two more days named in the address; None unless both are days, in their order."""
    ends = [day_or(request.GET.get(f"{name}_{end}", ""), date.max) for end in ("from", "to")]
    first, last = ends[0], min(ends[1], today)
    if date.max in ends or last < first:
        return None
    return Span(max(first, last - timedelta(days=MOST_DAYS_OF_FIGURES - 1)), last)


def _query(asked: Asked, kind: ReportKind | None = None) -> str:
    told = {"kind": (kind or asked.kind).value, "from": asked.span.first.isoformat(), "to": asked.span.last.isoformat()}
    for name, span in (("before", asked.before), ("after", asked.after)):
        if span is not None:
            told |= {f"{name}_from": span.first.isoformat(), f"{name}_to": span.last.isoformat()}
    return urlencode(told)
