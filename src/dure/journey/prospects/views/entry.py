"""Staff enter a form for a firm, or correct one."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.places.queries import sectors
from dure.journey.programmes import queries as programmes
from dure.journey.programmes.models import NoticeVersion, Programme
from dure.journey.prospects import actions
from dure.journey.prospects.access import EDIT, ENTER
from dure.journey.prospects.forms import CorrectionEntry, InterestEntry, as_initial
from dure.journey.prospects.models import Interest, Source
from dure.journey.prospects.views import found


def choices_of(programme: Programme) -> dict[str, Any]:
    """The lists an entry form offers."""
    language = get_language() or "ko"
    try:
        types = [(each.code, each.name.in_language(language)) for each in programmes.terms_in_force(programme.pk).types]
    except NoticeVersion.DoesNotExist:
        types = []
    return {"cities": programmes.cities_of(programme), "sectors": sectors(), "types": types}


@needs(ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """A form on behalf of a firm, which has agreed on paper or by telephone."""
    actor = actor_of(request)
    programme = found.programme(slug, actor)
    ENTER.demand(actor, programme)
    if request.method != "POST":
        form = InterestEntry(initial={"form_key": secrets.token_hex(16)}, **choices_of(programme))
        return _page(request, programme, form)
    form = InterestEntry(request.POST, **choices_of(programme))
    if not form.is_valid():
        return _page(request, programme, form, status=422)
    try:
        row = actions.receive_interest(
            programme=programme, form=form.value(), source=Source.ON_BEHALF, by=actor, at=clock.now()
        )
    except ActionRefused as refusal:
        return _page(request, programme, form, refused=refusal.reason, status=409)
    messages.success(request, _("Entered as %(receipt)s.") % {"receipt": row.receipt})
    return redirect("prospects:detail", interest_id=row.pk)


@needs(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, interest_id: int) -> HttpResponse:
    """Mend what was entered wrongly."""
    actor = actor_of(request)
    row = found.interest(interest_id, actor)
    EDIT.demand(actor, row)
    if request.method != "POST":
        form = CorrectionEntry(initial=as_initial(row), **choices_of(row.programme))
        return _page(request, row.programme, form, row=row)
    form = CorrectionEntry(request.POST, **choices_of(row.programme))
    if not form.is_valid():
        return _page(request, row.programme, form, row=row, status=422)
    try:
        actions.correct_interest(
            interest=row, form=form.value(), by=actor, at=clock.now(), reason=form.cleaned_data["reason"]
        )
    except ActionRefused as refusal:
        return _page(request, row.programme, form, row=row, refused=refusal.reason, status=409)
    messages.success(request, _("The correction has been kept."))
    return redirect("prospects:detail", interest_id=row.pk)


def _page(
    request: HttpRequest,
    programme: Programme,
    form: InterestEntry,
    *,
    row: Interest | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"programme": programme, "form": form, "interest": row, "refused": refused}
    return render(request, "prospects/entry.html", context, status=status)
