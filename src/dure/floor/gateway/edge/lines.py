"""Events as lines of NDJSON, the form in which they travel."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Final

from dure.engine.floor.events import Event, stamp

KEYS: Final = frozenset({"source_id", "source_seq"})
NAMES: Final = tuple(field.name for field in fields(Event) if field.name not in KEYS)


def body(event: Event) -> str:
    """Everything but the key, which an event may get later; what is absent is left out."""
    found: dict[str, object] = {name: told for name in NAMES if (told := getattr(event, name))}
    found["at"] = stamp(event.at)
    if event.ref_seq is not None:
        found["ref_seq"] = event.ref_seq
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def keyed(source_id: str, source_seq: int, told: str) -> str:
    """A whole line: the key and the body."""
    key = json.dumps({"source_id": source_id, "source_seq": source_seq}, ensure_ascii=False, separators=(",", ":"))
    return f"{key[:-1]},{told[1:]}"
