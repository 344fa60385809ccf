"""A signer outside Dure, by configuration: it is given a digest and gives a signature back.

By address (DURE_SIGNER_URL) it gets a POST, by command (DURE_SIGNER_COMMAND) standard input; both carry the same JSON:
``{"certificate": sha256 of the certificate, "algorithm": "sha256", "digest": base64}``, answered by
``{"signature": base64}``: PKCS#1 v1.5 for an RSA key, the DER sequence of ECDSA for an elliptic curve.
"""

import base64
import binascii
import hashlib
import json
import os
import shlex
import subprocess
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

from cryptography import x509

SECONDS = 20
MOST_BYTES = 100_000


class ExternalSignerError(Exception):
    """The outside signer is not configured, cannot be reached, or gave no signature."""


@dataclass(frozen=True)
class External:
    """Where the outside signer is. Exactly one of ``url`` and ``command`` is set."""

    url: str
    command: tuple[str, ...]
    token: str
    certificates: tuple[x509.Certificate, ...]

    def sign_digest(self, digest: bytes, fingerprint: str) -> bytes:
        """The raw signature over a SHA-256 digest."""
        asked = {"certificate": fingerprint, "algorithm": "sha256", "digest": base64.b64encode(digest).decode()}
        body = json.dumps(asked).encode()
        try:
            answer = self._by_address(body) if self.url else self._by_command(body)
            return base64.b64decode(json.loads(answer)["signature"], validate=True)
        except (URLError, OSError, subprocess.SubprocessError) as error:
            raise ExternalSignerError("no answer") from error
        except (ValueError, KeyError, TypeError, binascii.Error) as error:
            raise ExternalSignerError("no signature in the answer") from error

    def sign(self, content: bytes, fingerprint: str) -> bytes:
        """The raw signature over content."""
        return self.sign_digest(hashlib.sha256(content).digest(), fingerprint)

    def _by_address(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(self.url, data=body, headers=headers, method="POST")  # noqa: S310  checked
        with urllib.request.urlopen(request, timeout=SECONDS) as response:  # noqa: S310  its scheme was checked
            return bytes(response.read(MOST_BYTES))

    def _by_command(self, body: bytes) -> bytes:
        done = subprocess.run(list(self.command), input=body, capture_output=True, check=True, timeout=SECONDS)
        return done.stdout


def configured() -> External | None:
    """The outside signer of this installation; None when there is none. Raises ``ExternalSignerError``."""
    url, command = os.environ.get("DURE_SIGNER_URL", ""), shlex.split(os.environ.get("DURE_SIGNER_COMMAND", ""))
    if not url and not command:
        return None
    if url and not _is_private(url):
        raise ExternalSignerError("DURE_SIGNER_URL must begin with https://")
    path = os.environ.get("DURE_SIGNER_CERTIFICATE", "")
    try:
        certificates = x509.load_pem_x509_certificates(Path(path).read_bytes())
    except (OSError, ValueError) as error:
        raise ExternalSignerError("DURE_SIGNER_CERTIFICATE names no PEM file with certificates") from error
    token = os.environ.get("DURE_SIGNER_TOKEN", "")
    return External(url, () if url else tuple(command), token, tuple(certificates))


def _is_private(url: str) -> bool:
    """Encrypted, or on this very machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"})
