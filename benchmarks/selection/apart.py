"""A peer in a process of its own, ended where it does not look at its limit (HiGHS does not before it branches)."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from typing import Final, TypeVar

from benchmarks.selection.peers import Outcome

from dure.engine.selection.problem import Problem

T = TypeVar("T")
Peer = Callable[[Problem, float], Outcome]
# For the start of the process and the building of the model.
GRACE_S: Final = 20.0


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds."""

    processor: float
    elapsed: float

    def __str__(self) -> str:
        return f"{self.processor:9.2f} s CPU {self.elapsed:9.2f} s"


def timed(work: Callable[[], T]) -> tuple[Spent, T]:
    elapsed, processor = time.perf_counter(), time.process_time()
    found = work()
    return Spent(time.process_time() - processor, time.perf_counter() - elapsed), found


def processor() -> float:
    """Processor seconds of this process and of those it has waited for."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def apart(peer: Peer, problem: Problem, seconds: float) -> tuple[Spent, Outcome]:
    """What it spent and found; where it had to be ended, all of its process."""
    before, elapsed = processor(), time.perf_counter()
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_answer, args=(there, peer, problem, seconds))
    process.start()
    there.close()
    found: tuple[Spent, Outcome] | None = here.recv() if here.poll(seconds + GRACE_S) else None
    process.kill()
    process.join()
    return found or (Spent(processor() - before, time.perf_counter() - elapsed), Outcome(None))


def _answer(there: Connection, peer: Peer, problem: Problem, seconds: float) -> None:
    there.send(timed(partial(peer, problem, seconds)))
