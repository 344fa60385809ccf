"""A client for Dure's floor in one file, with Python's own library only. Copy it and change it as you like.

Your program calls `Client.tell(...)`; what it tells is kept in a file (the outbox) before the call returns, and `send`
hands it over in order. An event leaves the outbox only when the server has it, so a lost network, a restart of either
side and a second sending lose nothing and double nothing.

    client = Client("https://dure.example.kr", "f12", "the token", "outbox.sqlite3", family="mes")
    client.tell(machine="PACK1", kind="count", value="5", item="KIMCHI")
    client.send()
"""

import json
import secrets
import sqlite3
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime

BATCH = 1000
TIMEOUT_S = 30


class Refused(Exception):
    """The server understood and does not take it: the token, the plant or the batch is wrong. A person must look."""


class Client:
    """One source of events. One process at a time uses an outbox."""

    def __init__(self, server: str, site: str, token: str, outbox: str, family: str) -> None:
        self.address = f"{server.rstrip('/')}/api/floor/{site}/events"
        self.token = token
        self._db = sqlite3.connect(outbox, isolation_level=None)
        # Durable before tell() returns: power may fail at any moment.
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("CREATE TABLE IF NOT EXISTS source (source_id TEXT, next_seq INTEGER)")
        self._db.execute("CREATE TABLE IF NOT EXISTS outbox (seq INTEGER PRIMARY KEY, line TEXT NOT NULL)")
        self._db.execute("CREATE TABLE IF NOT EXISTS refused (seq INTEGER PRIMARY KEY, line TEXT, why TEXT)")
        if self._db.execute("SELECT 1 FROM source").fetchone() is None:
            # The random part is new with every outbox: numbers that begin anew never meet the old ones.
            self._db.execute("INSERT INTO source VALUES (?, 1)", (f"{family}#{secrets.token_hex(4)}",))
        self.source_id = self._db.execute("SELECT source_id FROM source").fetchone()[0]

    def tell(self, kind: str, at: datetime | None = None, **fields: str) -> int:
        """Keep one event until it is sent; returns its number. `at` is when it happened, with its time zone."""
        at = at or datetime.now(UTC)
        if at.tzinfo is None:
            raise ValueError("at needs a time zone")
        self._db.execute("BEGIN IMMEDIATE")
        try:
            seq = self._db.execute("SELECT next_seq FROM source").fetchone()[0]
            event = {"source_id": self.source_id, "source_seq": seq, "at": at.isoformat(), "kind": kind, **fields}
            self._db.execute("INSERT INTO outbox VALUES (?, ?)", (seq, json.dumps(event, ensure_ascii=False)))
            self._db.execute("UPDATE source SET next_seq = ?", (seq + 1,))
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        return seq

    def correct(self, seq: int, **fields: str) -> int:
        """Say anew what was told wrong; `void="true"` takes it back altogether."""
        return self.tell("correction", None, ref_source=self.source_id, ref_seq=str(seq), **fields)

    def waiting(self) -> int:
        return self._db.execute("SELECT count(*) FROM outbox").fetchone()[0]

    def send(self, tries: int = 5, pause_s: float = 1.0) -> bool:
        """Hand over everything that waits; False when the server cannot be reached now. Call it again later."""
        while rows := self._db.execute("SELECT seq, line FROM outbox ORDER BY seq LIMIT ?", (BATCH,)).fetchall():
            receipt = self._post("".join(f"{line}\n" for _, line in rows), tries, pause_s)
            if receipt is None:
                return False
            self._settle(rows, receipt)
        return True

    def refused(self) -> list[tuple[int, str, str]]:
        """What the server will never take: number, line and why. For a person to look at."""
        return self._db.execute("SELECT seq, line, why FROM refused ORDER BY seq").fetchall()

    def _settle(self, rows: list[tuple[int, str]], receipt: dict) -> None:
        """Forget what the server has. Lines it rejected are put aside; every other line of the batch is stored,
        or held where the firm sees it."""
        put_aside = [(*rows[each["line"] - 1], each["why"]) for each in receipt["rejected"]]
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("INSERT OR REPLACE INTO refused VALUES (?, ?, ?)", put_aside)
        self._db.executemany("DELETE FROM outbox WHERE seq = ?", [(seq,) for seq, _ in rows])
        self._db.execute("COMMIT")

    def _post(self, lines: str, tries: int, pause_s: float) -> dict | None:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/x-ndjson"}
        for attempt in range(tries):
            request = urllib.request.Request(self.address, lines.encode(), headers, method="POST")  # noqa: S310
            try:
                # 200: all is stored. 207: all but the lines in `rejected`.
                with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                if error.code not in {429, 500, 502, 503, 504}:
                    raise Refused(f"{error.code}: {error.read(2000).decode(errors='replace')}") from error
            except (OSError, ValueError):
                pass  # No answer, or half of one: it may be stored or not. Sending the same again is safe.
            time.sleep(pause_s * 2**attempt)
        return None
