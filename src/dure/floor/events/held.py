"""What lies in quarantine: contradictions for good, and what came before its time until that has come.

An event more than five minutes ahead is held, counts as taken for its sender (who may forget it), and enters the store
by itself as soon as it would be taken if it were told then.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from dure.engine.floor.events import Event, stamp
from dure.floor.events.lines import content_to_event

CONFLICT: Final = "conflict"
FUTURE: Final = "future"
# So many enter with one commit, so that nobody waits long behind them.
MOST_AT_ONCE: Final = 2000
_DUE: Final = (
    "SELECT id, origin, content FROM quarantine WHERE why = 'future' AND json_extract(content, '$.at') <= ? "
    "ORDER BY json_extract(content, '$.at'), id LIMIT ?"
)
_FIRST: Final = "SELECT min(json_extract(content, '$.at')) FROM quarantine WHERE why = 'future'"


@dataclass(frozen=True)
class Due:
    """Held events of one way in whose time has come, with the numbers under which they are held."""

    origin: str
    numbers: tuple[int, ...]
    events: tuple[Event, ...]


def hold(db: sqlite3.Connection, event: Event, digest: bytes, why: str, origin: str, received_us: int) -> None:
    """Put an event into quarantine, once for each content."""
    db.execute(
        "INSERT OR IGNORE INTO quarantine (received_at, origin, why, source, seq, digest, content) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (received_us, origin, why, event.source_id, event.source_seq, digest, event.content()),
    )


def due(db: sqlite3.Connection, until: datetime) -> list[Due]:
    """The held events up to an instant, oldest first, at most so many as one commit takes."""
    rows = db.execute(_DUE, (stamp(until), MOST_AT_ONCE)).fetchall()
    return [
        Due(origin, tuple(row[0] for row in group), tuple(content_to_event(row[2]) for row in group))
        for origin, group in ((origin, list(same)) for origin, same in groupby(rows, key=lambda row: row[1]))
    ]


def let_go(db: sqlite3.Connection, numbers: tuple[int, ...]) -> None:
    db.executemany("DELETE FROM quarantine WHERE id = ?", [(number,) for number in numbers])


def next_due(db: sqlite3.Connection) -> datetime | None:
    """The time of the earliest held event; None where nothing waits for its time."""
    found = db.execute(_FIRST).fetchone()[0]
    return None if found is None else datetime.fromisoformat(found)
