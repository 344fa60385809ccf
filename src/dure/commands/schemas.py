"""The JSON Schemas of every engine, written where the reference is kept."""

import json
from pathlib import Path

from dure.commands.kinds import KINDS


def all_schemas() -> dict[str, str]:
    """File name and text of every schema, in a fixed order."""
    return {
        f"{stem}.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for kind in KINDS.values()
        for stem, schema in kind().schemas().items()
    }


def write_schemas(folder: Path) -> list[Path]:
    """Write them all (the reference's place is docs/reference/schemas); returns what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in all_schemas().items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written
