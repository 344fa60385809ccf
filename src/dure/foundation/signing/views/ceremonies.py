"""The day on which agreements are signed: one document large, or all of them with their progress."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.installation import clock
from dure.foundation.signing import queries
from dure.foundation.signing.access import VIEW_ENVELOPE
from dure.foundation.signing.registry import owner_of
from dure.foundation.signing.values import Ceremony
from dure.foundation.signing.views.envelopes import crumbs, seen_envelope

MOST_ROWS = 500
OVER = {"concluded", "declined", "replaced", "cancelled"}


@require_GET
@needs(VIEW_ENVELOPE)
def ceremony(request: HttpRequest, envelope_id: int) -> HttpResponse:
    """One document, large enough for a hall; renewed by itself while it is being signed."""
    row = seen_envelope(request, envelope_id)
    shown = queries.ceremony(row)
    context = {"envelope": row, "crumbs": crumbs(row), "ceremony": shown, "is_over": row.status in OVER}
    context["at"] = clock.now()
    partial = bool(request.headers.get("HX-Request"))
    return render(request, "signing/ceremony_now.html" if partial else "signing/ceremony.html", context)


@dataclass(frozen=True)
class Overall:
    """How far many documents are."""

    total: int
    concluded: int
    declined: int
    signatures: int
    seats: int

    @property
    def is_over(self) -> bool:
        """Whether none is being signed any more."""
        return self.total == self.concluded + self.declined


@require_GET
@needs(VIEW_ENVELOPE)
def ceremonies(request: HttpRequest, label: str) -> HttpResponse:
    """Every document of a kind the reader may see; ``?rows=1,2,3`` narrows to rows of the owning stage."""
    try:
        owner_of(label)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    rows = queries.visible(actor_of(request), label)
    wanted = [int(each) for each in request.GET.get("rows", "").split(",") if each.strip().isdecimal()]
    if wanted:
        rows = rows.filter(row_id__in=wanted[:MOST_ROWS])
    found = queries.ceremonies(rows[:MOST_ROWS])
    context = {"ceremonies": found, "overall": _overall(found), "at": clock.now(), "title": _("Signing ceremony")}
    partial = bool(request.headers.get("HX-Request"))
    return render(request, "signing/ceremonies_now.html" if partial else "signing/ceremonies.html", context)


def _overall(found: Sequence[Ceremony]) -> Overall:
    return Overall(
        total=len(found),
        concluded=sum(each.status == "concluded" for each in found),
        declined=sum(each.status == "declined" for each in found),
        signatures=sum(each.signed for each in found),
        seats=sum(len(each.turns) for each in found),
    )
