"""Whether a site's store is what it was when it was written: every event, every link, every sealed file."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dure.engine.floor.events import Event
from dure.floor.events.columns import event_of, micros
from dure.floor.events.owner import site_folder
from dure.floor.events.queries import SEALED_FOLDER, arrow, reading
from dure.floor.events.store import NO_CHAIN, link_of


@dataclass(frozen=True)
class Sound:
    """Everything holds: how much was read, and the chain's head."""

    events: int
    batches: int
    sealed: int
    head: str


@dataclass(frozen=True)
class Unsound:
    """The first thing that does not hold, named."""

    where: str
    what: str


def verify(site: str, heads: dict[str, str] | None = None) -> Sound | Unsound:
    """Recompute the chain from the stored events. `heads`: by day, the chain as the ledger holds it (hex)."""
    with reading(site) as db:
        if db is None:
            return Sound(0, 0, 0, "")
        batches = db.execute(
            "SELECT number, received_at, origin, events, first_arrival, digest, chain FROM batch ORDER BY number"
        ).fetchall()
        sealed = db.execute("SELECT name, sha256 FROM sealed ORDER BY number").fetchall()
    if broken := _files(site_folder(site) / SEALED_FOLDER, sealed):
        return broken
    events = _events(site)
    chain = NO_CHAIN
    links = {0: chain.hex()}
    for number, received, origin, count, first, digest, told in batches:
        found = hashlib.sha256()
        for place in range(first, first + count):
            arrival, event = next(events, (0, None))
            if event is None or arrival != place:
                return Unsound(f"batch {number}", f"event {place} is gone")
            found.update(event.digest())
        if found.digest() != digest:
            return Unsound(f"batch {number}", "an event was changed")
        chain = link_of(chain, number, received, origin, count, digest)
        if chain != told:
            return Unsound(f"batch {number}", "the chain was changed")
        links[number] = chain.hex()
    if next(events, None) is not None:
        return Unsound("the end", "events lie beyond the last batch")
    return _heads(links, heads or {}) or Sound(sum(row[3] for row in batches), len(batches), len(sealed), chain.hex())


def _heads(links: dict[int, str], told: dict[str, str]) -> Unsound | None:
    every = set(links.values())
    for day, head in sorted(told.items()):
        if head not in every:
            return Unsound(f"head of {day}", "the chain does not hold it any more: its tail was cut or written anew")
    return None


def _files(folder: Path, sealed: list[tuple[str, str]]) -> Unsound | None:
    for name, sha256 in sealed:
        path = folder / name
        if not path.exists():
            return Unsound(name, "the file is gone")
        with path.open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
                return Unsound(name, "the file was changed")
    return None


def _events(site: str) -> Iterator[tuple[int, Event]]:
    rows = arrow(site).sort_by("arrival")
    names = ["arrival", "source_id", "source_seq", "machine", "at", "kind", "value", "unit", "item", "lot", "order",
             "reason", "actor", "note", "ref_source", "ref_seq", "void"]  # fmt: skip
    for batch in rows.to_batches(max_chunksize=50_000):
        for row in zip(*(batch.column(name).to_pylist() for name in names), strict=True):
            yield row[0], event_of((*row[1:4], micros(row[4]), *row[5:]))
