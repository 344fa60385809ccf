"""What can be said of the signatures in a PDF, by its bytes and the authorities known here."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

MOST_SIGNATURES = 100


class Trust(StrEnum):
    """Who vouches for the signer's name."""

    DEVELOPMENT = "development"
    AUTHORITY = "authority"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Anchors:
    """The roots known here; ``revoked`` maps fingerprints of certificates to the moment they were revoked."""

    development: Sequence[asn1_x509.Certificate]
    authorities: Sequence[asn1_x509.Certificate]
    revoked: Mapping[str, datetime]


@dataclass(frozen=True)
class Reading:
    """One signature as it was read.

    ``intact``: the signed bytes are as signed. ``genuine``: made with the certificate's key. ``kept``: what came
    later is only what the first signer allowed. ``proved_at``: the time stamp's moment, None without a trusted one.
    """

    field: str
    signer: str
    issuer: str
    fingerprint: str
    signed_at: datetime | None
    proved_at: datetime | None
    intact: bool
    genuine: bool
    kept: bool
    trust: Trust
    in_force: bool
    revoked_at: datetime | None

    @property
    def is_good(self) -> bool:
        """Nothing was changed, and the certificate was known and in force when it was used."""
        moment = self.proved_at or self.signed_at
        revoked = self.revoked_at is not None and (moment is None or self.revoked_at <= moment)
        sound = self.intact and self.genuine and self.kept
        return sound and self.trust is not Trust.NOBODY and self.in_force and not revoked


class UnreadablePdfError(Exception):
    """The file is no PDF, or is damaged beyond reading."""


def read_signatures(content: bytes, anchors: Anchors, at: datetime) -> list[Reading]:
    """Every signature of a PDF, oldest first; raises ``UnreadablePdfError``."""
    try:
        signatures = PdfFileReader(io.BytesIO(content)).embedded_signatures[:MOST_SIGNATURES]
    except Exception as error:  # a file from outside may be broken in any way
        raise UnreadablePdfError(str(error)) from error
    return [_read_or_broken(each, anchors, at) for each in signatures]


def _read_or_broken(signature: EmbeddedPdfSignature, anchors: Anchors, at: datetime) -> Reading:
    """A signature whose surroundings cannot even be read was not made over them."""
    try:
        return _read(signature, anchors, at)
    except Exception:  # noqa: BLE001  the same
        certificate = signature.signer_cert
        names = {"signer": _name(certificate.subject), "issuer": _name(certificate.issuer)}
        return Reading(
            field=signature.field_name,
            **names,
            fingerprint=certificate.sha256.hex(),
            signed_at=signature.self_reported_timestamp,
            proved_at=None,
            intact=False,
            genuine=False,
            kept=False,
            trust=Trust.NOBODY,
            in_force=False,
            revoked_at=None,
        )


def _read(signature: EmbeddedPdfSignature, anchors: Anchors, at: datetime) -> Reading:
    trust, status = _judged(signature, anchors, at)
    certificate = signature.signer_cert
    stamp = status.timestamp_validity
    proved = stamp.timestamp if stamp is not None and stamp.valid and stamp.trusted else None
    level = status.modification_level
    return Reading(
        field=signature.field_name,
        signer=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        fingerprint=certificate.sha256.hex(),
        signed_at=signature.self_reported_timestamp,
        proved_at=proved,
        intact=bool(status.intact),
        genuine=bool(status.valid),
        kept=level is not None and level is not ModificationLevel.OTHER and status.docmdp_ok is not False,
        trust=trust,
        in_force=_in_force(certificate, proved or at),
        revoked_at=anchors.revoked.get(certificate.sha256.hex()),
    )


def _judged(signature: EmbeddedPdfSignature, anchors: Anchors, at: datetime) -> tuple[Trust, PdfSignatureStatus]:
    """By the first set of roots that trusts it.

    Who issued a certificate is asked as of a moment when it was in force; whether it still is, is asked apart, so
    that an expired one is called expired and not unknown.
    """
    certificate = signature.signer_cert
    within = min(max(at, certificate.not_valid_before), certificate.not_valid_after)
    stamps = ValidationContext(trust_roots=[*anchors.authorities, *anchors.development], moment=at)
    known = ((Trust.AUTHORITY, anchors.authorities), (Trust.DEVELOPMENT, anchors.development))
    # To ask where no root is known takes as long, and logs each time that nobody was found.
    for trust, roots in [each for each in known if each[1]] or [(Trust.NOBODY, ())]:
        context = ValidationContext(trust_roots=list(roots), moment=within)
        status = validate_pdf_signature(signature, context, ts_validation_context=stamps)
        if status.trusted:
            return trust, status
    return Trust.NOBODY, status


def _in_force(certificate: asn1_x509.Certificate, moment: datetime) -> bool:
    return bool(certificate.not_valid_before <= moment <= certificate.not_valid_after)


def _name(name: asn1_x509.Name) -> str:
    parts = name.native
    texts = [parts.get("common_name"), parts.get("organization_name")]
    flat = [each if isinstance(each, str) else ", ".join(each) for each in texts if each]
    return ", ".join(flat) or name.human_friendly
