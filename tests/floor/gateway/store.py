"""A real store for events: one SQLite file, unique on the key, durable before it answers."""

import asyncio
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from dure.engine.floor.events import Event

TABLES = """
create table if not exists event (source_id text, source_seq integer, machine text, at text, kind text, value text,
                                  content text, primary key (source_id, source_seq)) strict;
create table if not exists arrival (source_id text, source_seq integer) strict;
create table if not exists conflict (content text) strict;
"""


class Store:
    """`await store(events)` is a sink. `arrivals` tells how often something was offered, `rows` what was kept."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._open() as connection:
            connection.executescript(TABLES)

    async def __call__(self, events: Sequence[Event]) -> None:
        await asyncio.to_thread(self.put, events)

    def put(self, events: Sequence[Event]) -> None:
        with self._open() as connection:
            for event in events:
                connection.execute("insert into arrival values (?, ?)", event.key)
                row = (*event.key, event.machine, event.at.isoformat(), event.kind, event.value, event.content())
                taken = connection.execute("insert or ignore into event values (?, ?, ?, ?, ?, ?, ?)", row).rowcount
                if not taken and not self._same(connection, event):
                    connection.execute("insert into conflict values (?)", (event.content(),))

    def rows(self, columns: str = "machine, kind, value") -> list[tuple[str, ...]]:
        return self._all(f"select {columns} from event order by at, kind, source_id, value")  # noqa: S608

    def count(self, table: str) -> int:
        return int(self._all(f"select count(*) from {table}")[0][0])  # noqa: S608

    def _same(self, connection: sqlite3.Connection, event: Event) -> bool:
        where = "source_id = ? and source_seq = ? and content = ?"
        found = connection.execute(f"select 1 from event where {where}", (*event.key, event.content()))  # noqa: S608
        return found.fetchone() is not None

    def _all(self, sql: str) -> list[tuple[str, ...]]:
        with self._open() as connection:
            return connection.execute(sql).fetchall()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=20)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        return connection
