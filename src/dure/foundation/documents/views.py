"""Attaching, opening, previewing and removing documents."""

from django.apps import apps
from django.contrib import messages
from django.db.models import Model
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import condition, require_GET, require_POST

from dure.foundation.access.registry import ask_view
from dure.foundation.access.routes import actor_of, signed_in
from dure.foundation.access.verdict import AccessRefused, ActionRefused, demand
from dure.foundation.documents import actions, queries
from dure.foundation.documents.access import ask_open, row_of
from dure.foundation.documents.forms import AttachForm
from dure.foundation.documents.models import Document
from dure.foundation.documents.pictures import thumbnail
from dure.foundation.documents.portable import first_page
from dure.foundation.documents.registry import Subject, subject_of
from dure.foundation.installation import clock
from dure.foundation.interface.fields import labelled_errors

PREVIEW_SIDE = 960


def _subject(request: HttpRequest, label: str, row_id: str) -> tuple[Subject, Model]:
    """The rule and the row, if the actor may see it."""
    try:
        model = apps.get_model(label)
        row = get_object_or_404(model, pk=row_id)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    subject = subject_of(model)
    if subject is None:
        raise Http404
    demand(ask_view(actor_of(request), row, _("You cannot open this page. Ask the operator if you need it.")))
    return subject, row


@require_POST
@signed_in
def upload(request: HttpRequest, label: str, row_id: str) -> HttpResponse:
    """Attach the chosen files; those that are refused are named with the reason, the others are kept."""
    subject, row = _subject(request, label, row_id)
    demand(subject.attach(actor_of(request), row, clock.now()))
    kinds = list(subject.kinds(row))
    form = AttachForm(request.POST, request.FILES, kinds=kinds)
    refused = labelled_errors(form)
    kept = 0
    if form.is_valid():
        kept, refused = _store_all(request, form, subject, row)
    return _answer(request, subject, row, kept, refused)


def _store_all(request: HttpRequest, form: AttachForm, subject: Subject, row: Model) -> tuple[int, list[str]]:
    owner, kept, refused = subject.owner(row), 0, []
    for each in form.cleaned_data["chosen"]:
        try:
            actions.store(
                upload=each,
                kind=form.cleaned_data["kind"],
                subject=row,
                by=actor_of(request),
                at=clock.now(),
                chain=subject.chain(row),
                organisation_id=owner.organisation_id,
                programme_id=owner.programme_id,
                issued_on=form.cleaned_data["issued_on"],
                expires_on=form.cleaned_data["expires_on"],
            )
            kept += 1
        except ActionRefused as trouble:
            refused.append(trouble.reason)
    return kept, refused


def _answer(request: HttpRequest, subject: Subject, row: Model, kept: int, refused: list[str]) -> HttpResponse:
    done = ngettext("%(n)d document was attached.", "%(n)d documents were attached.", kept) % {"n": kept}
    if request.headers.get("HX-Request"):
        context = {
            "attachments": queries.attachments(row, by=actor_of(request), at=clock.now()),
            "refused": refused,
            "done": done if kept else "",
        }
        return render(request, "documents/attachments.html", context)
    if kept:
        messages.success(request, done)
    for reason in refused:
        messages.error(request, reason)
    return redirect(subject.url(row))


def _open(request: HttpRequest, document_id: int) -> Document:
    document = get_object_or_404(Document, pk=document_id)
    demand(ask_open(actor_of(request), document))
    if not queries.file_of(document).exists():
        raise Http404
    return document


@require_GET
@signed_in
def download(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """The file itself, always as a download under its own name."""
    document = _open(request, document_id)
    response = FileResponse(
        queries.file_of(document).open("rb"),
        as_attachment=True,
        filename=document.name,
        content_type=document.media_type,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _etag(request: HttpRequest, document_id: int) -> str | None:
    digest = Document.objects.filter(pk=document_id).values_list("sha256", flat=True).first()
    return None if digest is None else f'"{digest}"'


@require_GET
@signed_in
def preview(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """A picture of it: the first page of a PDF, or the picture made smaller."""
    _open(request, document_id)
    return _picture(request, document_id)


@condition(etag_func=_etag)
def _picture(request: HttpRequest, document_id: int) -> HttpResponse:
    document = Document.objects.get(pk=document_id)
    draw = first_page if document.media_type == "application/pdf" else thumbnail
    picture = draw(queries.file_of(document), PREVIEW_SIDE) if document.has_preview else None
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/png")
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, max_age=600)
    return response


@require_POST
@signed_in
def remove(request: HttpRequest, document_id: int) -> HttpResponse:
    """Take a document out of view, where the thing it belongs to still lets one."""
    document = get_object_or_404(Document, pk=document_id)
    row = row_of(document)
    subject = None if row is None else subject_of(type(row))
    if row is None or subject is None:
        raise AccessRefused(_("This document cannot be removed."))
    demand(ask_open(actor_of(request), document))
    demand(subject.attach(actor_of(request), row, clock.now()))
    actions.remove(document=document, by=actor_of(request), at=clock.now(), chain=subject.chain(row))
    messages.success(request, _("“%(name)s” was removed.") % {"name": document.name})
    return redirect(subject.url(row))
