"""A year of OEE by shift for 300 machines, beside a query written by hand for this one plant, in the same run.

    python -m benchmarks.floor.year                     # 36 M rows: some five minutes, most of it writing them
    python -m benchmarks.floor.year --days 10 --postgres

The rows are written once and kept in `--folder`. Each way runs `--times` times in turn; the best is printed in
processor seconds of this process and in elapsed seconds (on PostgreSQL the server's own work is elapsed time only): on
a busy machine only the first can be compared. Every answer is held to the hand-written one, row by row. chDB is not
among the project's dependencies and takes part where it can be imported; PostgreSQL takes the first `--part` days.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from benchmarks.floor import peers
from benchmarks.floor.rows import FIRST, Year, write

from dure.floor.boards.kpi.facts import fact_table
from dure.floor.boards.kpi.source import on_duckdb


@dataclass(frozen=True)
class Spent:
    """Seconds."""

    processor: float
    elapsed: float

    def __str__(self) -> str:
        return f"{self.processor:8.2f} s CPU {self.elapsed:8.2f} s"


def main() -> None:
    asked = _asked()
    asked.folder.mkdir(parents=True, exist_ok=True)
    year = Year(asked.machines, asked.days)
    file = _file(asked.folder, year)
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    _on_files(file, year, asked.times)
    if asked.postgres:
        part = Year(asked.machines, min(asked.part, asked.days))
        _on_postgres(_file(asked.folder, part), part, asked.times)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--machines", type=int, default=300)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--times", type=int, default=3, help="runs of each way (3)")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "dure-year")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL too")
    parser.add_argument("--part", type=int, default=10, help="days on PostgreSQL (10)")
    return parser.parse_args()


def _file(folder: Path, year: Year) -> Path:
    file = folder / f"{year.machines}-machines-{year.days}-days.parquet"
    if not file.exists():
        started = time.perf_counter()
        unfinished = file.with_suffix(".part")
        write(year, unfinished, counters=False)
        unfinished.rename(file)
        print(f"written in {time.perf_counter() - started:.0f} s: {file.stat().st_size / 1e6:,.0f} MB")
    return file


def _on_files(file: Path, year: Year, times: int) -> None:
    ways: dict[str, Callable[[], pa.Table]] = {
        "by hand": lambda: peers.by_hand(file, year),
        "dure": lambda: peers.by_dure(file, year),
    }
    print(f"{year.machines} machines, {year.days} days, Parquet")
    _beside(ways, times)
    spent, rows = _timed(lambda: fact_table(year.plant, on_duckdb([file]), FIRST, year.last))
    print(f"  {'dure, as objects':24} {spent}   {len(rows):,} facts with their stops")
    if peers.has_chdb():
        # Last: its threads and its allocator stay in the process and slow down what follows.
        _beside({"by hand": ways["by hand"], "chDB, by hand": lambda: peers.by_chdb(file, year)}, times)


def _on_postgres(file: Path, year: Year, times: int) -> None:
    from tools.postgres import Cluster

    with Cluster() as url:
        loaded, _ = _timed(lambda: peers.load_postgres(url, file))
        print(f"{year.machines} machines, {year.days} days, PostgreSQL (loaded in {loaded.elapsed:.0f} s)")
        ways = {
            "by hand": lambda: peers.by_hand_on_postgres(url, year),
            "dure": lambda: peers.by_dure_on_postgres(url, year),
            "by hand, DuckDB": lambda: peers.by_hand(file, year),
            "dure, DuckDB": lambda: peers.by_dure(file, year),
        }
        _beside(ways, times)


def _beside(ways: dict[str, Callable[[], pa.Table]], times: int) -> None:
    """In turns, so that what else the machine does falls on all alike."""
    spent: dict[str, list[Spent]] = {name: [] for name in ways}
    answers: dict[str, pa.Table] = {}
    for _ in range(times):
        for name, way in ways.items():
            one, answers[name] = _timed(way)
            spent[name].append(one)
    first = next(iter(ways))
    for name in ways:
        best = _best(spent[name])
        beside = _best(spent[first])
        ratio = f"{best.processor / beside.processor:.2f} CPU, {best.elapsed / beside.elapsed:.2f} elapsed"
        print(f"  {name:24} {best}   {ratio} of “{first}”   {_difference(answers[first], answers[name])}")


def _best(runs: list[Spent]) -> Spent:
    return Spent(min(run.processor for run in runs), min(run.elapsed for run in runs))


def _difference(one: pa.Table, other: pa.Table) -> str:
    expected, found = _by_place(one), _by_place(other)
    if expected.keys() != found.keys():
        return f"DIFFERS: {len(expected):,} rows and {len(found):,}"
    worst = max(abs(expected[place] - found[place]) for place in expected)
    return f"{len(found):,} rows" if worst <= 1e-9 else f"DIFFERS by {worst:.1e}"


def _by_place(answer: pa.Table) -> dict[tuple[int, int], float]:
    """By number of machine and shift: `M007` is machine 7."""
    machines, turns, oee = (column.to_pylist() for column in answer.columns)
    numbers = [machine if isinstance(machine, int) else int(machine[1:]) for machine in machines]
    return {(n, turn): value for n, turn, value in zip(numbers, turns, oee, strict=True) if value is not None}


def _timed(work: Callable[[], object]) -> tuple[Spent, pa.Table]:
    elapsed, processor = time.perf_counter(), time.process_time()
    found = work()
    return Spent(time.process_time() - processor, time.perf_counter() - elapsed), found


if __name__ == "__main__":
    main()
