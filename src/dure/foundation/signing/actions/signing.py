"""One party signs."""

import hashlib
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.actions import store_bytes
from dure.foundation.documents.queries import file_of
from dure.foundation.interface.formats import day
from dure.foundation.ledger.act import act, current_act
from dure.foundation.signing import words
from dure.foundation.signing.access import SIGN, USE_KEY
from dure.foundation.signing.actions.closing import conclude
from dure.foundation.signing.actions.keys import make_key
from dure.foundation.signing.authority import authority
from dure.foundation.signing.models import (
    Conclusion,
    Envelope,
    EnvelopeStatus,
    KeyKind,
    Signatory,
    SignatoryStatus,
    SigningKey,
)
from dure.foundation.signing.paper import stamp
from dure.foundation.signing.portable import Signing, add_signature
from dure.foundation.signing.queries.keys import key_to_use
from dure.foundation.signing.remote import ExternalSignerError
from dure.foundation.signing.sealing import SealBrokenError
from dure.foundation.signing.signers import signer_for
from dure.foundation.signing.turns import SIGN_DUE, give_turn, waiting_rows
from dure.foundation.signing.values import FactorMethod, SecondFactor
from dure.foundation.workflow.deadlines import meet_deadline
from dure.foundation.workflow.gate import move


def sign(
    *,
    signatory: Signatory,
    seen_sha256: str,
    factor: SecondFactor,
    by: Actor,
    at: datetime,
    key: SigningKey | None = None,
) -> Signatory:
    """Sign as a party: the revision the signer saw, with the signer's own key or that of the organisation.

    The signature is made before the rows are locked, since an outside signer may take its time; what was seen is
    checked again under the lock, so of two at once exactly one is kept.
    """
    row = Signatory.objects.select_related("envelope", "person").get(pk=signatory.pk)
    _demand(row, row.envelope, seen_sha256, by)
    if not factor.is_fresh(at):
        raise ActionRefused(_("Your confirmation is older than five minutes. Confirm once more and sign."))
    chosen = key or key_to_use(row, at) or make_key(by=by, at=at)
    _demand_key(chosen, row, by, at)
    content = _signed_bytes(row, chosen, factor, at)
    detail = {"factor": factor.method, "confirmed_at": factor.at.isoformat(), "key": chosen.fingerprint}
    with act("signing.sign", chain=row.envelope.chain, by=by, at=at, subject=row, detail=detail):
        envelope = Envelope.objects.select_for_update().get(pk=row.envelope_id)
        locked = Signatory.objects.select_for_update().get(pk=row.pk)
        _demand(locked, envelope, seen_sha256, by)
        _demand_key(SigningKey.objects.select_for_update().get(pk=chosen.pk), locked, by, at)
        _keep(locked, envelope, content, chosen, factor, by=by, at=at)
        if waiting_rows(envelope):
            give_turn(envelope, at=at)
        else:
            conclude(envelope, Conclusion.SIGNED, by=by, at=at)
    return locked


def _demand(row: Signatory, envelope: Envelope, seen_sha256: str, by: Actor) -> None:
    SIGN.demand(by, row)
    if row.status == SignatoryStatus.SIGNED:
        raise ActionRefused(_("This was already signed here. It is signed once; nothing more is to be done."))
    if envelope.status != EnvelopeStatus.OPEN:
        raise ActionRefused(
            _("This document can no longer be signed: its state is “%(state)s”.")
            % {"state": envelope.get_status_display()}
        )
    first = waiting_rows(envelope)[0]
    if row.order > first.order:
        raise ActionRefused(
            _("It is not your turn yet: %(capacity)s (%(organisation)s) signs first.")
            % {"capacity": first.capacity, "organisation": first.organisation.name}
        )
    if seen_sha256 != envelope.current_sha256:
        raise ActionRefused(
            _("Another party signed meanwhile, or this is an older version. Look at the document once more and sign.")
        )


def _demand_key(key: SigningKey, row: Signatory, by: Actor, at: datetime) -> None:
    USE_KEY.demand(by, key)
    if key.organisation_id is not None and key.organisation_id != row.organisation_id:
        raise ActionRefused(_("This certificate belongs to another organisation than the one you sign for."))
    if key.revoked_at is not None:
        raise ActionRefused(
            _("The certificate “%(name)s” was revoked on %(day)s. Choose another one or make a new key.")
            % {"name": key.subject, "day": day(timezone.localdate(key.revoked_at))}
        )
    if key.valid_until_at < at:
        raise ActionRefused(
            _("The certificate “%(name)s” expired on %(day)s. Choose another one or make a new key.")
            % {"name": key.subject, "day": day(timezone.localdate(key.valid_until_at))}
        )
    if key.valid_from_at > at:
        raise ActionRefused(
            _("This certificate is valid only from %(day)s on.") % {"day": day(timezone.localdate(key.valid_from_at))}
        )


def _signed_bytes(row: Signatory, key: SigningKey, factor: SecondFactor, at: datetime) -> bytes:
    document = row.envelope.current
    if document is None:
        raise ActionRefused(_("This document is not ready to be signed."))
    content = file_of(document).read_bytes()
    if hashlib.sha256(content).hexdigest() != row.envelope.current_sha256:
        raise ActionRefused(_("The stored document was changed since. It cannot be signed; tell the operator."))
    proof = f"{FactorMethod(factor.method).label} · {KeyKind(key.kind).label}"
    try:
        signer = signer_for(key)
        shown = Signing(row.field, row.person.name, at, stamp(row.person.name, at, proof))
        return add_signature(content, shown, signer, authority())
    except ExternalSignerError as error:
        raise words.no_signature(error) from error
    except SealBrokenError as error:
        raise words.seal_broken() from error


def _keep(
    row: Signatory,
    envelope: Envelope,
    content: bytes,
    key: SigningKey,
    factor: SecondFactor,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """The new revision, the proofs beside the signature, and the state."""
    revision = store_bytes(
        content=content,
        name=_("%(title)s (signed %(n)d).pdf") % {"title": envelope.title, "n": _signed_count(envelope) + 1},
        kind="revision",
        subject=envelope,
        by=by,
        at=at,
        chain=envelope.chain,
        programme_id=envelope.programme_id,
    )
    row.revision, row.key, row.factor, row.signed_at = revision, key, factor.method, at
    row.signed_by_name = row.person.name
    row.save(update_fields=["revision", "key", "factor", "signed_at", "signed_by_name"])
    move(row, "sign", by=by, at=at)
    meet_deadline(row, SIGN_DUE, at=at)
    envelope.current, envelope.current_sha256 = revision, revision.sha256
    envelope.save(update_fields=["current", "current_sha256"])
    current_act().evidence(envelope)


def _signed_count(envelope: Envelope) -> int:
    return envelope.signatories.filter(status=SignatoryStatus.SIGNED).count()
