"""What Dure says of the signatures in a document."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.interface.formats import day
from dure.foundation.signing.authority import authority
from dure.foundation.signing.models import Conclusion, Envelope, SigningKey
from dure.foundation.signing.portable import as_asn1
from dure.foundation.signing.queries.envelopes import current_file, signatories_of
from dure.foundation.signing.verification import Anchors, Reading, Trust, UnreadablePdfError, read_signatures


@dataclass(frozen=True)
class SignatureResult:
    """One signature and what is to be thought of it. ``words`` says why it is good, or what is wrong."""

    field: str
    signer: str
    issuer: str
    signed_at: datetime | None
    is_good: bool
    words: str
    trust: str = ""
    fingerprint: str = ""


def verify_pdf(content: bytes, at: datetime) -> list[SignatureResult]:
    """Every signature of any PDF, oldest first; raises ``UnreadablePdfError`` for what is no PDF."""
    return [_result(each) for each in read_signatures(content, anchors(), at)]


def verify(envelope: Envelope, at: datetime) -> list[SignatureResult]:
    """Every signature given in an envelope, against its record: one changed byte breaks all of them.

    Empty where nothing was signed in Dure. A signature that is on record and not in the file counts as broken.
    """
    given = [row for row in signatories_of(envelope) if row.key is not None]
    if not given or envelope.conclusion in (Conclusion.OUTSIDE, Conclusion.PAPER):
        return []
    content, found = _bytes(current_file(envelope)), {}
    if hashlib.sha256(content).hexdigest() == envelope.current_sha256:
        found = _by_field(content, at)
    broken = _("The stored document was changed after it was signed.")
    results = []
    for row in given:
        result = found.get(row.field)
        if result is None or row.key is None or result.fingerprint != row.key.fingerprint:
            result = SignatureResult(row.field, row.signed_by_name, "", row.signed_at, False, broken)
        results.append(result)
    return results


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _by_field(content: bytes, at: datetime) -> dict[str, SignatureResult]:
    try:
        return {each.field: each for each in verify_pdf(content, at)}
    except UnreadablePdfError:
        return {}


def anchors() -> Anchors:
    """The roots this installation knows, and the keys revoked here."""
    revoked = SigningKey.objects.filter(revoked_at__isnull=False).values_list("fingerprint", "revoked_at")
    return Anchors(
        development=[as_asn1(authority().root.certificate)],
        authorities=_authorities(settings.SIGNING_TRUST),
        revoked={digest: at for digest, at in revoked if at is not None},
    )


@cache
def _authorities(path: str) -> Sequence[asn1_x509.Certificate]:
    """The authorities whose certificates are taken at their word, from a PEM file; read once."""
    if not path:
        return ()
    return [as_asn1(each) for each in x509.load_pem_x509_certificates(Path(path).read_bytes())]


def _result(reading: Reading) -> SignatureResult:
    return SignatureResult(
        field=reading.field,
        signer=reading.signer,
        issuer=reading.issuer,
        signed_at=reading.proved_at or reading.signed_at,
        is_good=reading.is_good,
        words=_words(reading),
        trust=reading.trust.value,
        fingerprint=reading.fingerprint,
    )


def _words(reading: Reading) -> str:
    moment = reading.proved_at or reading.signed_at
    if not reading.intact:
        return _("The document was changed after this signature.")
    if not reading.genuine:
        return _("The signature was not made with this certificate's key.")
    if not reading.kept:
        return _("Something was added after this signature that the signers had not allowed.")
    if reading.trust is Trust.NOBODY:
        return _("The document is unchanged, but the issuer of the certificate is not known here.")
    if reading.revoked_at is not None and (moment is None or reading.revoked_at <= moment):
        return _("The certificate was revoked on %(day)s, before this signature.") % {
            "day": day(timezone.localdate(reading.revoked_at))
        }
    if not reading.in_force:
        return _("The certificate was not in force when it was used.")
    if reading.trust is Trust.DEVELOPMENT:
        return _("Unchanged since. The name rests on this installation alone: its own development CA issued it.")
    return _("Unchanged since, and the name is vouched for by an authority known here.")
