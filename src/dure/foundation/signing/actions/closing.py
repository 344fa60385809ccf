"""How a document to sign ends: all signed, returned, called off, or concluded elsewhere."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.actions import store
from dure.foundation.ledger.act import act, current_act
from dure.foundation.signing.access import MANAGE_ENVELOPE, SIGN
from dure.foundation.signing.models import Conclusion, Envelope, EnvelopeStatus, Signatory
from dure.foundation.signing.news import EnvelopeConcluded, EnvelopeDeclined
from dure.foundation.signing.turns import stop_owing, tell_returned, waiting_rows
from dure.foundation.workflow.events import announce
from dure.foundation.workflow.gate import move


def conclude(envelope: Envelope, how: Conclusion, *, by: Actor, at: datetime) -> None:
    """Close a locked envelope as concluded and announce it. Called inside an act."""
    _lift_the_rest(envelope, by=by, at=at)
    envelope.conclusion, envelope.closed_at = how, at
    envelope.save()
    move(envelope, "conclude", by=by, at=at)
    announce(EnvelopeConcluded(envelope.model, envelope.row_id, envelope.pk, how.value, at))


def decline(*, signatory: Signatory, reason: str, by: Actor, at: datetime) -> None:
    """Return the document without signature. A new version is a new envelope that replaces this one."""
    SIGN.demand(by, signatory)
    chain = signatory.envelope.chain
    with act("signing.decline", chain=chain, by=by, at=at, subject=signatory, reason=reason):
        envelope = _locked(signatory.envelope)
        row = Signatory.objects.select_for_update().get(pk=signatory.pk)
        SIGN.demand(by, row)
        row.reason = reason.strip()
        row.save(update_fields=["reason"])
        move(row, "decline", by=by, at=at, reason=reason)
        stop_owing(row, at=at)
        _lift_the_rest(envelope, by=by, at=at)
        envelope.closed_at, envelope.reason = at, reason.strip()
        envelope.save(update_fields=["closed_at", "reason"])
        move(envelope, "decline", by=by, at=at, reason=reason)
        tell_returned(envelope, row, at=at)
        announce(EnvelopeDeclined(envelope.model, envelope.row_id, envelope.pk, reason.strip(), at))


def cancel_envelope(*, envelope: Envelope, reason: str, by: Actor, at: datetime) -> None:
    """Call the signing off; what was signed so far stays on record."""
    MANAGE_ENVELOPE.demand(by, envelope)
    with act("signing.cancel", chain=envelope.chain, by=by, at=at, subject=envelope, reason=reason):
        locked = _locked(envelope)
        _lift_the_rest(locked, by=by, at=at)
        locked.closed_at, locked.reason = at, reason.strip()
        locked.save(update_fields=["closed_at", "reason"])
        move(locked, "cancel", by=by, at=at, reason=reason)


def conclude_outside(
    *,
    envelope: Envelope,
    service: str,
    reference: str,
    file: UploadedFile,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    """Enter that an outside e-contract service concluded it: its name, its number, and the file it gave."""
    MANAGE_ENVELOPE.demand(by, envelope)
    if not service.strip() or not reference.strip():
        raise ActionRefused(_("Name the service and the number under which it keeps the contract."))
    with act("signing.conclude_outside", chain=envelope.chain, by=by, at=at, subject=envelope, reason=reason):
        locked = _demand_open(envelope, reason)
        locked.service, locked.reference = service.strip()[:100], reference.strip()[:200]
        _take_in(locked, file, "outside", by=by, at=at)
        locked.reason = reason.strip()
        conclude(locked, Conclusion.OUTSIDE, by=by, at=at)


def conclude_on_paper(
    *,
    envelope: Envelope,
    scan_file: UploadedFile,
    original_kept_at: str,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    """Enter that it was sealed on paper: the scan with its hash, and where the original is kept."""
    MANAGE_ENVELOPE.demand(by, envelope)
    if not original_kept_at.strip():
        raise ActionRefused(_("Say where the sealed original is kept."))
    with act("signing.conclude_on_paper", chain=envelope.chain, by=by, at=at, subject=envelope, reason=reason):
        locked = _demand_open(envelope, reason)
        locked.original_kept_at = original_kept_at.strip()[:200]
        _take_in(locked, scan_file, "scan", by=by, at=at)
        locked.reason = reason.strip()
        conclude(locked, Conclusion.PAPER, by=by, at=at)


def _locked(envelope: Envelope) -> Envelope:
    return Envelope.objects.select_for_update().get(pk=envelope.pk)


def _demand_open(envelope: Envelope, reason: str) -> Envelope:
    if not reason.strip():
        raise ActionRefused(_("Say why it is not signed here."))
    locked = _locked(envelope)
    if locked.status != EnvelopeStatus.OPEN:
        raise ActionRefused(
            _("This document can no longer be signed: its state is “%(state)s”.")
            % {"state": locked.get_status_display()}
        )
    return locked


def _take_in(envelope: Envelope, file: UploadedFile, kind: str, *, by: Actor, at: datetime) -> None:
    """The file becomes the newest revision; its hash is that of the contract from now on."""
    row = store(
        upload=file,
        kind=kind,
        subject=envelope,
        by=by,
        at=at,
        chain=envelope.chain,
        programme_id=envelope.programme_id,
    )
    envelope.current, envelope.current_sha256 = row, row.sha256
    current_act().evidence(envelope)


def _lift_the_rest(envelope: Envelope, *, by: Actor, at: datetime) -> None:
    for row in waiting_rows(envelope):
        stop_owing(row, at=at)
        move(row, "lift", by=by, at=at)
