"""Where the bytes lie: by hash, in folders of two levels, written whole or not at all."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Incoming:
    """Bytes that have come in and are not kept yet."""

    path: Path
    sha256: str
    size: int


def path_of(sha256: str) -> Path:
    """Where the bytes of this hash lie, or would."""
    return Path(settings.DOCUMENTS_ROOT) / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def receive(chunks: Iterable[bytes]) -> Iterator[Incoming]:
    """Write bytes to a private file, on disk to the last byte; it goes unless it was kept."""
    folder = _folder(Path(settings.DOCUMENTS_ROOT) / "incoming")
    handle, name = tempfile.mkstemp(dir=folder)
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as stream:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())
        yield Incoming(Path(name), digest.hexdigest(), size)
    finally:
        Path(name).unlink(missing_ok=True)


def keep(incoming: Incoming) -> None:
    """Move received bytes to their place in one step; bytes that are there already stay."""
    target = path_of(incoming.sha256)
    if target.exists():
        return
    folder = _folder(target.parent)
    incoming.path.chmod(0o600)
    incoming.path.replace(target)
    for each in (folder, folder.parent):
        _settle(each)


def _folder(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def _settle(folder: Path) -> None:
    """A new name in a folder is safe only when the folder itself is on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
