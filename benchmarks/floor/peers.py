"""OEE by shift of the same rows, written by hand for this plant alone: one source a machine, shifts of twelve hours.

No correction, order, reason, second source or other calendar is thought of; a shift is found by division.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Final

import duckdb
import ibis
import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
from benchmarks.floor.rows import FIRST, PIECE_S, Year

from dure.floor.boards.kpi.facts import queries
from dure.floor.boards.kpi.source import COLUMNS, on_duckdb

# The first shift begins at 08:00 in Korea.
_START: Final = "2024-12-31 23:00:00+00"
COLUMNS_OF_ANSWER: Final = ("machine", "turn", "oee")


def by_dure(file: Path, year: Year) -> pa.Table:
    return _answer(on_duckdb([file]), year)


def by_dure_on_postgres(url: str, year: Year) -> pa.Table:
    with psycopg.connect(url) as db:
        return _answer(ibis.postgres.from_connection(db).table("events").select(*COLUMNS), year)


def _answer(source: ibis.Table, year: Year) -> pa.Table:
    found = queries(year.plant, source, FIRST, year.last)
    if found is None:
        raise ValueError("no shifts")
    facts = found.facts
    known_s = facts.pbt_s - facts.unknown_s
    return facts.select("machine_no", "window_no", oee=facts.good_s / known_s.nullif(0)).to_pyarrow()


def by_hand(file: Path, year: Year) -> pa.Table:
    with duckdb.connect() as db:
        db.execute("SET TimeZone = 'UTC'")
        return db.sql(_DUCKDB.format(file=file, turns=year.days * 2, start=_START, piece=PIECE_S)).to_arrow_table()


_DUCKDB: Final = """
WITH turn AS (SELECT turn, epoch_us(TIMESTAMPTZ '{start}') + turn * 43200000000 AS start FROM range({turns}) r(turn)),
span AS (
  SELECT turn, start AS lo, start + 4 * 3600000000 AS hi FROM turn
  UNION ALL SELECT turn, start + 5 * 3600000000, start + 12 * 3600000000 FROM turn),
cell AS (SELECT turn, lo, hi, unnest(range((lo >> 33) - 1, (hi >> 33) + 1)) AS cell FROM span),
told AS (
  SELECT machine, value AS state, epoch_us("at") AS us, source_seq FROM '{file}' WHERE kind = 'state'),
held AS (
  SELECT machine, state, us,
    least(us + 7200000000, lead(us) OVER (PARTITION BY machine ORDER BY us, source_seq)) AS until
  FROM told),
known AS (
  SELECT machine, turn, sum((least(until, hi) - greatest(us, lo))::double) / 1e6 AS known_s
  FROM held JOIN cell ON us >> 33 = cell AND us < hi AND until > lo WHERE state <> 'unknown' GROUP BY ALL),
made AS (
  SELECT machine, (epoch_us("at") - epoch_us(TIMESTAMPTZ '{start}')) // 43200000000 AS turn, sum(number) AS made
  FROM '{file}' WHERE kind = 'count' AND "at" >= TIMESTAMPTZ '{start}' GROUP BY ALL)
SELECT machine, turn, made * {piece} / nullif(known_s, 0) AS oee FROM known JOIN made USING (machine, turn)
"""


def has_chdb() -> bool:
    return importlib.util.find_spec("chdb") is not None


def by_chdb(file: Path, year: Year) -> pa.Table:
    import chdb

    answer = chdb.query(_CHDB.format(file=file, turns=year.days * 2, start=_START[:19], piece=PIECE_S), "Arrow")
    return pa.ipc.open_file(pa.BufferReader(answer.bytes())).read_all()


_CHDB: Final = """
WITH toInt64(toUnixTimestamp(toDateTime('{start}', 'UTC'))) * 1000000 AS start,
turn AS (SELECT number AS turn, start + number * 43200000000 AS begun FROM numbers({turns})),
span AS (
  SELECT turn, begun AS lo, begun + 4 * 3600000000 AS hi FROM turn
  UNION ALL SELECT turn, begun + 5 * 3600000000, begun + 12 * 3600000000 FROM turn),
cell AS (SELECT turn, lo, hi, arrayJoin(range(bitShiftRight(lo, 33) - 1, bitShiftRight(hi, 33) + 1)) AS cell FROM span),
held AS (
  SELECT machine, value AS state, toUnixTimestamp64Micro(at) AS us,
    leadInFrame(us, 1, toInt64(4611686018427387904)) OVER (PARTITION BY machine ORDER BY at, source_seq
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS following, least(following, us + 7200000000) AS until
  FROM file('{file}', Parquet) WHERE kind = 'state'),
known AS (
  SELECT machine, turn, sum(least(until, hi) - greatest(us, lo)) / 1e6 AS known_s
  FROM held JOIN cell ON bitShiftRight(us, 33) = cell.cell WHERE us < hi AND until > lo AND state != 'unknown'
  GROUP BY machine, turn),
made AS (
  SELECT machine, intDiv(toUnixTimestamp64Micro(at) - start, 43200000000) AS turn, sum(number) AS made
  FROM file('{file}', Parquet) WHERE kind = 'count' AND toUnixTimestamp64Micro(at) >= start GROUP BY machine, turn)
SELECT machine, turn, made * {piece} / known_s AS oee FROM known JOIN made USING (machine, turn)
"""


def load_postgres(url: str, file: Path) -> None:
    """The rows as a plain table, indexed by time, with the planner's figures."""
    with psycopg.connect(url) as db, pq.ParquetFile(file) as rows:
        db.execute(_TABLE)
        with db.cursor().copy(f"COPY events ({', '.join(map(_quoted, COLUMNS))}) FROM STDIN") as copy:
            for batch in rows.iter_batches(columns=list(COLUMNS)):
                for row in zip(*(batch.column(name).to_pylist() for name in COLUMNS), strict=True):
                    copy.write_row(row)
        db.execute('CREATE INDEX ON events ("at")')
        db.commit()
        db.autocommit = True
        db.execute("ANALYZE events")


def by_hand_on_postgres(url: str, year: Year) -> pa.Table:
    with psycopg.connect(url) as db:
        rows = db.execute(_POSTGRES.format(turns=year.days * 2, start=_START, piece=PIECE_S)).fetchall()
    return pa.table(dict(zip(COLUMNS_OF_ANSWER, zip(*rows, strict=True), strict=True)))


def _quoted(name: str) -> str:
    return f'"{name}"'


_TABLE: Final = """
CREATE TABLE events (
  source_id text, source_seq bigint, machine text, "at" timestamptz(6), kind text, value text, number double precision,
  unit text, item text, lot text, "order" text, reason text, actor text, note text, ref_source text, ref_seq bigint,
  void boolean)
"""
_POSTGRES: Final = """
WITH span AS (
  SELECT turn, timestamptz '{start}' + turn * interval '12 hours' + lo AS lo,
    timestamptz '{start}' + turn * interval '12 hours' + hi AS hi
  FROM generate_series(0, {turns} - 1) turn,
    (VALUES (interval '0', interval '4 hours'), (interval '5 hours', interval '12 hours')) part (lo, hi)),
cell AS (
  SELECT turn, lo, hi, cell FROM span, generate_series(
    floor(extract(epoch FROM lo) / 7200)::bigint - 1, floor(extract(epoch FROM hi) / 7200)::bigint) cell),
held AS (
  SELECT machine, value AS state, "at" AS since, floor(extract(epoch FROM "at") / 7200)::bigint AS cell,
    least("at" + interval '2 hours', lead("at") OVER (PARTITION BY machine ORDER BY "at", source_seq)) AS until
  FROM events WHERE kind = 'state'),
known AS (
  SELECT machine, turn, extract(epoch FROM sum(least(until, hi) - greatest(since, lo)))::float8 AS known_s
  FROM held JOIN cell USING (cell) WHERE since < hi AND until > lo AND state <> 'unknown' GROUP BY 1, 2),
made AS (
  SELECT machine, floor(extract(epoch FROM "at" - timestamptz '{start}') / 43200)::int AS turn, sum(number) AS made
  FROM events WHERE kind = 'count' GROUP BY 1, 2)
SELECT machine, turn, made * {piece} / nullif(known_s, 0) AS oee FROM known JOIN made USING (machine, turn)
"""
