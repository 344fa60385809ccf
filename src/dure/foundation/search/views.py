"""Search over everything one may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.foundation.access.routes import actor_of, signed_in
from dure.foundation.interface.parts import Tab
from dure.foundation.search import queries
from dure.foundation.search.registry import kinds

MOST = 50
LONGEST_QUESTION = 80


@require_GET
@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """The page, or for htmx the results alone as one types."""
    q = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUESTION]
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds() else ""
    found = queries.find(actor_of(request), q, MOST, kind=kind)
    labels = {str(code): label for code, label in kinds().items()}
    shown = next((count for code, _label, count in found.by_kind if code == kind), 0) if kind else found.total
    context = {
        "q": q,
        "kind": kind,
        "found": found,
        "hits": [(hit, labels.get(hit.kind, hit.kind)) for hit in found.hits],
        "tabs": _tabs(q, kind, found),
        "more": max(0, shown - len(found.hits)),
    }
    is_part = bool(request.headers.get("HX-Request")) and not request.headers.get("HX-History-Restore-Request")
    return render(request, "search/results.html" if is_part else "search/page.html", context)


def _tabs(q: str, kind: str, found: queries.Found) -> list[Tab]:
    address = reverse("search:search")
    tabs = [Tab(_("All"), f"{address}?{urlencode({'q': q})}", current=not kind, count=found.total)]
    return tabs + [
        Tab(label, f"{address}?{urlencode({'q': q, 'kind': code})}", current=code == kind, count=count)
        for code, label, count in found.by_kind
    ]
