"""What the owner of the files does besides taking events, named so that another process can ask for it."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Final

from dure.floor.events.kept import keep_facts, rows_from
from dure.floor.events.sealing import seal
from dure.floor.events.store import Store

Job = Callable[[str, Store, bytes, datetime], object]


def _seal(site: str, store: Store, body: bytes, now: datetime) -> object:
    found = seal(site, store, now)
    return None if found is None else asdict(found)


def _keep(site: str, store: Store, body: bytes, now: datetime) -> object:
    return keep_facts(store, rows_from(json.loads(body)), now)


def _admit(site: str, store: Store, body: bytes, now: datetime) -> object:
    """Let in what was held for its time and is due by now."""
    while store.has_due(now):
        store.take([], now)
    return None


JOBS: Final[dict[str, Job]] = {"seal": _seal, "keep": _keep, "admit": _admit}
