"""Budget movements from Excel: template, upload, preview, booking."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.foundation.access.routes import actor_of, needs, row_or_404
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.interface.context import is_about
from dure.foundation.interface.parts import Crumb
from dure.journey.budgets import actions, queries
from dure.journey.budgets.access import OPEN_LINES
from dure.journey.budgets.forms import SheetUpload
from dure.journey.budgets.models import MovementKind
from dure.journey.budgets.sheet import Reading, SheetRow, read_movements, template_bytes
from dure.journey.budgets.sheet.read import row_from
from dure.journey.budgets.states import LineState
from dure.journey.programmes import queries as programmes
from dure.journey.programmes.models import Programme

EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "budgets.sheet"
# A preview left open overnight is read again: its lines have moved on.
LOOKED_AT_WITHIN_S = 12 * 3600
MOST_NAMED = 20


@needs(OPEN_LINES)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Read a file and show what would come of each row; nothing is booked."""
    programme = _programme(request)
    if request.method != "POST":
        return _upload_page(request, programme, SheetUpload())
    form = SheetUpload(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, programme, form, status=422)
    file = form.cleaned_data["file"]
    try:
        reading = read_movements(Path(file.temporary_file_path()), file.name or "", queries.lines_of(programme.pk))
    except ActionRefused as refusal:
        return _upload_page(request, programme, SheetUpload(), refused=refusal.reason, status=422)
    return _preview_page(request, programme, reading, file.name or "")


def _programme(request: HttpRequest) -> Programme:
    actor = actor_of(request)
    programme = row_or_404(
        lambda: programmes.current_programme(actor), OPEN_LINES, actor, _("There is no programme yet.")
    )
    is_about(request, programme)
    return programme


def _upload_page(
    request: HttpRequest, programme: Programme, form: SheetUpload, *, refused: str = "", status: int = 200
) -> HttpResponse:
    context = {"programme": programme, "form": form, "refused": refused, "crumbs": _crumbs()}
    return render(request, "budgets/import.html", context, status=status)


def _crumbs(*more: Crumb) -> list[Crumb]:
    here = Crumb(_("Import from Excel"), reverse("budgets:import") if more else "")
    return [Crumb(_("Budget lines"), reverse("budgets:lines")), here, *more]


def _preview_page(request: HttpRequest, programme: Programme, reading: Reading, name: str) -> HttpResponse:
    tried = actions.try_movements(programme=programme, rows=reading.rows, by=actor_of(request), at=clock.now())
    sound = [each.row for each in tried if not each.refused]
    lines = {line.pk: line for line in queries.lines_of(programme.pk)}
    rows = [(each, lines[each.row.line_id], MovementKind(each.row.kind).label) for each in tried]
    left_out = {problem.row for problem in reading.problems} | {each.row.number for each in tried if each.refused}
    new = sum(each.is_new for each in tried)
    context = {
        "name": name,
        "problems": reading.problems,
        "left_out": len(left_out),
        "left_out_rows": _numbers(sorted(left_out)),
        "rows": rows,
        "new": new,
        "unchanged": sum(not each.is_new and not each.refused for each in tried),
        "refused_rows": [(each, lines[each.row.line_id]) for each in tried if each.refused],
        "parcel": _sealed(programme, sound, name),
        "crumbs": _crumbs(Crumb(_("Preview"))),
    }
    return render(request, "budgets/sheet.html", context, status=422 if left_out and not new else 200)


def _numbers(rows: list[int]) -> str:
    """The first of them as text; a file of nonsense has more than anyone reads."""
    return ", ".join(map(str, rows[:MOST_NAMED])) + (" …" if len(rows) > MOST_NAMED else "")


def _sealed(programme: Programme, rows: list[SheetRow], name: str) -> str:
    said = {"programme": programme.pk, "name": name[:200], "rows": [row.as_json() for row in rows]}
    return signing.dumps(said, salt=SALT, compress=True)


def _opened(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    try:
        said: dict[str, Any] = signing.loads(request.POST.get("parcel", ""), salt=SALT, max_age=LOOKED_AT_WITHIN_S)
    except signing.BadSignature as error:
        raise ActionRefused(_("This preview is no longer good. Upload the file again.")) from error
    if said["programme"] != programme.pk:
        raise ActionRefused(_("This preview is of another programme. Upload the file again."))
    return said


@needs(OPEN_LINES)
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Book the rows that were shown."""
    programme = _programme(request)
    try:
        said = _opened(request, programme)
        result = actions.import_movements(
            programme=programme,
            rows=[row_from(each) for each in said["rows"]],
            name=said["name"],
            by=actor_of(request),
            at=clock.now(),
        )
    except ActionRefused as refusal:
        return _upload_page(request, programme, SheetUpload(), refused=refusal.reason, status=409)
    words = {"new": result.new, "unchanged": result.unchanged}
    messages.success(request, _("Booked: %(new)d. Already there and unchanged: %(unchanged)d.") % words)
    return redirect("budgets:movements")


@needs(OPEN_LINES)
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """The empty sheet, with the open lines on its second page."""
    programme = _programme(request)
    content = template_bytes(queries.lines_of(programme.pk).filter(status=LineState.OPEN))
    response = HttpResponse(content, content_type=EXCEL_TYPE)
    response.headers["Content-Disposition"] = 'attachment; filename="budget-movements.xlsx"'
    return response
