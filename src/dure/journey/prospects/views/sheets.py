"""Interest forms from Excel: template, upload, preview, entry."""

from pathlib import Path

from django.contrib import messages
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.journey.programmes.models import Programme
from dure.journey.programmes.queries import cities_of
from dure.journey.prospects import actions
from dure.journey.prospects.access import ENTER
from dure.journey.prospects.excel import template_bytes
from dure.journey.prospects.forms import SheetUpload
from dure.journey.prospects.models import Interest, Sheet
from dure.journey.prospects.queries.choices import type_codes
from dure.journey.prospects.states import InterestState
from dure.journey.prospects.views import found

EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Read a file and go to its preview."""
    actor = actor_of(request)
    programme = found.programme(slug, actor)
    ENTER.demand(actor, programme)
    if request.method != "POST":
        return _upload_page(request, programme, SheetUpload())
    form = SheetUpload(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, programme, form, status=422)
    file: TemporaryUploadedFile = form.cleaned_data["file"]
    try:
        sheet = actions.keep_sheet(
            programme=programme,
            path=Path(file.temporary_file_path()),
            name=file.name or "",
            by=actor,
            at=clock.now(),
        )
    except ActionRefused as refusal:
        return _upload_page(request, programme, SheetUpload(), refused=refusal.reason, status=422)
    return redirect("prospects:sheet", sheet_id=sheet.pk)


def _upload_page(
    request: HttpRequest, programme: Programme, form: SheetUpload, *, refused: str = "", status: int = 200
) -> HttpResponse:
    context = {"programme": programme, "form": form, "refused": refused}
    return render(request, "prospects/import.html", context, status=status)


@needs(ENTER)
@require_GET
def template(request: HttpRequest, slug: str) -> HttpResponse:
    """The empty sheet."""
    actor = actor_of(request)
    programme = found.programme(slug, actor)
    ENTER.demand(actor, programme)
    content = template_bytes([city.name_ko for city in cities_of(programme)], type_codes(programme))
    response = HttpResponse(content, content_type=EXCEL_TYPE)
    response.headers["Content-Disposition"] = 'attachment; filename="interest-forms.xlsx"'
    return response


@needs(ENTER)
@require_GET
def preview(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """What the file says, each bad cell named, before anything is entered."""
    return _preview_page(request, found.sheet(sheet_id, actor_of(request)))


def _preview_page(request: HttpRequest, sheet: Sheet, *, refused: str = "", status: int = 200) -> HttpResponse:
    gone = (InterestState.DUPLICATE, InterestState.WITHDRAWN)
    numbers = [row["number"] for row in sheet.rows]
    live = Interest.objects.filter(programme_id=sheet.programme_id, number__in=numbers).exclude(status__in=gone)
    known = set(live.values_list("number", flat=True))
    names = {city.code: city.name for city in cities_of(sheet.programme)}
    rows = [{**row, "city": names.get(row["city_code"], ""), "known": row["number"] in known} for row in sheet.rows]
    context = {
        "sheet": sheet,
        "programme": sheet.programme,
        "rows": rows,
        "new": sum(not row["known"] for row in rows),
        "known": sum(row["known"] for row in rows),
        "refused": refused,
    }
    return render(request, "prospects/sheet.html", context, status=status)


@needs(ENTER)
@require_POST
def enter(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Enter the sound rows."""
    actor = actor_of(request)
    sheet = found.sheet(sheet_id, actor)
    try:
        result = actions.enter_sheet(sheet=sheet, by=actor, at=clock.now())
    except ActionRefused as refusal:
        return _preview_page(request, sheet, refused=refusal.reason, status=409)
    words = {"new": result.new, "unchanged": result.unchanged}
    messages.success(request, _("Entered: %(new)d. Already there and unchanged: %(unchanged)d.") % words)
    return redirect("prospects:list_of", slug=sheet.programme.slug)


@needs(ENTER)
@require_POST
def discard(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Throw the file away."""
    actor = actor_of(request)
    sheet = found.sheet(sheet_id, actor)
    actions.discard_sheet(sheet=sheet, by=actor)
    messages.success(request, _("The file has been thrown away. Nothing was entered."))
    return redirect("prospects:import", slug=sheet.programme.slug)
