"""Where an installation keeps its data, and the secrets that are made there once."""

import os
import secrets
from pathlib import Path


def home_path() -> Path:
    """Where the data folder is or would be: ``DURE_HOME``, by default ``./var``."""
    return Path(os.environ.get("DURE_HOME", "var")).expanduser().resolve()


def home() -> Path:
    """The data folder; made when absent, readable by its owner only."""
    folder = home_path()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret(name: str) -> str:
    """A random secret kept in the data folder (mode 0600); made on first use, the same ever after."""
    path = home() / f"{name}.secret"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    value = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(value)
    return value
