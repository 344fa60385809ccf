"""Private keys at rest: sealed with a key derived from a secret that lies outside the database."""

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dure.foundation.installation.home import secret

NONCE_BYTES = 12


class SealBrokenError(Exception):
    """The secret is another one than that with which it was sealed, or the sealed text was changed."""


def seal(content: bytes, label: str) -> str:
    """AES-256-GCM, bound to ``label`` so that one row's key cannot be put into another row."""
    nonce = os.urandom(NONCE_BYTES)
    return base64.b64encode(nonce + AESGCM(_derived("keys")).encrypt(nonce, content, label.encode())).decode()


def unseal(sealed: str, label: str) -> bytes:
    """What was sealed under this label; raises ``SealBrokenError``."""
    raw = base64.b64decode(sealed)
    try:
        return AESGCM(_derived("keys")).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], label.encode())
    except InvalidTag as error:
        raise SealBrokenError(label) from error


def keyed_digest(text: str) -> str:
    """A digest that cannot be guessed without the secret, for short codes."""
    return hmac.new(_derived("codes"), text.encode(), hashlib.sha256).hexdigest()


def file_password() -> bytes:
    """What encrypts the development authority's own key in its file."""
    return base64.b64encode(_derived("authority"))


def _derived(purpose: str) -> bytes:
    given = os.environ.get("DURE_SIGNING_SECRET") or secret("signing")
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=b"dure.signing", info=purpose.encode())
    return derive.derive(given.encode())
