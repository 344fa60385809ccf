"""A year of a plant as one Parquet file, made by DuckDB itself: 300 machines, 4.38 M states, 31.5 M counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import duckdb

from dure.engine.floor.plant import Plant
from dure.engine.floor.plant_document import read_plant
from dure.engine.strict_json import JsonValue

FIRST: Final = date(2025, 1, 1)
STATE_EVERY_S: Final = 2160
COUNT_EVERY_S: Final = 300
PIECE_S: Final = 30
STALE_S: Final = 7200
DAYS: Final[list[JsonValue]] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@dataclass(frozen=True)
class Year:
    """So many machines over so many days, from the first of a year on, in two shifts with a break each."""

    machines: int
    days: int

    @property
    def last(self) -> date:
        return FIRST + timedelta(days=self.days - 1)

    @property
    def plant(self) -> Plant:
        shifts: list[JsonValue] = [
            {"name": "day", "start": "08:00", "end": "20:00", "breaks": [["12:00", "13:00"]]},
            {"name": "night", "start": "20:00", "end": "08:00", "breaks": [["00:00", "01:00"]]},
        ]
        machines: list[JsonValue] = [
            {"id": f"M{number:03}", "line": f"L{number // 30}", "planned_run_time_s": {"*": PIECE_S},
             "stale_after_s": STALE_S}
            for number in range(self.machines)
        ]  # fmt: skip
        calendar: list[JsonValue] = [{"line": "*", "from": "2024-01-01", "days": DAYS, "shifts": shifts}]
        return read_plant({"name": "year", "timezone": "Asia/Seoul", "machines": machines, "calendar": calendar})


def write(year: Year, file: Path, *, counters: bool) -> None:
    """States at odd moments and counts at others, in order of time, as sealed files are. The same rows each time.

    `counters`: readings of a counter that only grows instead of pieces made since the last count.
    """
    kind = "count_total" if counters else "count"
    with duckdb.connect() as db:
        db.execute("SET TimeZone = 'UTC'")
        db.execute("SET preserve_insertion_order = false")
        db.execute(_WRITE.format(machines=year.machines, days=year.days, kind=kind, counters=counters, file=file))


_WRITE: Final = """
COPY (
  WITH machine AS (SELECT number, 'M' || lpad(number::text, 3, '0') AS machine FROM range({machines}) m(number)),
  state AS (
    SELECT number, machine, 'state' AS kind, k * 2160 + (hash(number * 1000003 + k) % 600)::bigint AS s,
      (hash(k * 7919 + number) % 10)::int AS dice, 0::double AS made
    FROM machine, range({days} * 40) r(k)),
  told AS (
    SELECT number, machine, '{kind}' AS kind, k * 300 + (hash(number * 31 + k * 17) % 240)::bigint AS s, 0 AS dice,
      CASE WHEN {counters} THEN k * 4 + (hash(number + k) % 4) ELSE hash(k * 104729 + number) % 6 END::double AS made
    FROM machine, range({days} * 288) r(k)),
  every AS (SELECT * FROM state UNION ALL SELECT * FROM told)
  SELECT row_number() OVER (ORDER BY s, number) AS arrival, s // 60 AS batch, instant AS received_at, 'mqtt' AS origin,
    'plc-' || lpad(number::text, 3, '0') || '#k3f9x2' AS source_id, s * 2 + (kind <> 'state')::bigint AS source_seq,
    machine, instant AS "at", kind,
    CASE WHEN kind <> 'state' THEN made::bigint::text WHEN dice < 7 THEN 'run' WHEN dice = 7 THEN 'idle'
      WHEN dice = 8 THEN 'down' ELSE 'setup' END AS value,
    CASE WHEN kind <> 'state' THEN made END AS number, '' AS unit,
    CASE WHEN kind <> 'state' THEN 'item-' || number % 7 ELSE '' END AS item, '' AS lot, '' AS "order", '' AS reason,
    '' AS actor, '' AS note, '' AS ref_source, NULL::bigint AS ref_seq, false AS void
  FROM (SELECT *, TIMESTAMPTZ '2024-12-31 22:00:00+00' + to_seconds(s) AS instant FROM every)
  ORDER BY s
) TO '{file}' (FORMAT parquet, COMPRESSION zstd)
"""
