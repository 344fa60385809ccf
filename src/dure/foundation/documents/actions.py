"""Taking documents in, and taking them out of view."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents import store as bytes_store
from dure.foundation.documents import words
from dure.foundation.documents.formats import Known, ending, media_type
from dure.foundation.documents.models import Document
from dure.foundation.documents.sniff import Trouble, sniff
from dure.foundation.ledger.act import act

PIECE = 1 << 20


@dataclass(frozen=True)
class _Described:
    """What is said of a file when it comes in."""

    name: str
    kind: str
    subject: Model
    organisation_id: int | None
    programme_id: int | None
    issued_on: date | None
    expires_on: date | None


def store(  # noqa: PLR0913  all that is said of a file when it comes in
    *,
    upload: UploadedFile,
    kind: str,
    subject: Model,
    by: Actor,
    at: datetime,
    chain: str,
    organisation_id: int | None = None,
    programme_id: int | None = None,
    issued_on: date | None = None,
    expires_on: date | None = None,
) -> Document:
    """Keep an uploaded file with the row it belongs to. Ask first whether the actor may attach to that row.

    Raises ``ActionRefused`` with a sentence when the file is empty, too large, locked, mislabelled, a
    program, and so on.
    """
    name = clean_name(upload.name or "")
    if (upload.size or 0) > settings.DOCUMENT_MAX_BYTES:
        raise ActionRefused(words.too_large(name, upload.size or 0, settings.DOCUMENT_MAX_BYTES))
    described = _Described(name, kind, subject, organisation_id, programme_id, issued_on, expires_on)
    return _take_in(upload.chunks(), described, by=by, at=at, chain=chain)


def store_bytes(  # noqa: PLR0913  the same
    *,
    content: bytes,
    name: str,
    kind: str,
    subject: Model,
    by: Actor,
    at: datetime,
    chain: str,
    organisation_id: int | None = None,
    programme_id: int | None = None,
) -> Document:
    """Keep a file the product made, such as a PDF, with the row it belongs to."""
    described = _Described(clean_name(name), kind, subject, organisation_id, programme_id, None, None)
    return _take_in([content], described, by=by, at=at, chain=chain)


def store_made(  # noqa: PLR0913  the same
    *,
    path: Path,
    known: Known,
    name: str,
    kind: str,
    subject: Model,
    by: Actor,
    at: datetime,
    chain: str,
    organisation_id: int | None = None,
    programme_id: int | None = None,
) -> Document:
    """Keep a file of any size that the product wrote itself; it is read piece by piece, never whole in memory."""
    described = _Described(clean_name(name), kind, subject, organisation_id, programme_id, None, None)
    with path.open("rb") as source:
        pieces = iter(lambda: source.read(PIECE), b"")
        return _take_in(pieces, described, by=by, at=at, chain=chain, made=known)


def remove(*, document: Document, by: Actor, at: datetime, chain: str, reason: str = "") -> None:
    """Take a document out of view; its bytes stay, since acts before this one may rest on them."""
    if document.removed_at is not None:
        return
    with act("documents.remove", chain=chain, by=by, at=at, reason=reason, detail={"name": document.name}) as this:
        document.removed_at = at
        document.save(update_fields=["removed_at"])
        this.about(document)


def clean_name(name: str) -> str:
    """The file's own name: no folders, no control characters, syllables put together, at most 200
    characters."""
    plain = PurePath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    plain = "".join(c for c in plain if c.isprintable()).strip() or "file"
    suffix = PurePath(plain).suffix
    return plain if len(plain) <= 200 else plain[: 200 - len(suffix)] + suffix


def _take_in(
    chunks: Iterable[bytes], described: _Described, *, by: Actor, at: datetime, chain: str, made: Known | None = None
) -> Document:
    _check_days(described, today=timezone.localdate(at))
    with bytes_store.receive(chunks) as incoming:
        known = made or _accepted(incoming, described.name)
        _check_not_there(incoming, described)
        bytes_store.keep(incoming)
    detail = {"name": described.name, "kind": described.kind, "sha256": incoming.sha256}
    with act("documents.store", chain=chain, by=by, at=at, subject=described.subject, detail=detail) as this:
        row = Document.objects.create(
            sha256=incoming.sha256,
            size=incoming.size,
            media_type=media_type(known, described.name),
            name=described.name,
            kind=described.kind,
            organisation_id=described.organisation_id,
            programme_id=described.programme_id,
            model=described.subject._meta.label_lower,
            row_id=str(described.subject.pk),
            issued_on=described.issued_on,
            expires_on=described.expires_on,
            uploaded_by_id=by.person_id,
            uploaded_at=at,
        )
        this.evidence(row)
    return row


def _accepted(incoming: bytes_store.Incoming, name: str) -> Known:
    if incoming.size > settings.DOCUMENT_MAX_BYTES:
        raise ActionRefused(words.too_large(name, incoming.size, settings.DOCUMENT_MAX_BYTES))
    found = sniff(incoming.path)
    if isinstance(found, Trouble):
        raise ActionRefused(words.trouble_words(found, name))
    if ending(name) not in found.value.extensions:
        raise ActionRefused(words.mislabelled(name, found))
    return found


def _check_not_there(incoming: bytes_store.Incoming, described: _Described) -> None:
    same = Document.objects.filter(
        sha256=incoming.sha256,
        model=described.subject._meta.label_lower,
        row_id=str(described.subject.pk),
        removed_at__isnull=True,
    ).first()
    if same is not None:
        raise ActionRefused(words.already_there(described.name, same.name))


def _check_days(described: _Described, *, today: date) -> None:
    issued_on, expires_on = described.issued_on, described.expires_on
    if issued_on is not None and issued_on > today:
        raise ActionRefused(_("The day of issue lies in the future. Copy it from the document."))
    if issued_on is not None and expires_on is not None and expires_on < issued_on:
        raise ActionRefused(_("The day of expiry lies before the day of issue. Copy both from the document."))
