"""ARCHITECTURE.md names what is there, and forgets no app."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
TABLE = TEXT.split("## Where do I change…?")[1]
PATH = re.compile(r"`((?:src|tests|tools|docs)/[\w./-]+|pyproject\.toml)`")


def test_paths_all_exist() -> None:
    assert [name for name in PATH.findall(TEXT) if not (ROOT / name).exists()] == []


def test_table_rows_each_name_a_path() -> None:
    rows = [line for line in TABLE.splitlines() if line.startswith("| ") and not line.startswith("| I want")]
    assert len(rows) >= 25
    assert [row for row in rows if not PATH.search(row)] == []


def test_apps_all_mentioned() -> None:
    floors = ("foundation", "journey", "engine")
    rooms = [path.parent for floor in floors for path in (ROOT / "src" / "dure" / floor).glob("*/__init__.py")]
    names = {str(room.relative_to(ROOT)) for room in rooms}
    assert sorted(names - set(PATH.findall(TEXT))) == []
