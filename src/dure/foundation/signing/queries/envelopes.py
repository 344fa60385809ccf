"""Reads over envelopes: which one belongs to a row, who signed, who is next, what waits for whom."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.documents.models import Document
from dure.foundation.documents.queries import file_of
from dure.foundation.signing.access import VIEW_ENVELOPE
from dure.foundation.signing.models import Conclusion, Envelope, EnvelopeStatus, Signatory, SignatoryStatus
from dure.foundation.signing.values import Ceremony, Turn
from dure.foundation.workflow.values import Waiting


def envelope_of(row: Model) -> Envelope | None:
    """The newest envelope of a row that was not replaced by another."""
    return envelopes_of(row._meta.label_lower, [row.pk]).get(row.pk)


def envelopes_of(model_label: str, row_ids: Sequence[int]) -> dict[int, Envelope]:
    """The same for several rows of a model. One query."""
    rows = Envelope.objects.filter(model=model_label.lower(), row_id__in=row_ids)
    found = rows.exclude(status=EnvelopeStatus.REPLACED).order_by("opened_at", "id")
    return {each.row_id: each for each in found}


def visible(actor: Actor, model_label: str) -> QuerySet[Envelope]:
    """The envelopes of a model that the actor may see and that were not replaced or cancelled."""
    gone = (EnvelopeStatus.REPLACED, EnvelopeStatus.CANCELLED)
    rows = Envelope.objects.filter(model=model_label.lower()).exclude(status__in=gone)
    return VIEW_ENVELOPE.rows(actor, rows).order_by("title", "id")


def signatories_of(envelope: Envelope) -> QuerySet[Signatory]:
    """Everyone who signs, in order."""
    return envelope.signatories.select_related("organisation", "person", "key").order_by("order", "id")


def signatory_of(envelope: Envelope, actor: Actor) -> Signatory | None:
    """The signature the actor may give now; None when it is not the actor's turn."""
    if envelope.status != EnvelopeStatus.OPEN or actor.person_id is None:
        return None
    rows = signatories_of(envelope).filter(status=SignatoryStatus.WAITING, turn_at__isnull=False)
    return rows.filter(person_id=actor.person_id).first()


def ceremony(envelope: Envelope) -> Ceremony:
    """Who has signed, who is next and since when."""
    return ceremonies([envelope])[0]


def ceremonies(envelopes: Iterable[Envelope]) -> list[Ceremony]:
    """The same for many, in the order given, in two queries at most."""
    wanted = list(envelopes)
    rows = Signatory.objects.filter(envelope_id__in=[each.pk for each in wanted])
    seats: dict[int, list[Signatory]] = {each.pk: [] for each in wanted}
    for row in rows.select_related("organisation", "person").order_by("order", "id"):
        seats[row.envelope_id].append(row)
    return [_ceremony(each, seats[each.pk]) for each in wanted]


def _ceremony(envelope: Envelope, seats: list[Signatory]) -> Ceremony:
    is_open = envelope.status == EnvelopeStatus.OPEN
    return Ceremony(
        envelope_id=envelope.pk,
        title=envelope.title,
        status=envelope.status,
        status_label=envelope.get_status_display(),
        turns=[_turn(row, is_open=is_open, closed_at=envelope.closed_at) for row in seats],
        due_at=envelope.due_at,
        closed_at=envelope.closed_at,
        current_sha256=envelope.current_sha256,
        elsewhere=_elsewhere(envelope),
    )


def _elsewhere(envelope: Envelope) -> str:
    return "" if envelope.conclusion in {"", Conclusion.SIGNED} else envelope.get_conclusion_display()


def _turn(row: Signatory, *, is_open: bool, closed_at: datetime | None) -> Turn:
    waits = row.status == SignatoryStatus.WAITING
    return Turn(
        signatory_id=row.pk,
        order=row.order,
        organisation=row.organisation.name,
        person=row.signed_by_name or row.person.name,
        capacity=row.capacity,
        status=row.status,
        is_next=is_open and waits and row.turn_at is not None,
        since=row.signed_at or (row.turn_at if waits else closed_at),
        factor=row.get_factor_display(),
        reason=row.reason,
    )


def waiting(actor: Actor, at: datetime) -> list[Waiting]:
    """What the actor has to sign now, the most pressing first."""
    if actor.person_id is None:
        return []
    rows = Signatory.objects.filter(
        person_id=actor.person_id,
        status=SignatoryStatus.WAITING,
        turn_at__isnull=False,
        envelope__status=EnvelopeStatus.OPEN,
    ).select_related("envelope")
    found = [
        Waiting(
            what=_("Read and sign “%(title)s” as %(capacity)s")
            % {"title": row.envelope.title, "capacity": row.capacity},
            verb=_("Sign"),
            url=reverse("signing:sign", args=[row.pk]),
            due_at=row.envelope.due_at,
        )
        for row in rows.order_by("envelope__due_at", "id")
    ]
    return sorted(found, key=lambda each: each.due_at is None)


def current_document(envelope: Envelope) -> Document:
    """The newest revision."""
    if envelope.current is None:
        raise LookupError(f"envelope {envelope.pk} has no document")
    return envelope.current


def current_file(envelope: Envelope) -> Path:
    """Where the bytes of the newest revision lie; ask first whether the actor may see them."""
    return file_of(current_document(envelope))
