"""A server that speaks the contract of the floor's HTTP door, as a process that a test can kill at any moment.

Run: python receiver.py PORT FILE. What it answered for is in FILE; A line whose item is
`refuse` is rejected until a file `mended` lies beside it.
"""

import json
import sqlite3
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from dure.engine.floor.reading import read_events

TOKEN = "token-of-the-test"


class Books:
    def __init__(self, path: Path) -> None:
        self.mended = path.with_name("mended")
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "CREATE TABLE IF NOT EXISTS event (source TEXT, seq INTEGER, content TEXT, PRIMARY KEY (source, seq))"
        )

    def take(self, data: bytes) -> dict:
        reading = read_events(data)
        counts = {"read": len(reading.events) + len(reading.bad), "accepted": 0, "duplicate": 0, "conflict": 0}
        rejected = [{"line": bad.number, "why": str(bad.error)} for bad in reading.bad]
        self.db.execute("BEGIN IMMEDIATE")
        for number, event in reading.events:
            if event.item == "refuse" and not self.mended.exists():
                rejected.append({"line": number, "why": "no such item"})
                continue
            found = self.db.execute("SELECT content FROM event WHERE source = ? AND seq = ?", event.key).fetchone()
            if found is None:
                self.db.execute("INSERT INTO event VALUES (?, ?, ?)", (*event.key, event.content()))
                counts["accepted"] += 1
            else:
                counts["duplicate" if found[0] == event.content() else "conflict"] += 1
        self.db.execute("COMMIT")
        through = {source: self.reached(source) for source in {event.source_id for _, event in reading.events}}
        return {**counts, "future": 0, "rejected": rejected, "through": through}

    def reached(self, source: str) -> int:
        seqs = [seq for (seq,) in self.db.execute("SELECT seq FROM event WHERE source = ? ORDER BY seq", (source,))]
        if not seqs:
            return -1
        return next((seq for place, seq in enumerate(seqs) if seq + 1 != [*seqs, -1][place + 1]), seqs[-1])


class Handler(BaseHTTPRequestHandler):
    books: Books

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            self.send_error(401)
        elif self.path != "/api/floor/kimchi/events":
            self.send_error(403)
        else:
            self.answer(self.books.take(data))

    def do_GET(self) -> None:
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            self.send_error(401)
        elif self.path != "/api/floor/kimchi/plant":
            self.send_error(403)
        else:
            self.answer({"families": ["gateway", "lamp-1"], "machines": [{"id": "M1"}]})

    def answer(self, found: dict) -> None:
        data = json.dumps(found).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        pass


if __name__ == "__main__":
    Handler.books = Books(Path(sys.argv[2]))
    HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
