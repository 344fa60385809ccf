"""Taking a backup while the product runs: the database first, then the files it refers to."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

import dure
from dure.foundation.installation.backup import keys, manifest, rows, schema
from dure.foundation.installation.backup.archive import CHUNK, Writer
from dure.foundation.installation.backup.manifest import FILES, KEYS, ROWS, Manifest, Table
from dure.foundation.installation.backup.snapshot import snapshot
from dure.foundation.installation.contents import Piece, contents
from dure.foundation.ledger.verify import heads

Report = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Taken:
    """``missing`` are files that the database names and that could not be taken whole."""

    rows: int
    files: int
    keys: bool
    missing: tuple[str, ...]


def take_backup(target: IO[bytes], passphrase: str, report: Report) -> Taken:
    """Write everything to ``target``; without a passphrase the keys are left out."""
    writer = Writer(target)
    with tempfile.TemporaryDirectory(prefix=".dure-backup-", dir=settings.HOME) as folder:
        scratch = Path(folder)
        with snapshot(scratch) as alias:
            nodes = schema.applied(alias)
            tables = _take_rows(writer, alias, nodes, report)
            found = heads(alias)
            pieces = [(each.folder, piece) for each in contents() for piece in each.take(alias, scratch)]
        missing = _take_files(writer, pieces, report)
    if passphrase:
        writer.add(KEYS, [keys.seal(keys.keys_of(settings.HOME), passphrase)])
    migrations = tuple(f"{app}.{name}" for app, name in nodes)
    writer.close(Manifest(dure.VERSION, migrations, tables, found, writer.parts))
    total = sum(table.rows for table in tables.values())
    return Taken(total, len(pieces) - len(missing), bool(passphrase), tuple(missing))


def _take_rows(writer: Writer, alias: str, nodes: list[schema.Node], report: Report) -> dict[str, Table]:
    models = schema.models_at(alias, nodes)
    tables = {}
    for done, (name, model) in enumerate(sorted(models.items()), start=1):
        count = Count(rows.dump(alias, model))
        writer.add(f"{ROWS}{name}.jsonl", count)
        tables[name] = Table(rows.columns(model), count.total, rows.last_id(alias, model))
        report("programme", done, len(models))
    return tables


class Count:
    """Lets lines through and counts them."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self.total = 0

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self.total += 1
            yield line


def _take_files(writer: Writer, pieces: list[tuple[str, Piece]], report: Report) -> list[str]:
    missing = []
    for done, (folder, piece) in enumerate(pieces, start=1):
        name = f"{FILES}{folder}/{piece.name}"
        manifest.checked_name(name)
        if piece.sha256 and not _is_whole(piece):
            missing.append(f"{folder}/{piece.name}")
        else:
            _add(writer, name, piece)
        report("files", done, len(pieces))
    return missing


def _add(writer: Writer, name: str, piece: Piece) -> None:
    try:
        stream = piece.path.open("rb")
    except FileNotFoundError:
        if piece.optional:
            return
        raise
    with stream:
        writer.add(name, iter(lambda: stream.read(CHUNK), b""), packed=False)


def _is_whole(piece: Piece) -> bool:
    try:
        with piece.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == piece.sha256
    except FileNotFoundError:
        return False


def write_whole(target: Path, write: Callable[[IO[bytes]], Taken]) -> Taken:
    """A file that appears under its name only when it is complete and on disk; private, for it holds personal data."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            taken = write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(target)
        return taken
    finally:
        draft.unlink(missing_ok=True)
