"""The tables of the outbox, and how its file is opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

# `waiting`: in the order in which it was kept. A row has its `seq` only once it was offered to the server; one that
# brought its own key has that in `epoch` and `own_seq` from the start. What is refused makes its whole `lane` wait.
# `pending_loss`: what was dropped and is not yet told. `refused`: what the server would not take, for a person.
TABLES: Final = """
CREATE TABLE IF NOT EXISTS source (family TEXT PRIMARY KEY, epoch TEXT NOT NULL, next_seq INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS waiting (
    place INTEGER PRIMARY KEY, lane TEXT NOT NULL, family TEXT NOT NULL, epoch TEXT, own_seq INTEGER, seq INTEGER,
    at TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS offered ON waiting (family, epoch, seq) WHERE seq IS NOT NULL;
CREATE INDEX IF NOT EXISTS owned ON waiting (family, epoch, own_seq) WHERE own_seq IS NOT NULL;
CREATE TABLE IF NOT EXISTS pending_loss (
    family TEXT PRIMARY KEY, number INTEGER NOT NULL, first_at TEXT NOT NULL, last_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS refused (
    source_id TEXT NOT NULL, seq INTEGER NOT NULL, why TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (source_id, seq, body)
) STRICT;
CREATE TABLE IF NOT EXISTS mark (name TEXT PRIMARY KEY, told TEXT NOT NULL) STRICT;
"""


def open_file(path: Path) -> sqlite3.Connection:
    """Every commit reaches the disk before it returns; transactions are begun by hand."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
    path.chmod(0o600)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.executescript(TABLES)
    return connection


def bytes_used(connection: sqlite3.Connection) -> int:
    """What the rows take up; pages that are free again do not count, though the file keeps them."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (free,) = connection.execute("PRAGMA freelist_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    return int((pages - free) * size)
