"""The editor of a draft: one section a page, saved while one types, checked beside it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.interface.parts import Tab
from dure.journey.programmes import actions, queries
from dure.journey.programmes.access import EDIT
from dure.journey.programmes.actions.notices import StaleDraft
from dure.journey.programmes.checks import errors_in
from dure.journey.programmes.differences import Difference, differences
from dure.journey.programmes.editor import SECTIONS, Section
from dure.journey.programmes.models import NoticeVersion, Programme
from dure.journey.programmes.queries.notices import read_terms
from dure.journey.programmes.views import found


@needs(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """Show or keep one section of the draft."""
    if section not in SECTIONS:
        raise Http404(_("The notice has no such section."))
    actor = actor_of(request)
    programme = found.programme(slug, actor)
    EDIT.demand(actor, programme)
    draft = found.draft(programme)
    data = request.POST if request.method == "POST" else None
    editing = SECTIONS[section](read_terms(draft), data, queries.cities_of(programme))
    if data is None:
        return _page(request, programme, draft, editing)
    if not editing.is_valid():
        return _page(request, programme, draft, editing, status=422)
    return _keep(request, programme, draft, editing)


def _keep(request: HttpRequest, programme: Programme, draft: NoticeVersion, editing: Section) -> HttpResponse:
    try:
        saved = actions.save_notice_draft(
            notice=draft, terms=editing.result, revision=_revision(request), by=actor_of(request), at=clock.now()
        )
    except StaleDraft as stale:
        cities = {city.code: city.name for city in queries.cities_of(programme)}
        both = differences(read_terms(stale.current), editing.result, cities)
        return _page(request, programme, stale.current, editing, refused=stale.reason, both=both, status=409)
    except ActionRefused as refusal:
        return _page(request, programme, draft, editing, refused=refusal.reason, status=409)
    if request.headers.get("HX-Request"):
        return _panel(request, programme, saved, kept=True)
    messages.success(request, _("Kept. Nothing is public before the notice is published."))
    following = request.POST.get("next", "")
    target = following if following in SECTIONS else editing.key
    return redirect("programmes:edit", slug=programme.slug, section=target)


def _revision(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _panel(
    request: HttpRequest,
    programme: Programme,
    draft: NoticeVersion,
    *,
    kept: bool = False,
    wrong: int = 0,
    refused: str = "",
) -> HttpResponse:
    context = {
        **_check(programme, draft),
        "draft": draft,
        "kept": kept,
        "wrong": wrong,
        "refused": refused,
        "at": clock.now(),
    }
    return render(request, "programmes/edit/panel.html", context)


def _check(programme: Programme, draft: NoticeVersion) -> dict[str, Any]:
    findings = queries.check(programme, read_terms(draft))
    return {"programme": programme, "findings": findings, "errors": len(errors_in(findings))}


def _page(
    request: HttpRequest,
    programme: Programme,
    draft: NoticeVersion,
    editing: Section,
    *,
    refused: str = "",
    both: list[Difference] | None = None,
    status: int = 200,
) -> HttpResponse:
    if request.headers.get("HX-Request") and status != 200:
        wrong = sum(len(form.errors) for form in editing.forms())
        return _panel(request, programme, draft, wrong=wrong, refused=refused)
    keys = list(SECTIONS)
    place = keys.index(editing.key)
    context = {
        **_check(programme, draft),
        "draft": draft,
        "editing": editing,
        "forms": editing.forms(),
        "tabs": [
            Tab(each.label, _address(programme, key), current=key == editing.key) for key, each in SECTIONS.items()
        ],
        "following": keys[place + 1] if place + 1 < len(keys) else "",
        "refused": refused,
        "both": both or [],
    }
    return render(request, editing.template, context, status=status)


def _address(programme: Programme, section: str) -> str:
    return reverse("programmes:edit", args=[programme.slug, section])
