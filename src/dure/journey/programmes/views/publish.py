"""Publishing a draft after a look at it; beginning and discarding amendments."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.interface.buttons import told
from dure.journey.programmes import actions, queries
from dure.journey.programmes.access import EDIT, PUBLISH
from dure.journey.programmes.checks import errors_in
from dure.journey.programmes.differences import Difference, differences
from dure.journey.programmes.models import NoticeVersion, Programme
from dure.journey.programmes.notice_page import notice_page
from dure.journey.programmes.queries.notices import read_terms
from dure.journey.programmes.views import found


@needs(PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """The notice as the public will read it, what the check says, what an amendment changes; then publish."""
    actor = actor_of(request)
    programme = found.programme(slug, actor)
    PUBLISH.demand(actor, programme)
    draft = queries.draft_of(programme.pk)
    if draft is None:
        messages.info(request, _("There is no draft to publish."))
        return redirect("programmes:detail", slug=slug)
    if request.method != "POST":
        return _page(request, programme, draft)
    text = request.POST.get("revision", "")
    revision = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
    try:
        actions.publish_notice(notice=draft, revision=revision, by=actor, at=clock.now())
    except ActionRefused as refusal:
        return _page(request, programme, draft, refused=refusal.reason, status=409)
    messages.success(request, _("The notice is published and can be read by everybody."))
    return redirect("programmes:detail", slug=slug)


def _page(
    request: HttpRequest, programme: Programme, draft: NoticeVersion, *, refused: str = "", status: int = 200
) -> HttpResponse:
    terms = read_terms(draft)
    findings = queries.check(programme, terms)
    context = {
        "programme": programme,
        "draft": draft,
        "notice": notice_page(terms, queries.cities_of(programme)),
        "findings": findings,
        "errors": len(errors_in(findings)),
        "changes": _changes(programme, draft),
        "refused": refused,
    }
    return render(request, "programmes/publish.html", context, status=status)


def _changes(programme: Programme, draft: NoticeVersion) -> list[Difference] | None:
    """What the amendment changes; None for a first version."""
    try:
        before = queries.terms_in_force(programme.pk)
    except NoticeVersion.DoesNotExist:
        return None
    cities = {city.code: city.name for city in queries.cities_of(programme)}
    return differences(before, read_terms(draft), cities)


@needs(EDIT)
@require_POST
def amend(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin an amendment."""
    actor = actor_of(request)
    programme = found.programme(slug, actor)
    try:
        actions.amend(programme=programme, by=actor, at=clock.now(), reason=request.POST.get("reason", ""))
    except ActionRefused as refusal:
        messages.error(request, refusal.reason)
        return redirect("programmes:detail", slug=slug)
    messages.success(request, _("The amendment is a draft. The notice in force stays until you publish it."))
    return redirect("programmes:edit", slug=slug, section="general")


@needs(EDIT)
@require_POST
def discard(request: HttpRequest, slug: str) -> HttpResponse:
    """Throw the draft away."""
    actor = actor_of(request)
    programme = found.programme(slug, actor)
    reason = request.POST.get("reason", "")
    told(
        request,
        lambda: actions.discard_draft(notice=found.draft(programme), by=actor, at=clock.now(), reason=reason),
        _("The draft has been thrown away."),
    )
    return redirect("programmes:detail", slug=slug)
