"""Facts as they were kept when a period was sealed: a later change is a new revision, and the old value stays."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dure.floor.events.columns import instant, micros
from dure.floor.events.queries import reading
from dure.floor.events.store import Store


@dataclass(frozen=True)
class KeptFact:
    """The inputs of one machine's figures in one shift, as they stood: `content` is their one JSON spelling."""

    machine: str
    label: str
    definition: str
    content: str
    plant: int
    revision: int = 0
    kept_at: str = ""


def rows_from(found: list[dict[str, Any]]) -> list[KeptFact]:
    return [KeptFact(**row) for row in found]


def keep_facts(store: Store, rows: Sequence[KeptFact], now: datetime) -> int:
    """Keep what is new or differs from the newest revision; returns how many revisions were written."""
    with store.transaction() as db:
        return sum(_keep(db, row, micros(now)) for row in rows)


def _keep(db: sqlite3.Connection, row: KeptFact, now_us: int) -> bool:
    """Whether it was new or changed."""
    found = db.execute(
        "SELECT revision, content FROM fact WHERE machine = ? AND label = ? AND definition = ? "
        "ORDER BY revision DESC LIMIT 1",
        (row.machine, row.label, row.definition),
    ).fetchone()
    if found is not None and found[1] == row.content:
        return False
    revision = 1 if found is None else found[0] + 1
    db.execute(
        "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?)",
        (row.machine, row.label, row.definition, revision, row.plant, now_us, row.content),
    )
    return True


def newest_facts(site: str) -> dict[tuple[str, str], KeptFact]:
    """By machine and shift label, the newest revision that was kept."""
    return {(row.machine, row.label): row for row in _rows(site, "", ())}


def history_of(site: str, machine: str, label: str) -> list[KeptFact]:
    """Every revision of one machine's shift, oldest first."""
    return _rows(site, "WHERE machine = ? AND label = ?", (machine, label))


def _rows(site: str, where: str, arguments: tuple[str, ...]) -> list[KeptFact]:
    with reading(site) as db:
        if db is None:
            return []
        found = db.execute(
            f"SELECT machine, label, definition, content, plant, revision, kept_at FROM fact {where} "  # noqa: S608
            "ORDER BY machine, label, revision",
            arguments,
        ).fetchall()
    return [KeptFact(*(*row[:6], instant(row[6]).isoformat())) for row in found]


def spelled(content: dict[str, object]) -> str:
    """The one spelling by which two kept facts are compared."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
