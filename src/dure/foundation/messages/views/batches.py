"""Letters before they go out: who gets what, to the word."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages as notes
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.interface.parts import Crumb, Tab
from dure.foundation.messages import actions, queries
from dure.foundation.messages.access import SEND_BATCH, VIEW_BATCH
from dure.foundation.messages.forms import LetterForm, ReleaseForm
from dure.foundation.messages.models import Asks, Batch, BatchStatus, Draft

SILENT, REPLIED = "silent", "replied"
TONES = {BatchStatus.DRAFTING: "draft", BatchStatus.RELEASED: "done", BatchStatus.DROPPED: "neutral"}


def _batch(request: HttpRequest, batch_id: int) -> Batch:
    batch = get_object_or_404(Batch, pk=batch_id)
    VIEW_BATCH.demand(actor_of(request), batch)
    return batch


@require_GET
@needs(VIEW_BATCH)
def batches(request: HttpRequest) -> HttpResponse:
    """Every batch of letters, the newest first."""
    rows = [(row, TONES[BatchStatus(row.status)]) for row in queries.batches(actor_of(request))[:200]]
    return render(request, "messages/batches.html", {"rows": rows})


@dataclass(frozen=True)
class Choice:
    """One letter in the list on the left."""

    draft: Draft
    name: str
    url: str
    current: bool


@require_GET
@needs(VIEW_BATCH)
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The list of recipients, and the chosen letter as it will be read."""
    row = _batch(request, batch_id)
    return _show(request, row, wanted=request.GET.get("letter", ""))


def _show(
    request: HttpRequest, row: Batch, *, wanted: str, form: LetterForm | None = None, status: int = 200
) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    every = drafts = queries.letters(row)
    if query:
        drafts = drafts.filter(Q(organisation__name__icontains=query) | Q(person__name__icontains=query))
    only = request.GET.get("only")
    if row.answer_by_at is not None and only in {SILENT, REPLIED}:
        drafts = drafts.filter(excluded=False, reply__isnull=only == SILENT)
    found = list(drafts)
    everyone = found if drafts is every else list(every)
    people = queries.recipients(everyone)
    chosen = next((each for each in found if str(each.pk) == wanted), found[0] if found else None)
    may_change = row.status == BatchStatus.DRAFTING and bool(SEND_BATCH.ask(actor_of(request), row))
    summary = queries.summary(row, everyone, people)
    context = {
        "batch": row,
        "crumbs": _crumbs(row),
        "tone": TONES[BatchStatus(row.status)],
        "summary": summary,
        "choices": [_choice(row, each, chosen, query) for each in found],
        "q": query,
        "tabs": _reply_tabs(row, summary, request.GET.get("only", "")),
        "draft": chosen,
        "recipient": queries.recipient_name(chosen) if chosen else "",
        "people": people[chosen.pk] if chosen else [],
        "may_change": may_change,
        "form": form or (_form(chosen) if chosen and may_change else None),
        "editing": form is not None or request.GET.get("edit") == "1",
    }
    return render(request, "messages/batch.html", context, status=status)


def _reply_tabs(row: Batch, summary: queries.BatchSummary, only: str) -> list[Tab]:
    if row.answer_by_at is None:
        return []
    url, silent = reverse("messages:batch", args=[row.pk]), summary.letters - summary.replied
    return [
        Tab(_("All"), url, current=not only, count=summary.letters),
        Tab(_("Not replied yet"), f"{url}?only={SILENT}", current=only == SILENT, count=silent),
        Tab(_("Replied"), f"{url}?only={REPLIED}", current=only == REPLIED, count=summary.replied),
    ]


def _crumbs(row: Batch, *more: str) -> list[Crumb]:
    above = [
        Crumb(_("Letters"), reverse("messages:batches")),
        Crumb(row.title, reverse("messages:batch", args=[row.pk])),
    ]
    return [*above, *(Crumb(label) for label in more)]


def _choice(row: Batch, draft: Draft, chosen: Draft | None, query: str) -> Choice:
    url = f"{reverse('messages:batch', args=[row.pk])}?letter={draft.pk}" + (f"&q={query}" if query else "")
    return Choice(draft, queries.recipient_name(draft), url, draft == chosen)


def _form(draft: Draft) -> LetterForm:
    return LetterForm(initial={"subject": draft.subject, "body": draft.body, "seen_at": draft.edited_at.isoformat()})


def _letter_url(draft: Draft) -> str:
    return f"{reverse('messages:batch', args=[draft.batch_id])}?letter={draft.pk}"


@require_POST
@needs(SEND_BATCH)
def edit(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Change a letter; what was typed is kept on the page when it is refused."""
    draft = get_object_or_404(Draft.objects.select_related("batch"), pk=draft_id)
    row, form = _batch(request, draft.batch_id), LetterForm(request.POST)
    if not form.is_valid():
        return _show(request, row, wanted=str(draft.pk), form=form, status=422)
    try:
        actions.edit_draft(
            draft=draft,
            subject=form.cleaned_data["subject"],
            body=form.cleaned_data["body"],
            seen_at=form.cleaned_data["seen_at"],
            by=actor_of(request),
            at=clock.now(),
        )
    except ActionRefused as refused:
        form.add_error(None, refused.reason)
        return _show(request, row, wanted=str(draft.pk), form=form, status=409)
    notes.success(request, _("The letter was changed."))
    return redirect(_letter_url(draft))


def _switch(request: HttpRequest, draft_id: int, act: Callable[..., None], words: str) -> HttpResponse:
    draft = get_object_or_404(Draft.objects.select_related("batch"), pk=draft_id)
    try:
        act(draft=draft, by=actor_of(request), at=clock.now())
        notes.success(request, words)
    except ActionRefused as refused:
        notes.error(request, refused.reason)
    return redirect(_letter_url(draft))


@require_POST
@needs(SEND_BATCH)
def exclude(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Leave a letter out."""
    return _switch(request, draft_id, actions.exclude_draft, _("This letter is left out. You can take it in again."))


@require_POST
@needs(SEND_BATCH)
def include(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Take a letter in again."""
    return _switch(request, draft_id, actions.include_draft, _("This letter will be sent with the others."))


def _ask_release(request: HttpRequest, row: Batch, form: ReleaseForm, *, status: int) -> HttpResponse:
    crumbs = _crumbs(row, _("Check and send"))
    drafts = list(queries.letters(row))
    summary = queries.summary(row, drafts, queries.recipients(drafts))
    context = {"batch": row, "summary": summary, "crumbs": crumbs, "form": form}
    return render(request, "messages/release.html", context, status=status)


@require_http_methods(["GET", "POST"])
@needs(SEND_BATCH)
def release(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The last look, with the numbers; and on POST, the sending."""
    row = _batch(request, batch_id)
    SEND_BATCH.demand(actor_of(request), row)
    form = ReleaseForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return _ask_release(request, row, form, status=422 if form.is_bound else 200)
    try:
        told = actions.release_batch(
            batch=row,
            by=actor_of(request),
            at=clock.now(),
            asks=form.cleaned_data["asks"] or Asks.NOTHING,
            answer_by_at=form.answer_by_at,
        )
        notes.success(request, ngettext("Sent to %(n)d person.", "Sent to %(n)d people.", told) % {"n": told})
    except ActionRefused as refused:
        notes.error(request, refused.reason)
    return redirect("messages:batch", batch_id=row.pk)


@require_POST
@needs(SEND_BATCH)
def drop(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Give the batch up, with a reason."""
    row = _batch(request, batch_id)
    try:
        actions.drop_batch(batch=row, by=actor_of(request), at=clock.now(), reason=request.POST.get("reason", ""))
        notes.success(request, _("The letters were dropped. None was sent."))
    except ActionRefused as refused:
        notes.error(request, refused.reason)
    return redirect("messages:batch", batch_id=row.pk)
