"""The record of one critical control point on one day: on the screen, on paper, and answered for."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dure.floor.events.queries import volume
from dure.floor.plant.access import CHANGE_SITE, VIEW_SITE
from dure.floor.quality import actions
from dure.floor.quality.form_of_record import RecordSheet, changes_of, record_pdf, rows_of
from dure.floor.quality.forms import ReviewForm
from dure.floor.quality.models import DayReview, ReviewPart
from dure.floor.quality.queries import deviations_on, reviews_of
from dure.floor.quality.records import day_records
from dure.floor.quality.views.found import Here, day_asked, here, point_asked
from dure.floor.quality.words import frequency_of, limit_of, method_of
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.formats import clock, moment
from dure.foundation.interface.formats import day as day_text
from dure.foundation.interface.parts import Fact


@needs(VIEW_SITE)
@require_GET
def show_record(request: HttpRequest, code: str) -> HttpResponse:
    """The day's records of one point."""
    place = here(request, code)
    sheet = _sheet(request, place)
    found = sheet.found
    context = place.context("quality:haccp", *place.haccp_crumb(sheet.name)) | {
        "ccp": sheet.ccp,
        "name": sheet.name,
        "day": found.day,
        "before": place.record_url(sheet.ccp.id, found.day - timedelta(days=1)),
        "after": place.record_url(sheet.ccp.id, found.day + timedelta(days=1)) if found.day < place.today else "",
        "pdf": place.record_url(sheet.ccp.id, found.day, "quality:record_pdf"),
        "facts": [
            Fact(_("Critical limit"), limit_of(sheet.ccp)),
            Fact(_("Frequency"), frequency_of(sheet.ccp)),
            Fact(_("Method"), method_of(sheet.ccp, sheet.called)),
        ],
        "table": rows_of(sheet, place.site.code) if found.records else None,
        "changes": changes_of(sheet) if found.changes else None,
        "missed": ", ".join(clock(at) for at in found.missed),
        "voided": found.voided,
        "reviews": [_reviewed(sheet, each) for each in sheet.reviews],
        "same_person": sheet.same_person,
        "part": _next_part(sheet) if found.records else None,
        "form": ReviewForm(),
    }
    return render(request, "quality/record.html", context)


@needs(VIEW_SITE)
@require_GET
def print_record(request: HttpRequest, code: str) -> HttpResponse:
    """The same as the form the law wants, on A4."""
    place = here(request, code)
    sheet = _sheet(request, place)
    answer = HttpResponse(record_pdf(sheet, place.site, now()), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="ccp-{sheet.found.day.isoformat()}.pdf"'
    return answer


@needs(CHANGE_SITE)
@require_POST
def review(request: HttpRequest, code: str) -> HttpResponse:
    """Check or approve the day's records."""
    place = here(request, code)
    ccp, asked = point_asked(request, place), day_asked(request, place)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        raise BadRequest("a part of the form is missing")
    told, by = form.cleaned_data, actor_of(request)
    try:
        actions.review(
            site=place.site, ccp=ccp.id, day=asked, part=ReviewPart(told["part"]), note=told["note"], by=by, at=now()
        )
        messages.success(request, _("Your name stands on the record of %(day)s.") % {"day": day_text(asked)})
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
    return redirect(place.record_url(ccp.id, asked))


def _reviewed(sheet: RecordSheet, row: DayReview) -> tuple[str, str, str, str, bool]:
    """Part, name, moment and remark of a review, and whether the records were changed since."""
    return row.get_part_display(), row.reviewed_by, moment(row.reviewed_at), row.note, sheet.changed_after(row)


def _next_part(sheet: RecordSheet) -> ReviewPart | None:
    """What is still to be signed, of the records as they stand; None where both are."""
    for part in (ReviewPart.CHECKED, ReviewPart.APPROVED):
        row = sheet.review(part)
        if row is None or sheet.changed_after(row):
            return part
    return None


def _sheet(request: HttpRequest, place: Here) -> RecordSheet:
    ccp, asked = point_asked(request, place), day_asked(request, place)
    found = day_records(place.site.code, place.plant, ccp, asked, now())
    keys = {record.event.key for record in found.records}
    return RecordSheet(
        ccp=ccp,
        name=place.name(ccp),
        found=found,
        deviations=deviations_on(place.site, ccp.id, keys),
        reviews=reviews_of(place.site, ccp.id, asked),
        called=place.called,
        head=volume(place.site.code).head,
    )
