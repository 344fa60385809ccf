"""What an outbox does when it is full: the oldest goes, and how much of what is remembered until it is told."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from dure.floor.gateway.edge.tables import bytes_used

DROP_ROWS: Final = 500
# Dropping goes on to this part of the cap, so that it is not the business of every new event.
DROP_TO: Final = 0.95
_REMEMBER: Final = (
    "INSERT INTO pending_loss VALUES (?, 1, ?, ?) ON CONFLICT (family) DO UPDATE SET number = number + 1, "
    "first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)"
)


@dataclass(frozen=True)
class Loss:
    """How many events of a source were dropped, and the times of the first and the last of them."""

    family: str
    number: int
    first_at: str
    last_at: str


def make_room(db: sqlite3.Connection, cap_bytes: int) -> None:
    """Down to the cap: refused lines first, which were told; then the oldest that were never offered.

    What was offered may be at the server already, and stays.
    """
    while bytes_used(db) > cap_bytes * DROP_TO:
        if not _drop_refused(db) and not _drop_oldest(db):
            return


def take_losses(db: sqlite3.Connection) -> list[Loss]:
    """What was dropped since the last time; whoever asks tells it."""
    found = [Loss(*row) for row in db.execute("SELECT family, number, first_at, last_at FROM pending_loss")]
    db.execute("DELETE FROM pending_loss")
    return found


def _drop_refused(db: sqlite3.Connection) -> int:
    oldest = "DELETE FROM refused WHERE rowid IN (SELECT rowid FROM refused ORDER BY rowid LIMIT ?)"
    return db.execute(oldest, (DROP_ROWS,)).rowcount


def _drop_oldest(db: sqlite3.Connection) -> int:
    rows = db.execute(
        "SELECT place, family, at FROM waiting WHERE seq IS NULL ORDER BY place LIMIT ?", (DROP_ROWS,)
    ).fetchall()
    db.executemany("DELETE FROM waiting WHERE place = ?", [(place,) for place, _, _ in rows])
    db.executemany(_REMEMBER, [(family, at, at) for _, family, at in rows])
    return len(rows)
