"""Result letters on paper: for firms that nobody reaches on a screen, printed and posted by the operator."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation.clock import now
from dure.foundation.interface.parts import Tab
from dure.journey.selection.access import WORK_ON_SCENARIO
from dure.journey.selection.models import Publication
from dure.journey.selection.papers import letters_pdf
from dure.journey.selection.queries.posting import Recipient, addressed, recipients
from dure.journey.selection.states import PublicationState
from dure.journey.selection.views.approval import own_publication

EVERYONE = "all"


def _published(request: HttpRequest, publication_id: int) -> Publication:
    row = own_publication(request, publication_id)
    if row.status != PublicationState.PUBLISHED:
        raise Http404
    return row


def _wanted(request: HttpRequest, rows: list[Recipient]) -> list[Recipient]:
    """Those asked for: everyone, the firms ticked, or else those without an account."""
    ticked = set(request.GET.getlist("firm"))
    if ticked:
        return [row for row in rows if row.decision.application.number in ticked]
    if request.GET.get("for") == EVERYONE:
        return rows
    return [row for row in rows if not row.has_account]


@needs(WORK_ON_SCENARIO)
@require_GET
def show_letters(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Whom the letters would go to and how many there are, before anything is printed."""
    publication = _published(request, publication_id)
    rows = recipients(publication)
    shown = _wanted(request, rows)
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
@require_GET
def letters_file(request: HttpRequest, publication_id: int) -> HttpResponse:
    """The letters one behind the other as one PDF."""
    publication = _published(request, publication_id)
    rows = _wanted(request, recipients(publication))
    if not rows:
        raise Http404
    pdf = letters_pdf(publication, addressed(rows, actor_of(request), now()))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="result-letters-{len(rows)}.pdf"'
    return response
