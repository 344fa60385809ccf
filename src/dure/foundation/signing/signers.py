"""From a stored key to something that signs."""

from asn1crypto import algos, keys
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dure.foundation.signing.models import KeyKind, SigningKey
from dure.foundation.signing.portable import as_asn1
from dure.foundation.signing.remote import External, ExternalSignerError, configured
from dure.foundation.signing.sealing import unseal


def label_of(fingerprint: str) -> str:
    """What a private key is sealed under."""
    return f"signing-key:{fingerprint}"


def signer_for(key: SigningKey) -> Signer:
    """A signer for a key; raises ``SealBrokenError`` or ``ExternalSignerError``."""
    certificate = x509.load_pem_x509_certificate(key.certificate.encode())
    others = x509.load_pem_x509_certificates(key.chain_certificates.encode()) if key.chain_certificates else []
    store = SimpleCertificateStore.from_certs([as_asn1(each) for each in others])
    if key.kind == KeyKind.EXTERNAL:
        external = configured()
        if external is None:
            raise ExternalSignerError("not configured")
        return ExternalSigner(external, certificate, key.fingerprint, store)
    private = keys.PrivateKeyInfo.load(unseal(key.sealed, label_of(key.fingerprint)))
    return SimpleSigner(signing_cert=as_asn1(certificate), signing_key=private, cert_registry=store)


class ExternalSigner(Signer):
    """Signs through the outside signer, and checks what comes back before it is written into a document."""

    def __init__(
        self, external: External, certificate: x509.Certificate, fingerprint: str, store: SimpleCertificateStore
    ) -> None:
        public = certificate.public_key()
        if not isinstance(public, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
            raise ExternalSignerError("neither an RSA nor an elliptic-curve key")
        self.external, self.fingerprint, self.public = external, fingerprint, public
        mechanism = "sha256_rsa" if isinstance(public, rsa.RSAPublicKey) else "sha256_ecdsa"
        super().__init__(
            signing_cert=as_asn1(certificate),
            cert_registry=store,
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": mechanism}),
        )

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The signature over the signed attributes; a dry run only reserves room."""
        if dry_run:
            return bytes(max(self.public.key_size // 8, 140))
        signature = self.external.sign(data, self.fingerprint)
        self._check(signature, data)
        return signature

    def _check(self, signature: bytes, data: bytes) -> None:
        try:
            if isinstance(self.public, rsa.RSAPublicKey):
                self.public.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
            else:
                self.public.verify(signature, data, ec.ECDSA(hashes.SHA256()))
        except Exception as error:
            raise ExternalSignerError("the signature does not fit the certificate") from error
