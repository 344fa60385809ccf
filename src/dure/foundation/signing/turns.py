"""Whose turn it is to sign, and telling them. Called inside the acts of this app."""

from datetime import datetime

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import SYSTEM
from dure.foundation.ledger.act import current_act
from dure.foundation.messages.actions import send
from dure.foundation.signing.models import Envelope, Signatory, SignatoryStatus
from dure.foundation.workflow.deadlines import lift_deadline, set_deadline

SIGN_DUE = "signing.sign"


def waiting_rows(envelope: Envelope) -> list[Signatory]:
    """Those who have not signed yet, in order."""
    return list(envelope.signatories.filter(status=SignatoryStatus.WAITING).order_by("order", "id"))


def give_turn(envelope: Envelope, *, at: datetime) -> None:
    """Let the lowest order that still waits sign: note since when, set the deadline, tell them."""
    waiting = waiting_rows(envelope)
    for row in waiting:
        if row.order == waiting[0].order and row.turn_at is None:
            row.turn_at = at
            row.save(update_fields=["turn_at"])
            current_act().evidence(row)
            owe(row, envelope, at=at)


def owe(row: Signatory, envelope: Envelope, *, at: datetime) -> None:
    """Set the deadline of the one whose turn it is, and send the message."""
    if envelope.due_at is not None:
        set_deadline(
            row,
            SIGN_DUE,
            due_at=max(envelope.due_at, at),
            at=at,
            programme_id=envelope.programme_id,
            person_id=row.person_id,
        )
    send(
        to=row.person,
        subject=format_lazy(_("Please sign: {title}"), title=envelope.title),
        body=format_lazy(
            _("“{title}” waits for your signature as {capacity}. Read it, then sign it or return it with a reason."),
            title=envelope.title,
            capacity=row.capacity,
        ),
        kind="signing",
        by=SYSTEM,
        at=at,
        link=reverse("signing:sign", args=[row.pk]),
        dedupe_key=f"signing.turn:{row.pk}:{row.person_id}",
    )


def tell_returned(envelope: Envelope, row: Signatory, *, at: datetime) -> None:
    """Tell the one who laid the document out that it came back, and why."""
    if envelope.opened_by is None:
        return
    send(
        to=envelope.opened_by,
        subject=format_lazy(_("Returned without signature: {title}"), title=envelope.title),
        body=format_lazy(
            _("{name} ({capacity}) returned “{title}”: {reason}"),
            name=row.person.name,
            capacity=row.capacity,
            title=envelope.title,
            reason=row.reason,
        ),
        kind="signing",
        by=SYSTEM,
        at=at,
        link=reverse("signing:envelope", args=[envelope.pk]),
        dedupe_key=f"signing.returned:{row.pk}",
    )


def stop_owing(row: Signatory, *, at: datetime) -> None:
    """What was owed is owed no more."""
    lift_deadline(row, SIGN_DUE, at=at)


def sign_link(row_id: str) -> str:
    """The page on which a signature is given."""
    return reverse("signing:sign", args=[row_id])
