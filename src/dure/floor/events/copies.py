"""The event files in a backup: each copied by SQLite's own means, so that it stands still."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from dure.floor.events.owner import floor_folder
from dure.foundation.installation.contents import Content, Piece, Turn


def take(alias: str, scratch: Path) -> Sequence[Piece]:
    """Every site's event file, and after it the sealed files it names (they are never written again)."""
    pieces: list[Piece] = []
    for path in sorted(floor_folder().glob("*/events.sqlite3")):
        site = path.parent.name
        copy = scratch / f"{site}.sqlite3"
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            named = target.execute("SELECT name, sha256 FROM sealed").fetchall()
        pieces.append(Piece(f"{site}/events.sqlite3", copy))
        for name, sha256 in named:
            pieces.append(Piece(f"{site}/sealed/{name}", path.parent / "sealed" / name, sha256=sha256))
    return pieces


EVENT_FILES = Content("floor", Turn.EVENTS, take)
