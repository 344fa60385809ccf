"""The firms' standings and the stability draws, shared among several processes where one would be slow.

Every printed value is unique, so who computes it changes nothing. Each process keeps its own bench and starts
from the sets that were known when it began.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np

from dure.engine.selection.bench import Bench, Proof
from dure.engine.selection.margins import Standing, flipped, standing
from dure.engine.selection.problem import Problem
from dure.engine.selection.rows import Mask, Table, Whole, tabulate
from dure.engine.selection.search import Cancelled
from dure.engine.selection.stability import Noise, counts_of

TRIED_FIRST: Final = 10
EASY_NODES: Final = 100
PIECE: Final = 5
LOOK_EVERY_S: Final = 0.2

Step = Callable[[int], None]
Work = TypeVar("Work")
Result = TypeVar("Result")


def standings(
    table: Table, bench: Bench, chosen: Mask, wanted: Sequence[int], workers: int, step: Step
) -> list[Standing]:
    """A few are tried here first; the rest is shared out only if those were hard."""
    before = bench.nodes
    found: list[Standing] = []
    rest = [index for index in wanted if not bench.knows(flipped(bench, chosen, index))]
    near = [index for index in wanted if index not in set(rest)]
    for place, index in enumerate([*near, *rest]):
        if workers > 1 and place >= len(near) + TRIED_FIRST and bench.nodes - before > EASY_NODES:
            break
        found.append(standing(table.problem.rule, bench, chosen, index))
        step(1)
    pieces = _pieces([*near, *rest][len(found) :])
    for piece in _shared(_stand, pieces, (table.problem, chosen, bench.sets()), workers, bench.cancelled):
        found += piece.standings
        bench.learn(piece.sets, piece.proofs)
        step(len(piece.standings))
    return sorted(found, key=lambda one: one.index)


def stability(table: Table, bench: Bench, chosen: Mask, noise: Noise, workers: int, step: Step) -> Whole:
    """In how many draws each applicant is in."""
    before, counts, done = bench.nodes, np.zeros(len(table.ids), dtype=np.int64), 0
    while done < noise.draws:
        if workers > 1 and done == TRIED_FIRST and bench.nodes - before > EASY_NODES:
            break
        counts += counts_of(table, bench, noise, [done])
        done += 1
        step(1)
    pieces = _pieces(range(done, noise.draws))
    work = [(noise, piece) for piece in pieces]
    for piece in _shared(_draw, work, (table.problem, chosen, bench.sets()), workers, bench.cancelled):
        counts += piece
        step(PIECE)
    return counts


class _Desk:
    """What one process works with; set once when it starts."""

    table: Table
    bench: Bench
    chosen: Mask


def _start(problem: Problem, chosen: Mask, sets: Mask) -> None:
    _Desk.table, _Desk.chosen = tabulate(problem), chosen
    _Desk.bench = Bench(_Desk.table.contest)
    for one in sets:
        _Desk.bench.keep(one)


@dataclass(frozen=True, eq=False)
class _Stood:
    """What a process found out on the way goes back with its answer."""

    standings: list[Standing]
    sets: Mask
    proofs: list[Proof]


def _stand(piece: list[int]) -> _Stood:
    bench = _Desk.bench
    sets, proofs = bench.count, len(bench.proofs)
    found = [standing(_Desk.table.problem.rule, bench, _Desk.chosen, index) for index in piece]
    return _Stood(found, bench.sets()[sets:], bench.proofs[proofs:])


def _draw(work: tuple[Noise, list[int]]) -> Whole:
    noise, draws = work
    return counts_of(_Desk.table, _Desk.bench, noise, draws)


def _pieces(work: Sequence[int]) -> list[list[int]]:
    return [list(work[start : start + PIECE]) for start in range(0, len(work), PIECE)]


def _shared(
    do: Callable[[Work], Result],
    pieces: list[Work],
    start: tuple[Problem, Mask, Mask],
    workers: int,
    cancelled: Callable[[], bool],
) -> Iterator[Result]:
    """Results in the order of the pieces."""
    if not pieces:
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=start) as pool:
        waiting = [pool.submit(do, piece) for piece in pieces]
        for one in waiting:
            _await(one, pool, cancelled)
            yield one.result()


def _await(one: Future[Result], pool: ProcessPoolExecutor, cancelled: Callable[[], bool]) -> None:
    while not wait_for([one], timeout=LOOK_EVERY_S).done:
        if cancelled():
            pool.shutdown(wait=False, cancel_futures=True)
            raise Cancelled
