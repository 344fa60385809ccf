"""What the event store does with what a factory tells, beside its peers and the disk itself, in the same run.

    python -m benchmarks.floor.ingest                    # some three minutes
    python -m benchmarks.floor.ingest --turns 200 --kills 50 --machines 50

Every way acknowledges only what is durable; of all events 5 in 100 come twice and 3 in 100 in the wrong order. The ways
take turns, each for a moment and right after the disk itself, since a disk that others use changes its pace from one
second to the next; medians over the turns are shown, and of each turn's ratio to the disk. PostgreSQL runs as it is
delivered (fsync on); InfluxDB 1.x takes part where `influxd` is installed, with `wal-fsync-delay = 0s`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.floor.home import Token, free_port, make_home, make_plant, make_tokens, running, wait_for_web
from benchmarks.floor.telling import Told

if TYPE_CHECKING:
    from benchmarks.floor.ways import Send

Rates = dict[str, list[tuple[float, float]]]
WEB_TOKENS = 20
DISK, STORE = "the disk alone", "dure, store"
# Done when: single durable events at no less than this part of the disk's own rate, or so many a second.
PART, ENOUGH = 0.75, 4000


def main() -> int:
    asked = _asked()
    folder = Path(tempfile.mkdtemp(prefix="dure-ingest-", dir=asked.folder))
    started = time.monotonic()
    _say_load("before")
    try:
        make_home(folder / "home")
        for site, machines in (("bench", 50), ("wide", 700), ("right", asked.machines), ("mended", asked.machines)):
            make_plant(site, machines)
        port = free_port()
        with running("serve", "--port", str(port)) as server:
            wait_for_web(server, port)
            if "rates" in asked.parts:
                _rates(asked, folder, port, make_tokens("bench", WEB_TOKENS))
            for name, part in (("writers", _writers), ("readers", _readers), ("correction", _correction)):
                if name in asked.parts:
                    part(asked)
        if "kills" in asked.parts:
            _kills(asked)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    _say_load("after")
    print(f"{time.monotonic() - started:.0f} s in all")
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", default="rates,writers,readers,correction,kills", help="which to run (all)")
    parser.add_argument("--sizes", default="1,100,1000", help="events a batch (1,100,1000)")
    parser.add_argument("--turns", type=int, default=25, help="of each way and size (25)")
    parser.add_argument("--moment", type=float, default=0.05, help="seconds of a turn (0.05)")
    parser.add_argument("--seconds", type=float, default=5, help="of writers at once, and of readers (5)")
    parser.add_argument("--kills", type=int, default=6, help="times the ingest process is killed (6)")
    parser.add_argument("--writers", type=int, default=4, help="at once (4)")
    parser.add_argument("--clients", type=int, default=50, help="that read the newest values (50)")
    parser.add_argument("--machines", type=int, default=10, help="of the plant that is corrected (10)")
    parser.add_argument("--folder", type=Path, help="on the disk to be measured (the system's folder for such files)")
    return parser.parse_args()


def _say_load(when: str) -> None:
    print(f"load {when}: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def _rates(asked: argparse.Namespace, folder: Path, port: int, tokens: Sequence[Token]) -> None:
    from benchmarks.floor import ways

    with ExitStack() as open_ways:
        sends: dict[str, Send] = {
            DISK: open_ways.enter_context(ways.the_disk(folder)),
            STORE: open_ways.enter_context(ways.the_store(folder)),
            "dure, ingest process": open_ways.enter_context(ways.the_door("bench")),
            "dure, HTTP": open_ways.enter_context(ways.the_web(port, "bench", tokens)),
            "SQLite alone": open_ways.enter_context(ways.plain_sqlite(folder)),
        }
        if (url := _postgres(open_ways)) is not None:
            sends["PostgreSQL"] = open_ways.enter_context(ways.postgres(url))
        if shutil.which("influxd"):
            sends["InfluxDB 1.x"] = open_ways.enter_context(ways.influx(folder))
        else:
            print("InfluxDB takes no part: influxd is not installed")
        tolds = {name: Told("web" if name == "dure, HTTP" else f"bench-{place}") for place, name in enumerate(sends)}
        for size in (int(size) for size in asked.sizes.split(",")):
            _show(size, _in_turns(sends, tolds, size, asked))


def _postgres(open_ways: ExitStack) -> str | None:
    from tools.postgres import CAREFUL, Cluster, binaries

    if binaries() is None:
        print("PostgreSQL takes no part: it is not installed")
        return None
    return open_ways.enter_context(Cluster(CAREFUL))


def _in_turns(sends: dict[str, Send], tolds: dict[str, Told], size: int, asked: argparse.Namespace) -> Rates:
    """Commits a second of each turn, with the disk's own right before."""
    found: Rates = {name: [] for name in sends if name != DISK}
    for _ in range(asked.turns):
        for name, turns in found.items():
            disk = _rate(sends[DISK], tolds[DISK], size, asked.moment)
            turns.append((_rate(sends[name], tolds[name], size, asked.moment), disk))
    return found


def _rate(send: Send, told: Told, size: int, seconds: float) -> float:
    """Making the events is not timed: no way has a part in it."""
    spent, commits = 0.0, 0
    while spent < seconds:
        batch = told.batch(size)
        started = time.perf_counter()
        send(batch)
        spent += time.perf_counter() - started
        commits += 1
    return commits / spent


def _show(size: int, rates: Rates) -> None:
    disk = statistics.median(disk for turns in rates.values() for _, disk in turns)
    print(f"{size:,} events a batch; the disk alone: {disk:,.0f} commits/s")
    for name, turns in rates.items():
        middle, of_disk = statistics.median(rate for rate, _ in turns), _of_disk(turns)
        print(f"  {name:22}{middle:9,.0f} commits/s {middle * size:11,.0f} events/s   {of_disk:5.2f} of the disk")
    if size == 1:
        held = _of_disk(rates[STORE]) >= PART or statistics.median(rate for rate, _ in rates[STORE]) >= ENOUGH
        print(f"  goal of single events, {PART} of the disk or {ENOUGH:,}/s: {'held' if held else 'MISSED'}")
    sys.stdout.flush()


def _of_disk(turns: list[tuple[float, float]]) -> float:
    return statistics.median(rate / disk for rate, disk in turns)


def _writers(asked: argparse.Namespace) -> None:
    from benchmarks.floor.trouble import writers_at_once

    seconds = asked.seconds
    found = writers_at_once("bench", asked.writers, seconds)
    share = found[0] * len(found) / sum(found)
    print(
        f"{len(found)} writers at once, single events: {sum(found) / seconds:,.0f} events/s in all; "
        f"the slowest has {share:.0%} of an equal share ({', '.join(f'{one / seconds:,.0f}' for one in found)})"
    )
    sys.stdout.flush()


def _readers(asked: argparse.Namespace) -> None:
    from benchmarks.floor.trouble import read_while_told

    found = read_while_told("wide", 700, asked.clients, asked.seconds)
    print(f"newest values of 700 machines, {asked.clients} clients once a second each, 700 events/s told: {found}")
    sys.stdout.flush()


def _correction(asked: argparse.Namespace) -> None:
    from benchmarks.floor.corrected import correct

    found = correct("mended", "right", asked.machines)
    print(
        f"correction twenty days back, {asked.machines} machines, {found.events:,} events: taken in "
        f"{found.take_s * 1000:.0f} ms, its day's figures right after {found.day_s * 1000:.0f} ms, all three weeks' "
        f"after {found.all_s * 1000:.0f} ms; {found.revised} of {found.shifts} shifts revised, {found.wrong} wrong"
    )
    sys.stdout.flush()


def _kills(asked: argparse.Namespace) -> None:
    from benchmarks.floor.trouble import kill_at_random

    found = kill_at_random("bench-killed", asked.kills, seed=1)
    print(
        f"killed {found.kills} times (kill -9): {found.told:,} events acknowledged, {found.lost} lost, "
        f"{found.doubled} doubled, {found.again} were in before they were sent again; "
        f"chain {'sound' if found.is_sound else 'BROKEN'}"
    )


if __name__ == "__main__":
    sys.exit(main())
