"""The owner's page of Excel forms: download one, upload it filled, see what it changes, take it."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.engine.strict_json import InputError
from dure.floor.entry.sheet.changes import Change
from dure.floor.entry.sheet.form import LABELS, DownloadForm, UploadForm
from dure.floor.entry.sheet.layout import Form
from dure.floor.entry.sheet.make import form_bytes
from dure.floor.entry.sheet.taking import SheetLook, look_at, take_sheets
from dure.floor.entry.wrong_input import reading_language, sentence
from dure.floor.events.owner import arrival_time
from dure.floor.plant.access import CHANGE_SITE, VIEW_SITE
from dure.floor.plant.frame import crumbs_of, own_site
from dure.floor.plant.models import Site
from dure.floor.plant.queries import plant_of
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.parts import Crumb

EXCEL_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT: Final = "entry.sheet"
LOOKED_AT_WITHIN_S: Final = 12 * 3600


@dataclass(frozen=True)
class SheetRow:
    """A form of the file in the preview."""

    name: str
    label: str
    on: date
    new: int
    changed: int
    cleared: int
    same: int
    has_copies: bool


@dataclass(frozen=True)
class BadCell:
    """A cell to be mended."""

    cell: str
    why: str


@needs(VIEW_SITE)
@require_http_methods(["GET", "HEAD", "POST"])
def show_sheets(request: HttpRequest, code: str) -> HttpResponse:
    """Download and upload; an upload shows what would come of it, and nothing is taken yet."""
    found = own_site(code, actor_of(request))
    if request.method != "POST":
        return _page(request, found)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, upload=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    data = form.data_bytes()
    try:
        looks = look_at(found.code, data, plant_of(found.code), arrival_time())
    except InputError as error:
        return _page(request, found, refused=sentence(error), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _preview(request, found, form.cleaned_data["file"].name or "", data, looks)


@needs(VIEW_SITE)
@require_GET
def download(request: HttpRequest, code: str) -> HttpResponse:
    """The empty form of a day or a week."""
    found = own_site(code, actor_of(request))
    form = DownloadForm(request.GET)
    if not form.is_valid():
        return _page(request, found, wanted=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    chosen, on = Form(form.cleaned_data["form"]), form.cleaned_data["on"]
    days = [on + timedelta(days=number) for number in range(form.cleaned_data["days"])]
    answer = HttpResponse(form_bytes(chosen, days, plant_of(found.code), reading_language()), content_type=EXCEL_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.code}-{chosen}-{on.isoformat()}.xlsx"'
    return answer


@needs(CHANGE_SITE)
@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Take the file that was looked at."""
    actor = actor_of(request)
    found = own_site(code, actor, CHANGE_SITE)
    try:
        data = _opened(request, found)
        receipt = take_sheets(site=found, data=data, by=actor, at=now(), received_at=arrival_time())
    except ActionRefused as refusal:
        return _page(request, found, refused=refusal.reason, status=HTTPStatus.CONFLICT)
    except InputError as error:
        return _page(request, found, refused=sentence(error), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    taken = ngettext("Taken: %(n)d entry.", "Taken: %(n)d entries.", receipt.accepted) % {"n": receipt.accepted}
    messages.success(request, taken)
    return redirect("entry:excel", code)


def _page(
    request: HttpRequest,
    found: Site,
    *,
    upload: UploadForm | None = None,
    wanted: DownloadForm | None = None,
    refused: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "site": found,
        "crumbs": crumbs_of(found, Crumb(_("Excel forms"))),
        "download_form": wanted or DownloadForm(initial={"on": now().astimezone(plant_of(found.code).timezone).date()}),
        "upload_form": upload or UploadForm(),
        "refused": refused,
    }
    return render(request, "entry/sheets.html", context, status=status)


def _preview(request: HttpRequest, found: Site, name: str, data: bytes, looks: list[SheetLook]) -> HttpResponse:
    rows = [_row(look) for look in looks]
    context: dict[str, Any] = {
        "site": found,
        "crumbs": crumbs_of(
            found, Crumb(_("Excel forms"), reverse("entry:excel", args=[found.code])), Crumb(_("Preview"))
        ),
        "name": name,
        "rows": rows,
        "bad": _bad(looks),
        "new": sum(row.new for row in rows),
        "changed": sum(row.changed for row in rows),
        "cleared": sum(row.cleared for row in rows),
        "same": sum(row.same for row in rows),
        "parcel": signing.dumps({"site": found.code, "data": b64encode(data).decode()}, salt=SALT),
        "may_change": bool(CHANGE_SITE.ask(actor_of(request), found)),
    }
    context["is_anything"] = bool(context["new"] or context["changed"] or context["cleared"])
    return render(request, "entry/sheet_preview.html", context)


def _row(look: SheetLook) -> SheetRow:
    return SheetRow(
        look.sheet.name, str(LABELS[look.identity.form]), look.identity.on, look.count(Change.NEW),
        look.count(Change.CHANGED), look.count(Change.CLEARED), look.count(Change.SAME),
        look.has_copies,
    )  # fmt: skip


def _bad(looks: list[SheetLook]) -> list[BadCell]:
    found = []
    for look in looks:
        for bad in look.sheet.bad:
            cell, _colon, why = bad.error.why(reading_language()).partition(": ")
            found.append(BadCell(cell, why))
    return found


def _opened(request: HttpRequest, found: Site) -> bytes:
    try:
        said = signing.loads(request.POST.get("parcel", ""), salt=SALT, max_age=LOOKED_AT_WITHIN_S)
    except signing.BadSignature as error:
        raise ActionRefused(_("This preview is no longer good. Upload the file again.")) from error
    if said["site"] != found.code:
        raise ActionRefused(_("This preview is of another plant. Upload the file again."))
    return b64decode(said["data"])
