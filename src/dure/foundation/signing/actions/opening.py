"""A document is laid before its parties: fields placed, revision kept, the first told."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.actions import store_bytes
from dure.foundation.documents.models import Document
from dure.foundation.ledger.act import act
from dure.foundation.parties import queries as parties
from dure.foundation.signing import words
from dure.foundation.signing.access import MANAGE_ENVELOPE
from dure.foundation.signing.models import Envelope, EnvelopeStatus, Signatory
from dure.foundation.signing.paper import Place, boxes, signature_pages
from dure.foundation.signing.portable import Field, UnfitPdfError, prepare
from dure.foundation.signing.registry import owner_of
from dure.foundation.signing.turns import give_turn, stop_owing, waiting_rows
from dure.foundation.signing.values import Party
from dure.foundation.workflow.gate import move

MOST_PARTIES = 60


def open_envelope(  # noqa: PLR0913  a document to sign is all of these
    *,
    owner: Model,
    title: str,
    pdf: bytes,
    signatories: Sequence[Party],
    chain: str,
    by: Actor,
    at: datetime,
    programme_id: int | None = None,
    due_at: datetime | None = None,
    replaces: Envelope | None = None,
) -> Envelope:
    """Lay a PDF before its parties. All signature fields are placed now, before anyone signs.

    The document with its fields begins with ``pdf``, byte for byte. Raises ``ActionRefused`` for a PDF that is
    locked, damaged or signed already, for no parties or too many, and while another one of this row is open.
    """
    owner_of(owner._meta.label_lower).may_manage.demand(by, owner)
    parties_in_order = sorted(signatories, key=lambda each: each.order)
    _check(title, parties_in_order, at, due_at)
    prepared = _prepared(title, pdf, parties_in_order)
    with act("signing.open", chain=chain, by=by, at=at, detail={"title": title}) as this:
        if replaces is not None:
            _replace(replaces, owner, by=by, at=at)
        envelope = _made(owner, title, chain, by, at)
        envelope.programme_id, envelope.due_at, envelope.replaces = programme_id, due_at, replaces
        envelope.save()
        this.about(envelope)
        base = _kept(envelope, pdf, _("document"), "base", by=by, at=at)
        current = _kept(envelope, prepared, _("to sign"), "revision", by=by, at=at)
        envelope.base, envelope.base_sha256 = base, base.sha256
        envelope.current, envelope.current_sha256 = current, current.sha256
        envelope.save(update_fields=["base", "base_sha256", "current", "current_sha256"])
        this.evidence(*_seats(envelope, parties_in_order))
        move(envelope, "open", by=by, at=at)
        give_turn(envelope, at=at)
    return envelope


def _check(title: str, signatories: Sequence[Party], at: datetime, due_at: datetime | None) -> None:
    if not title.strip():
        raise ActionRefused(_("The document needs a title."))
    if not signatories:
        raise ActionRefused(_("Name at least one party that signs."))
    if len(signatories) > MOST_PARTIES:
        raise ActionRefused(_("At most %(n)d parties sign one document.") % {"n": MOST_PARTIES})
    if due_at is not None and due_at < at:
        raise ActionRefused(_("The day until which it is to be signed has passed already."))
    members = parties.members_of({each.organisation_id for each in signatories}, on=timezone.localdate(at))
    for each in signatories:
        if each.person_id not in {person.pk for person in members.get(each.organisation_id, [])}:
            raise ActionRefused(
                _("%(person)s holds no role in %(organisation)s and cannot sign for it.")
                % {
                    "person": parties.person(each.person_id).name,
                    "organisation": parties.organisation(each.organisation_id).name,
                }
            )


def _prepared(title: str, pdf: bytes, signatories: Sequence[Party]) -> bytes:
    places = [Place(each.capacity, parties.organisation(each.organisation_id).name) for each in signatories]
    pages = signature_pages(title, places, hashlib.sha256(pdf).hexdigest())
    fields = [Field(_field(number), box) for number, box in enumerate(boxes(len(places)), 1)]
    try:
        return prepare(pdf, pages, fields)
    except UnfitPdfError as error:
        raise words.unfit(error.why) from error


def _field(number: int) -> str:
    return f"Signature{number}"


def _replace(old: Envelope, owner: Model, *, by: Actor, at: datetime) -> None:
    MANAGE_ENVELOPE.demand(by, old)
    locked = Envelope.objects.select_for_update().get(pk=old.pk)
    if (locked.model, locked.row_id) != (owner._meta.label_lower, owner.pk):
        raise ActionRefused(_("A new version replaces a document of the same agreement only."))
    for row in waiting_rows(locked):
        stop_owing(row, at=at)
        move(row, "lift", by=by, at=at)
    locked.closed_at = locked.closed_at or at
    locked.save(update_fields=["closed_at"])
    move(locked, "replace", by=by, at=at)


def _made(owner: Model, title: str, chain: str, by: Actor, at: datetime) -> Envelope:
    model = owner._meta.label_lower
    if Envelope.objects.filter(model=model, row_id=owner.pk, status__in=("draft", "open")).exists():
        raise ActionRefused(_("Another version is being signed. Cancel or replace it first."))
    return Envelope(
        model=model,
        row_id=owner.pk,
        chain=chain,
        title=title.strip()[:200],
        status=EnvelopeStatus.DRAFT,
        opened_at=at,
        opened_by_id=by.person_id,
    )


def _kept(envelope: Envelope, content: bytes, word: str, kind: str, *, by: Actor, at: datetime) -> Document:
    return store_bytes(
        content=content,
        name=f"{envelope.title} ({word}).pdf",
        kind=kind,
        subject=envelope,
        by=by,
        at=at,
        chain=envelope.chain,
        programme_id=envelope.programme_id,
    )


def _seats(envelope: Envelope, signatories: Sequence[Party]) -> list[Signatory]:
    return [
        Signatory.objects.create(
            envelope=envelope,
            order=each.order,
            organisation_id=each.organisation_id,
            person_id=each.person_id,
            capacity=each.capacity,
            field=_field(number),
        )
        for number, each in enumerate(signatories, 1)
    ]
