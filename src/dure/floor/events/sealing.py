"""Moving stored events into Parquet files the firm can take away. Their keys stay; late events lie in later files."""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow.parquet

from dure.floor.events.columns import micros
from dure.floor.events.owner import site_folder
from dure.floor.events.queries import SEALED_FOLDER, live
from dure.floor.events.store import Store


@dataclass(frozen=True)
class SealedFile:
    """One Parquet file: a range of arrivals, never written again."""

    name: str
    first_arrival: int
    last_arrival: int
    events: int
    sha256: str


def seal(site: str, store: Store, now: datetime) -> SealedFile | None:
    """Move everything that lies in the site's file into one Parquet file; None where nothing is left to seal.

    The file is durable under its name before the rows are removed; a crash between the two leaves a file that no
    row names, and the next seal writes over it.
    """
    rows = live(site)
    if not rows.num_rows:
        return None
    number = store.connection.execute("SELECT coalesce(max(number), 0) + 1 FROM sealed").fetchone()[0]
    name = f"events-{number:06d}.parquet"
    folder = site_folder(site) / SEALED_FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    # Ordered by time within a file, so that a reader of a few days skips most of its row groups.
    ordered = rows.sort_by([("at", "ascending"), ("arrival", "ascending")])
    sha256 = _written(folder / name, ordered)
    arrivals = rows.column("arrival").to_pylist()
    times = ordered.column("at")
    found = SealedFile(name, min(arrivals), max(arrivals), rows.num_rows, sha256)
    with store.transaction() as db:
        db.execute(
            "INSERT INTO sealed VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, name, found.first_arrival, found.last_arrival, micros(times[0].as_py()),
                micros(times[-1].as_py()), sha256, micros(now),
            ),
        )  # fmt: skip
        db.execute("DELETE FROM event WHERE arrival <= ?", (found.last_arrival,))
    return found


def _written(path: Path, rows: pyarrow.Table) -> str:
    draft = path.with_suffix(".draft")
    pyarrow.parquet.write_table(rows, draft, compression="zstd", row_group_size=250_000)
    with draft.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        os.fsync(stream.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return sha256
