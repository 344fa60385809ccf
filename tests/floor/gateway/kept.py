"""What an outbox holds, as the tests read it from the file."""

import json
import sqlite3
from pathlib import Path
from typing import Any


def kept(path: Path) -> list[dict[str, Any]]:
    """The bodies that wait, in their order; with `seq` where they were offered."""
    with sqlite3.connect(path) as db:
        rows = db.execute("SELECT family, seq, body FROM waiting ORDER BY place").fetchall()
    db.close()
    return [{"family": family, "seq": seq, **json.loads(body)} for family, seq, body in rows]


def values(path: Path, kind: str) -> list[str]:
    return [found["value"] for found in kept(path) if found["kind"] == kind]
