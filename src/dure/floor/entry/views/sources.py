"""The owner's page of systems that tell events over HTTP: give a token, see who told last, take a token back."""

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.floor.entry.access import KEEP_SOURCE
from dure.floor.entry.suppliers import actions, queries
from dure.floor.entry.suppliers.forms import SourceForm
from dure.floor.entry.suppliers.models import Source
from dure.floor.plant.access import CHANGE_SITE, VIEW_SITE
from dure.floor.plant.frame import crumbs_of, own_site
from dure.floor.plant.models import Site
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.lists import State
from dure.foundation.interface.parts import Crumb

SAMPLE_CLIENT: Final = Path(__file__).parents[1] / "suppliers" / "sample_client.py"


@dataclass(frozen=True)
class SourceRow:
    """A line of the table."""

    source: Source
    families: str
    state: State

    @property
    def dialog(self) -> str:
        """The id of the box in which revoking is confirmed."""
        return f"revoke-{self.source.pk}"


@needs(VIEW_SITE)
@require_http_methods(["GET", "HEAD", "POST"])
def show_sources(request: HttpRequest, code: str) -> HttpResponse:
    """All systems of a plant; a new one's token is shown in the answer to its form, and never again."""
    if request.method != "POST":
        return _page(request, own_site(code, actor_of(request)), SourceForm())
    found = own_site(code, actor_of(request), CHANGE_SITE)
    form = SourceForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        source, token = actions.make_source(site=found, by=actor_of(request), at=now(), **form.cleaned_data)
    except ActionRefused as refusal:
        return _page(request, found, form, refused=refusal.reason, status=HTTPStatus.CONFLICT)
    answer = _page(request, found, SourceForm(), made=source, token=token)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@needs(KEEP_SOURCE)
@require_POST
def revoke_source(request: HttpRequest, code: str, source_id: int) -> HttpResponse:
    """Take a token back."""
    found = own_site(code, actor_of(request))
    source = queries.sources_of(found).filter(pk=source_id).first()
    if source is None:
        raise Http404(_("The plant has no such system."))
    try:
        actions.revoke_source(
            source=source, by=actor_of(request), at=now(), reason=request.POST.get("reason", "")[:200]
        )
        messages.success(request, _("Revoked. What comes with this token is refused from now on."))
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
    return redirect("entry:sources", code)


@needs(VIEW_SITE)
@require_GET
def sample_client(request: HttpRequest, code: str) -> HttpResponse:
    """A client in one file for suppliers to begin from."""
    own_site(code, actor_of(request))
    answer = HttpResponse(SAMPLE_CLIENT.read_bytes(), content_type="text/x-python; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="dure_client.py"'
    return answer


def _page(
    request: HttpRequest,
    found: Site,
    form: SourceForm,
    *,
    refused: str = "",
    made: Source | None = None,
    token: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "site": found,
        "crumbs": crumbs_of(found, Crumb(_("Systems that tell events"))),
        "rows": [_row(source) for source in queries.sources_of(found)],
        "form": form,
        "refused": refused,
        "made": made,
        "token": token,
        "address": request.build_absolute_uri(reverse("api-v1:floor_events", args=[found.code])),
        "may_change": bool(CHANGE_SITE.ask(actor_of(request), found)),
    }
    return render(request, "entry/sources.html", context, status=status)


def _row(source: Source) -> SourceRow:
    return SourceRow(source, ", ".join(source.families), _state(source))


def _state(source: Source) -> State:
    if source.revoked_at is not None:
        return State(_("Token revoked"), "neutral")
    if source.last_seen_at is None:
        return State(_("Nothing told yet"), "draft")
    return State(_("Tells events"), "done")
