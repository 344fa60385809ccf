"""What must hold whatever happens: kills at random moments, four writers at once, many readers while it is told."""

from __future__ import annotations

import multiprocessing
import random
import statistics
import threading
import time
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from multiprocessing.synchronize import Event as Ended

from benchmarks.floor.home import in_product, start
from benchmarks.floor.telling import Told

from dure.floor.events.queries import events
from dure.floor.events.verify import Sound, verify
from dure.floor.events.wire import DoorGone, hand_over

SPAWN = multiprocessing.get_context("spawn")
Key = tuple[str, int]


@dataclass(frozen=True)
class Killed:
    """What came of it. `again`: events sent again after a kill that were in the store already."""

    kills: int
    told: int
    again: int
    lost: int
    doubled: int
    is_sound: bool


def kill_at_random(site: str, kills: int, seed: int) -> Killed:
    """Tell batches to the ingest process while it is killed again and again; each until it is acknowledged."""
    draw = random.Random(seed)
    told = Told("killed", seed=seed)
    acknowledged: set[Key] = set()
    again = 0
    for _ in range(kills):
        process = start("door")
        timer = threading.Timer(draw.uniform(0.01, 0.4), process.kill)
        timer.start()
        while True:
            batch = told.batch(draw.choice((1, 1, 10, 200)))
            try:
                hand_over(site, batch, "http", strict=False)
            except DoorGone:
                break
            acknowledged.update(event.key for event in batch)
        process.wait()
        # The batch nobody acknowledged: told again, as every sender does.
        process = start("door")
        fresh = {event.key for event in batch} - acknowledged
        receipt = hand_over(site, batch, "http", strict=False)
        again += len(fresh) - receipt.accepted
        acknowledged |= fresh
        process.kill()
        process.wait()
    stored = [event.key for event in events(site)]
    return Killed(
        kills, len(acknowledged), again, len(acknowledged - set(stored)), len(stored) - len(set(stored)),
        isinstance(verify(site), Sound),
    )  # fmt: skip


def writers_at_once(site: str, writers: int, seconds: float) -> list[int]:
    """How many single events each of some processes got acknowledged in the same seconds."""
    barrier, answers = SPAWN.Barrier(writers), SPAWN.Queue()
    processes = [
        SPAWN.Process(target=in_product, args=("write", site, f"writer-{number}", seconds, barrier, answers))
        for number in range(writers)
    ]
    for process in processes:
        process.start()
    found = [answers.get(timeout=120) for _ in processes]
    for process in processes:
        process.join()
    return sorted(found)


def write(site: str, family: str, seconds: float, barrier: Barrier, answers: multiprocessing.Queue[int]) -> None:
    told, done = Told(family), 0
    hand_over(site, told.batch(1), "http", strict=False)
    barrier.wait()
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        hand_over(site, told.batch(1), "http", strict=False)
        done += 1
    answers.put(done)


@dataclass(frozen=True)
class Read:
    """Seconds each reading took, and each acknowledgement beside."""

    readings: list[float]
    commits: list[float]

    def __str__(self) -> str:
        return (
            f"{len(self.readings)} readings: p50 {_ms(self.readings, 50)}, p99 {_ms(self.readings, 99)}; "
            f"{len(self.commits)} commits beside: p50 {_ms(self.commits, 50)}, p99 {_ms(self.commits, 99)}"
        )


def _ms(seconds: list[float], percent: int) -> str:
    return f"{statistics.quantiles(seconds, n=100)[percent - 1] * 1000:.1f} ms"


def read_while_told(site: str, machines: int, clients: int, seconds: float) -> Read:
    """Clients of one process read all machines' newest values once a second each, as walls do; machines tell meanwhile.

    Each machine tells one event a second, a hundred in a batch.
    """
    told = Told("wide", machines=machines)
    hand_over(site, told.batch(machines * 4), "http", strict=False)
    ended, ready, answers = SPAWN.Event(), SPAWN.Barrier(2), SPAWN.Queue()
    teller = SPAWN.Process(target=in_product, args=("tell", site, machines, ready, ended, answers))
    teller.start()
    ready.wait(120)
    readings = _readings(site, clients, seconds)
    ended.set()
    commits = answers.get(timeout=60)
    teller.join()
    return Read(readings, commits)


def tell(site: str, machines: int, ready: Barrier, ended: Ended, answers: multiprocessing.Queue[list[float]]) -> None:
    told, size, took = Told("wide-too", machines=machines), 100, []
    hand_over(site, told.batch(1), "http", strict=False)
    ready.wait(120)
    due = time.perf_counter()
    while not ended.is_set():
        started = time.perf_counter()
        hand_over(site, told.batch(size), "http", strict=False)
        took.append(time.perf_counter() - started)
        due += size / machines
        time.sleep(max(0.0, due - time.perf_counter()))
    answers.put(took)


def _readings(site: str, clients: int, seconds: float) -> list[float]:
    from datetime import UTC, datetime

    from dure.floor.boards.queries.fresh import machines_now
    from dure.floor.plant.queries import plant_of

    plant = plant_of(site)
    found: list[float] = []
    until = time.perf_counter() + seconds

    def read(place: int) -> None:
        due = time.perf_counter() + place / clients
        while due < until:
            time.sleep(max(0.0, due - time.perf_counter()))
            started = time.perf_counter()
            machines_now(site, plant, datetime.now(UTC))
            found.append(time.perf_counter() - started)
            due += 1

    threads = [threading.Thread(target=read, args=(place,)) for place in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
