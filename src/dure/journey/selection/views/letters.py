"""Result letters on paper: for firms that nobody reaches on a screen, printed and posted by the operator."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.parts import Tab
from dure.foundation.jobs import queries as jobs
from dure.journey.selection import actions, prints
from dure.journey.selection.access import WORK_ON_SCENARIO
from dure.journey.selection.actions.background import PRINT_LETTERS
from dure.journey.selection.models import Publication
from dure.journey.selection.queries.posting import Recipient, recipients
from dure.journey.selection.states import PublicationState
from dure.journey.selection.views.approval import own_publication

EVERYONE = "all"
CHOSEN = "chosen"


def _published(request: HttpRequest, publication_id: int) -> Publication:
    row = own_publication(request, publication_id)
    if row.status != PublicationState.PUBLISHED:
        raise Http404
    return row


def _wanted(given: QueryDict, rows: list[Recipient]) -> list[Recipient]:
    """Those asked for: everyone, the firms ticked, or else those without an account."""
    ticked = set(given.getlist("firm"))
    if ticked or given.get("for") == CHOSEN:
        return [row for row in rows if row.decision.application.number in ticked]
    if given.get("for") == EVERYONE:
        return rows
    return [row for row in rows if not row.has_account]


@needs(WORK_ON_SCENARIO)
@require_GET
def show_letters(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Whom the letters would go to and how many there are, before anything is printed."""
    publication = _published(request, publication_id)
    rows = recipients(publication)
    shown = _wanted(request.GET, rows)
    url, everyone = reverse("selection:letters", args=[publication.pk]), request.GET.get("for") == EVERYONE
    without = sum(1 for row in rows if not row.has_account)
    context = {
        "list_url": reverse("selection:approval", args=[publication.pk]),
        "choices": [
            Tab(_("Without an account"), url, current=not everyone, count=without),
            Tab(_("All firms"), f"{url}?for={EVERYONE}", current=everyone, count=len(rows)),
        ],
        "publication": publication,
        "rows": shown,
        "everyone": everyone,
        "total": len(rows),
        "without": without,
        "no_address": sum(1 for row in shown if not row.address),
    }
    return render(request, "selection/letters.html", context)


@needs(WORK_ON_SCENARIO)
@require_POST
def make_letters(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Have the letters made in the background; the page of the job leads to the file."""
    publication = _published(request, publication_id)
    numbers = [row.decision.application.number for row in _wanted(request.POST, recipients(publication))]
    try:
        job = actions.start_letters(publication=publication, numbers=numbers, by=actor_of(request), at=now())
    except ActionRefused as refused:
        messages.error(request, refused.reason)
        return redirect("selection:letters", publication.pk)
    return redirect("jobs:detail", job.pk)


@needs(WORK_ON_SCENARIO)
@require_GET
def letters_file(request: HttpRequest, publication_id: int, job_id: int) -> HttpResponseBase:
    """The letters one behind the other as one PDF, as a job has made them."""
    publication = _published(request, publication_id)
    job = jobs.found(job_id)
    if job is None or job.kind != PRINT_LETTERS or job.arguments.get("publication") != publication.pk:
        raise Http404
    path = prints.path_of(job_id)
    if not path.exists():
        messages.info(request, _("This file is no longer kept. Have the letters made again."))
        return redirect("selection:letters", publication.pk)
    name = f"result-letters-{len(job.arguments['numbers'])}.pdf"
    return FileResponse(path.open("rb"), content_type="application/pdf", filename=name)
