"""Keys: made here, brought by an organisation, or lying with an outside signer; and revoked."""

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.foundation.interface.formats import day
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act
from dure.foundation.parties import queries as parties
from dure.foundation.signing import words
from dure.foundation.signing.access import REVOKE_KEY
from dure.foundation.signing.authority import UNTIL_AT, authority
from dure.foundation.signing.certificates import (
    Holder,
    PrivateKey,
    fingerprint,
    issue,
    key_bytes,
    new_key,
    pem,
    plain_name,
)
from dure.foundation.signing.models import KeyKind, SigningKey
from dure.foundation.signing.remote import ExternalSignerError, configured
from dure.foundation.signing.sealing import seal
from dure.foundation.signing.signers import label_of

MOST_BYTES = 200_000


def make_key(*, by: Actor, at: datetime) -> SigningKey:
    """A key for the actor with a certificate of the development authority, valid for years to come."""
    if not settings.SIGNING_DEVELOPMENT_CA:
        raise ActionRefused(
            _("This installation issues no certificates of its own. Sign with your organisation's certificate.")
        )
    if by.person_id is None:
        raise AccessRefused(_("Only a person can have a key. Sign in first."))
    person, private, ours = parties.person(by.person_id), new_key(), authority()
    employer = next(iter(sorted(by.organisations())), None)
    holder = Holder(person.name, parties.organisation(employer).name if employer else "", "Issued by a development CA")
    certificate = issue(
        holder, private, ours.root, from_at=at - timedelta(days=1), until_at=_until(at), stamps_time=False
    )
    row = _described(KeyKind.DEVELOPMENT, certificate, [ours.root.certificate], private, by=by, at=at)
    row.person_id = person.pk
    return _kept(row, "signing.make_key", by=by, at=at)


def _until(at: datetime) -> datetime:
    return min(at + timedelta(days=366 * settings.SIGNING_CERTIFICATE_YEARS), UNTIL_AT)


def add_organisation_key(*, organisation_id: int, file: bytes, passphrase: str, by: Actor, at: datetime) -> SigningKey:
    """Take an organisation's certificate with its key from a PKCS#12 file; the passphrase is not kept."""
    _demand_member(organisation_id, by)
    private, certificate, others = _opened(file, passphrase)
    _demand_in_force(certificate, at)
    row = _described(KeyKind.ORGANISATION, certificate, others, private, by=by, at=at)
    row.organisation_id = organisation_id
    return _kept(row, "signing.add_organisation_key", by=by, at=at)


def add_external_key(*, organisation_id: int, by: Actor, at: datetime) -> SigningKey:
    """Enter the certificate whose key lies with the configured outside signer."""
    _demand_member(organisation_id, by)
    try:
        external = configured()
    except ExternalSignerError as error:
        raise words.no_signature(error) from error
    if external is None:
        raise ActionRefused(_("No external signer is configured here. Whoever runs the server can set one up."))
    certificate, *others = external.certificates
    _demand_in_force(certificate, at)
    row = _described(KeyKind.EXTERNAL, certificate, others, None, by=by, at=at)
    row.organisation_id = organisation_id
    return _kept(row, "signing.add_external_key", by=by, at=at)


def revoke_key(*, key: SigningKey, reason: str, by: Actor, at: datetime) -> None:
    """From now on nobody signs with it; what was signed before stays good."""
    REVOKE_KEY.demand(by, key)
    if not reason.strip():
        raise ActionRefused(_("Say why the key is revoked: lost, replaced, left the organisation."))
    with act("signing.revoke_key", chain=INSTALLATION_CHAIN, by=by, at=at, reason=reason) as this:
        locked = SigningKey.objects.select_for_update().get(pk=key.pk)
        if locked.revoked_at is not None:
            raise ActionRefused(_("This key was already revoked on %(day)s.") % {"day": day(locked.revoked_at)})
        locked.revoked_at, locked.revoke_reason = at, reason.strip()[:300]
        locked.save(update_fields=["revoked_at", "revoke_reason"])
        this.about(locked)


def _demand_member(organisation_id: int, by: Actor) -> None:
    if organisation_id not in by.organisations():
        raise AccessRefused(_("Only someone who belongs to the organisation may bring its certificate."))


def _opened(file: bytes, passphrase: str) -> tuple[PrivateKey, x509.Certificate, list[x509.Certificate]]:
    if len(file) > MOST_BYTES:
        raise ActionRefused(_("This is not a certificate file: it is too large. Choose the .p12 or .pfx file."))
    try:
        private, certificate, others = load_key_and_certificates(file, passphrase.encode())
    except ValueError as error:
        raise ActionRefused(
            _("The file does not open: the passphrase is wrong, or it is no PKCS#12 file (.p12, .pfx).")
        ) from error
    if private is None or certificate is None:
        raise ActionRefused(_("The file holds no private key with its certificate. Export it again with the key."))
    if not isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise ActionRefused(_("Keys of this kind cannot sign PDF documents. Use an RSA or elliptic-curve key."))
    return private, certificate, list(others)


def _demand_in_force(certificate: x509.Certificate, at: datetime) -> None:
    if certificate.not_valid_after_utc < at:
        raise ActionRefused(
            _("This certificate expired on %(day)s. Ask its issuer for a new one.")
            % {"day": day(timezone.localdate(certificate.not_valid_after_utc))}
        )
    if certificate.not_valid_before_utc > at:
        raise ActionRefused(
            _("This certificate is valid only from %(day)s on.")
            % {"day": day(timezone.localdate(certificate.not_valid_before_utc))}
        )


def _described(
    kind: KeyKind,
    certificate: x509.Certificate,
    others: list[x509.Certificate],
    private: PrivateKey | None,
    *,
    by: Actor,
    at: datetime,
) -> SigningKey:
    digest = fingerprint(certificate)
    return SigningKey(
        kind=kind,
        subject=plain_name(certificate.subject)[:300],
        issuer=plain_name(certificate.issuer)[:300],
        fingerprint=digest,
        certificate=pem(certificate),
        chain_certificates="".join(pem(each) for each in others),
        sealed=seal(key_bytes(private), label_of(digest)) if private is not None else "",
        valid_from_at=certificate.not_valid_before_utc,
        valid_until_at=certificate.not_valid_after_utc,
        made_at=at,
        made_by_id=by.person_id,
    )


def _kept(row: SigningKey, action: str, *, by: Actor, at: datetime) -> SigningKey:
    detail = {"subject": row.subject, "fingerprint": row.fingerprint}
    with act(action, chain=INSTALLATION_CHAIN, by=by, at=at, detail=detail) as this:
        if SigningKey.objects.filter(fingerprint=row.fingerprint).exists():
            raise ActionRefused(_("This certificate is already here."))
        row.save()
        this.about(row)
    return row
