"""Reads over documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import Allowed, Refused, Verdict
from dure.foundation.documents.formats import ACCEPT
from dure.foundation.documents.models import Document
from dure.foundation.documents.registry import DocumentKind, subject_of
from dure.foundation.documents.store import path_of
from dure.foundation.interface.formats import day

SOON = timedelta(days=14)


def of(row: Model, kind: str | None = None) -> QuerySet[Document]:
    """The documents of a row, oldest first; removed ones are left out."""
    return of_rows(row._meta.label_lower, [row.pk], kind)


def of_rows(model_label: str, row_ids: Sequence[int], kind: str | None = None) -> QuerySet[Document]:
    """The documents of several rows of a model, for lists and completeness meters."""
    found = Document.objects.filter(
        model=model_label.lower(), row_id__in=[str(pk) for pk in row_ids], removed_at__isnull=True
    ).order_by("uploaded_at", "id")
    return found if kind is None else found.filter(kind=kind)


def file_of(document: Document) -> Path:
    """Where its bytes lie, for code that reads them; ask first whether the actor may open it."""
    return path_of(document.sha256)


@dataclass(frozen=True)
class DayWarning:
    """What is wrong with the days of a document. ``tone`` is as in the interface's state badge."""

    words: str
    tone: str


def warning(document: Document, kind: DocumentKind | None, today: date) -> DayWarning | None:
    """Whether a document has run out, soon will, or was issued too long ago for its kind."""
    if document.expires_on is not None and document.expires_on < today:
        return DayWarning(_("Expired on %(day)s") % {"day": day(document.expires_on)}, "late")
    oldest = None if kind is None or kind.max_age_days is None else today - timedelta(days=kind.max_age_days)
    if oldest is not None and document.issued_on is None:
        return DayWarning(_("The day of issue is not entered"), "warn")
    if oldest is not None and document.issued_on is not None and document.issued_on < oldest:
        return DayWarning(_("Issued before %(day)s") % {"day": day(oldest)}, "late")
    if document.expires_on is not None and document.expires_on - today <= SOON:
        return DayWarning(_("Expires on %(day)s") % {"day": day(document.expires_on)}, "warn")
    return None


@dataclass(frozen=True)
class Attached:
    """A document as the list of attachments shows it."""

    document: Document
    kind_label: str
    warning: DayWarning | None
    may_open: bool


@dataclass(frozen=True)
class Attachments:
    """Everything the partial ``documents/attachments.html`` needs about one row."""

    attached: Sequence[Attached]
    missing: Sequence[DocumentKind]
    kinds: Sequence[DocumentKind]
    may_attach: bool
    why_not: str
    upload_url: str
    key: str
    accept: str = ACCEPT


def attachments(row: Model, *, by: Actor, at: datetime, may_attach: Verdict | None = None) -> Attachments:
    """The attachments of a row whose model is registered; raises ``KeyError`` for another.

    Ask first whether the actor may see the row. ``may_attach``: the answer of its subject, where it is known already.
    """
    subject = subject_of(type(row))
    if subject is None:
        raise KeyError(row._meta.label)
    kinds, documents = list(subject.kinds(row)), list(of(row))
    by_code, today = {kind.code: kind for kind in kinds}, timezone.localdate(at)
    verdict = may_attach if may_attach is not None else subject.attach(by, row, at)
    present = {document.kind for document in documents}
    return Attachments(
        attached=[_attached(each, by_code.get(each.kind), today, _readable(by, row, each)) for each in documents],
        missing=[kind for kind in kinds if kind.required and kind.code not in present],
        kinds=kinds,
        may_attach=bool(verdict),
        why_not=str(verdict.reason) if isinstance(verdict, Refused) else "",
        upload_url=reverse("documents:upload", args=[row._meta.label_lower, row.pk]),
        key=f"attachments-{row._meta.label_lower.replace('.', '-')}-{row.pk}",
    )


def _attached(document: Document, kind: DocumentKind | None, today: date, may_open: Verdict) -> Attached:
    label = str(kind.label) if kind is not None else document.kind
    return Attached(document, label, warning(document, kind, today), bool(may_open))


def _readable(by: Actor, row: Model, document: Document) -> Verdict:
    subject = subject_of(type(row))
    return Allowed() if subject is None or subject.read is None else subject.read(by, row, document.kind)
