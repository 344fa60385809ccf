"""Where the records behind a figure are kept: their batches, the chain's link over them, the sealed files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from dure.floor.events.columns import instant, micros
from dure.floor.events.owner import site_folder
from dure.floor.events.queries import SEALED_FOLDER, reading
from dure.floor.events.sealed_files import opened
from dure.floor.events.usage import Sealed, sealed_list

_COLUMNS: Final = ("machine", "at", "batch", "arrival")
_TIME: Final = pa.timestamp("us", tz="UTC")


@dataclass(frozen=True)
class Arrival:
    """One record by its place in the store alone: nothing of what it tells."""

    machine: str
    at: datetime
    batch: int
    arrival: int


@dataclass(frozen=True)
class Traced:
    """Some records by where they are kept. `link`: the chain's value at `last_batch`; without records all is empty.

    `is_live`: some of them are not in a sealed file yet.
    """

    events: int
    first_batch: int
    last_batch: int
    link: str
    files: tuple[Sealed, ...]
    is_live: bool


NOTHING: Final = Traced(0, 0, 0, "", (), False)


@dataclass(frozen=True)
class Seal:
    """A sealed file: the instants its records tell of, and when it was sealed."""

    name: str
    first_at: datetime
    last_at: datetime
    sealed_at: datetime
    sha256: str


def seals(site: str) -> list[Seal]:
    """The sealed files of a site in order."""
    with reading(site) as db:
        if db is None:
            return []
        rows = db.execute("SELECT name, first_at, last_at, sealed_at, sha256 FROM sealed ORDER BY number").fetchall()
    return [Seal(row[0], instant(row[1]), instant(row[2]), instant(row[3]), row[4]) for row in rows]


def arrivals(site: str, first: datetime, last: datetime) -> list[Arrival]:
    """The places of all records with first <= at < last, corrections among them, in order of arrival."""
    with reading(site) as db:
        if db is None:
            return []
        db.execute("BEGIN")
        rows = db.execute(
            "SELECT machine, at, batch, arrival FROM event WHERE at >= ? AND at < ?", (micros(first), micros(last))
        ).fetchall()
        names = [name for (name,) in db.execute("SELECT name FROM sealed ORDER BY number")]
    found = [Arrival(machine, instant(at), batch, arrival) for machine, at, batch, arrival in rows]
    if names:
        inside = (pc.field("at") >= pa.scalar(first, _TIME)) & (pc.field("at") < pa.scalar(last, _TIME))
        files = [str(site_folder(site) / SEALED_FOLDER / name) for name in names]
        sealed = opened(files).to_table(columns=list(_COLUMNS), filter=inside)
        found += [Arrival(*row) for row in zip(*(sealed.column(name).to_pylist() for name in _COLUMNS), strict=True)]
    return sorted(found, key=lambda each: each.arrival)


def traced(site: str, found: Sequence[Arrival]) -> Traced:
    """What some records come to as places in the store."""
    if not found:
        return NOTHING
    last = max(each.batch for each in found)
    every = sealed_list(site)
    files = tuple(f for f in every if any(f.first_arrival <= each.arrival <= f.last_arrival for each in found))
    sealed_to = max((f.last_arrival for f in every), default=0)
    is_live = any(each.arrival > sealed_to for each in found)
    return Traced(len(found), min(each.batch for each in found), last, _link(site, last), files, is_live)


def _link(site: str, batch: int) -> str:
    with reading(site) as db:
        row = None if db is None else db.execute("SELECT chain FROM batch WHERE number = ?", (batch,)).fetchone()
    return "" if row is None else row[0].hex()
