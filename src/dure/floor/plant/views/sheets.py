"""Photos of the firm's own sheets: taken in, and shown beside the form."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.floor.plant import actions, queries
from dure.floor.plant.access import CHANGE_SITE, OWN_DRAFT
from dure.floor.plant.models import Draft, Site
from dure.floor.plant.views import found
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now


@needs(OWN_DRAFT)
@require_POST
def add_to_draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """While the plant is set up."""
    draft = found.draft(draft_id, actor_of(request))
    return _added(request, draft, reverse("plant:draft_sheets", args=[draft_id]), ["plant:step", draft_id])


@needs(CHANGE_SITE)
@require_POST
def add_to_site(request: HttpRequest, code: str) -> HttpResponse:
    """While the plant is changed."""
    site = found.site(code, actor_of(request))
    return _added(request, site, reverse("plant:sheets", args=[code]), ["plant:edit", code])


def _added(request: HttpRequest, row: Site | Draft, url: str, back: list[str | int]) -> HttpResponse:
    refused = []
    chosen = request.FILES.getlist("chosen")
    for upload in chosen:
        try:
            actions.add_sheet(row=row, upload=upload, by=actor_of(request), at=now())
        except ActionRefused as trouble:
            refused.append(trouble.reason)
    if not chosen:
        refused.append(_("Choose a photo first."))
    if request.headers.get("HX-Request"):
        context = {"sheets": queries.sheets_of(row), "sheets_url": url, "refused_sheets": refused}
        return render(request, "plant/sheets.html", context, status=422 if refused else 200)
    for reason in refused:
        messages.error(request, reason)
    key = "ccps" if request.POST.get("section") == "ccps" else "checks"
    return redirect(str(back[0]), back[1], key)
