"""The development authority of an installation: a root that issues people's certificates and stamps times.

It proves to nobody outside who someone is: its names say "development", and docs/explanation/signing.md says why.
"""

import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from dure.foundation.installation.home import home
from dure.foundation.signing.certificates import Holder, Issuer, PrivateKey, issue, self_signed
from dure.foundation.signing.sealing import file_password

ROOT = Holder("Dure development CA", "Dure installation", "For development: proves no identity")
CLOCK = Holder("Dure development time stamp", "Dure installation", "Clock of this server")
# The root outlives every retention period; it begins early, because a demo's clock may stand in the past.
FROM_AT = datetime(2020, 1, 1, tzinfo=UTC)
UNTIL_AT = datetime(2070, 1, 1, tzinfo=UTC)
BITS = 3072


@dataclass(frozen=True)
class Authority:
    """The root, and the certificate that stamps times."""

    root: Issuer
    clock: Issuer


def authority() -> Authority:
    """The installation's own authority; made on first use, the same ever after."""
    folder = home() / "signing"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / "development-ca.pem"
    if not path.exists():
        _put(path, _made())
    return _read(path, path.stat().st_mtime_ns, file_password())


def _made() -> bytes:
    root_key, clock_key = (rsa.generate_private_key(65537, BITS) for _ in range(2))
    root = Issuer(self_signed(ROOT, root_key, from_at=FROM_AT, until_at=UNTIL_AT), root_key)
    clock = issue(CLOCK, clock_key, root, from_at=FROM_AT, until_at=UNTIL_AT, stamps_time=True)
    return b"".join(_pem(each) for each in (root, Issuer(clock, clock_key)))


def _pem(each: Issuer) -> bytes:
    locked = serialization.BestAvailableEncryption(file_password())
    key = each.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)
    return each.certificate.public_bytes(serialization.Encoding.PEM) + key


def _put(path: Path, content: bytes) -> None:
    """Two processes may start at once: whoever links first wins, and both read the same file afterwards."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(0o600)
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink(missing_ok=True)


@lru_cache(maxsize=4)
def _read(path: Path, written: int, password: bytes) -> Authority:
    content = path.read_bytes()
    certificates = x509.load_pem_x509_certificates(content)
    mark = b"-----BEGIN ENCRYPTED PRIVATE KEY-----"
    keys = [mark + part for part in content.split(mark)[1:]]
    root, clock = (Issuer(c, _key(k, password)) for c, k in zip(certificates, keys, strict=True))
    return Authority(root, clock)


def _key(content: bytes, password: bytes) -> PrivateKey:
    key = serialization.load_pem_private_key(content, password)
    if not isinstance(key, PrivateKey):
        raise TypeError("the development authority's key is of another kind")
    return key
