"""Certificates as Dure issues and reads them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class Holder:
    """Whom a certificate names. ``unit`` says in plain words what kind it is."""

    name: str
    organisation: str = ""
    unit: str = ""
    country: str = "KR"

    def as_name(self) -> x509.Name:
        """The distinguished name; each part holds at most 64 characters (X.520)."""
        parts = (
            (NameOID.COUNTRY_NAME, self.country),
            (NameOID.ORGANIZATION_NAME, self.organisation),
            (NameOID.ORGANIZATIONAL_UNIT_NAME, self.unit),
            (NameOID.COMMON_NAME, self.name),
        )
        return x509.Name([x509.NameAttribute(kind, text[:64]) for kind, text in parts if text])


@dataclass(frozen=True)
class Issuer:
    """A certificate that may sign others, with its key."""

    certificate: x509.Certificate
    key: PrivateKey


def self_signed(holder: Holder, key: PrivateKey, *, from_at: datetime, until_at: datetime) -> x509.Certificate:
    """The root of an authority."""
    name = holder.as_name()
    builder = _builder(name, name, key, key, from_at, until_at)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    return builder.add_extension(_usage(authority=True), critical=True).sign(key, hashes.SHA256())


def issue(
    holder: Holder,
    key: PrivateKey,
    issuer: Issuer,
    *,
    from_at: datetime,
    until_at: datetime,
    stamps_time: bool = False,
) -> x509.Certificate:
    """A certificate to sign documents with, or to stamp times with."""
    builder = _builder(holder.as_name(), issuer.certificate.subject, key, issuer.key, from_at, until_at)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(authority=False), critical=True)
    if stamps_time:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return builder.sign(issuer.key, hashes.SHA256())


def _builder(
    subject: x509.Name, issuer: x509.Name, key: PrivateKey, signer: PrivateKey, from_at: datetime, until_at: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(from_at.astimezone(UTC))
        .not_valid_after(until_at.astimezone(UTC))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def new_key() -> PrivateKey:
    """A person's key: NIST P-256, which every PDF reader of the last ten years verifies."""
    return ec.generate_private_key(ec.SECP256R1())


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate, hex."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def plain_name(name: x509.Name) -> str:
    """A distinguished name as people read it: the common name, then the organisation."""
    wanted = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
    texts = [str(part.value) for kind in wanted for part in name.get_attributes_for_oid(kind)]
    return ", ".join(dict.fromkeys(texts)) or name.rfc4514_string()


def pem(certificate: x509.Certificate) -> str:
    """The certificate as PEM text."""
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def key_bytes(key: PrivateKey) -> bytes:
    """The private key as PKCS#8 DER, not encrypted: to be sealed at once."""
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, plain)
