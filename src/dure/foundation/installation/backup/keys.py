"""The installation's keys under a passphrase: scrypt makes the key of the lid, AES-GCM seals and detects a change."""

import base64
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from dure.foundation.installation.backup.refusal import BackupRefused

# 128 MB and about half a second a guess; fixed, so that a hostile file cannot ask for more.
COST: Final = 2**17
SUFFIX: Final = ".secret"
_LABEL: Final = b"dure backup keys 1"


def keys_of(home: Path) -> dict[str, str]:
    """Every secret of an installation by its name."""
    return {path.stem: path.read_text("ascii") for path in sorted(home.glob(f"*{SUFFIX}"))}


def seal(keys: Mapping[str, str], passphrase: str) -> bytes:
    """Closed under the passphrase, as it lies in the backup."""
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_lid(passphrase, salt)).encrypt(nonce, json.dumps(dict(keys), sort_keys=True).encode(), _LABEL)
    parts = {"salt": salt, "nonce": nonce, "sealed": sealed}
    return json.dumps({name: base64.b64encode(value).decode() for name, value in parts.items()}, indent=1).encode()


def unseal(data: bytes, passphrase: str) -> dict[str, str]:
    """The keys by name; refused when the passphrase is another or the lid was touched."""
    try:
        found = json.loads(data)
        salt, nonce, sealed = (base64.b64decode(found[name], validate=True) for name in ("salt", "nonce", "sealed"))
        keys = json.loads(AESGCM(_lid(passphrase, salt)).decrypt(nonce, sealed, _LABEL))
        if not all(name.isidentifier() or name.replace("-", "_").isidentifier() for name in keys):
            raise ValueError("name")
        return {str(name): str(value) for name, value in keys.items()}
    except (InvalidTag, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupRefused(
            "The passphrase does not open the keys of this backup.", "암호문으로 이 백업의 키를 열 수 없습니다."
        ) from error


def put(keys: Mapping[str, str], home: Path) -> None:
    """Write the secrets into a home, readable by their owner only."""
    for name, value in keys.items():
        path = home / f"{name}{SUFFIX}"
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as stream:
            stream.write(value)


def _lid(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(passphrase.encode())
