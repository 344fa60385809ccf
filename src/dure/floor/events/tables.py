"""The tables of a site's event file. No event is ever changed; sealed ones move to Parquet, their keys stay."""

from typing import Final

SCHEMA_VERSION: Final = 3
TABLES: Final = """
CREATE TABLE IF NOT EXISTS source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS known (
  source INTEGER NOT NULL, seq INTEGER NOT NULL, digest BLOB NOT NULL,
  PRIMARY KEY (source, seq)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS batch (
  number INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, origin TEXT NOT NULL, events INTEGER NOT NULL,
  first_arrival INTEGER NOT NULL, digest BLOB NOT NULL, chain BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS event (
  arrival INTEGER PRIMARY KEY, batch INTEGER NOT NULL, source INTEGER NOT NULL, seq INTEGER NOT NULL,
  machine TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, unit TEXT NOT NULL,
  item TEXT NOT NULL, lot TEXT NOT NULL, "order" TEXT NOT NULL, reason TEXT NOT NULL, actor TEXT NOT NULL,
  note TEXT NOT NULL, ref_source TEXT NOT NULL, ref_seq INTEGER, void INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS quarantine (
  id INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, origin TEXT NOT NULL, why TEXT NOT NULL,
  source TEXT NOT NULL, seq INTEGER NOT NULL, digest BLOB NOT NULL, content TEXT NOT NULL,
  UNIQUE (source, seq, digest, why)
);
CREATE INDEX IF NOT EXISTS held_until ON quarantine (json_extract(content, '$.at')) WHERE why = 'future';
CREATE TABLE IF NOT EXISTS latest (
  machine TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, source TEXT NOT NULL, seq INTEGER NOT NULL,
  value TEXT NOT NULL, unit TEXT NOT NULL, reason TEXT NOT NULL, "order" TEXT NOT NULL, item TEXT NOT NULL,
  PRIMARY KEY (machine, kind)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS latest_mark (id INTEGER PRIMARY KEY CHECK (id = 1), arrival INTEGER NOT NULL);
INSERT OR IGNORE INTO latest_mark SELECT 1, coalesce(max(first_arrival + events) - 1, 0) FROM batch;
CREATE TABLE IF NOT EXISTS sealed (
  number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, first_arrival INTEGER NOT NULL, last_arrival INTEGER NOT NULL,
  first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, sha256 TEXT NOT NULL, sealed_at INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS fact (
  machine TEXT NOT NULL, label TEXT NOT NULL, definition TEXT NOT NULL, revision INTEGER NOT NULL,
  plant INTEGER NOT NULL, kept_at INTEGER NOT NULL, content TEXT NOT NULL,
  PRIMARY KEY (machine, label, definition, revision)
) WITHOUT ROWID;
"""
EVENT_COLUMNS: Final = (
    "arrival", "batch", "source", "seq", "machine", "at", "kind", "value", "unit", "item", "lot", '"order"', "reason",
    "actor", "note", "ref_source", "ref_seq", "void",
)  # fmt: skip
