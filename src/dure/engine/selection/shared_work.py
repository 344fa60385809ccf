"""The firms' standings and the stability draws, shared among several processes where one would be slow.

Every printed value is unique, so who computes it changes nothing. Each process keeps its own bench, starts from the
sets that were known when it began, and hears with each piece of work what the others found out.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from typing import Final, Self, TypeVar

import numpy as np

from dure.engine.selection.bench import Bench
from dure.engine.selection.margins import Standing, flipped, standing
from dure.engine.selection.neighbours import spread
from dure.engine.selection.problem import Problem, Rule
from dure.engine.selection.proven import Proof
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
    table: Table, bench: Bench, chosen: Mask, wanted: Sequence[int], crew: Crew, step: Step
) -> list[Standing]:
    """A few are tried here first; the rest is shared out only if those were hard."""
    before = bench.nodes
    found: list[Standing] = []
    order, known = _costliest_first(table.problem.rule, bench, chosen, wanted)
    for place, index in enumerate(order):
        if crew.workers > 1 and place >= known + TRIED_FIRST and bench.nodes - before > EASY_NODES:
            break
        found.append(standing(table.problem.rule, bench, chosen, index))
        step(1)
    news = [_Stood([], bench.sets(), bench.proofs.copy())]
    pieces = _pieces(order[len(found) :])
    for stood in crew.share(_stand, pieces, (table.problem, chosen), news, bench.cancelled):
        news.append(stood)
        found += stood.standings
        bench.learn(stood.sets, stood.proofs)
        step(len(stood.standings))
    return sorted(found, key=lambda one: one.index)


def _costliest_first(rule: Rule, bench: Bench, chosen: Mask, wanted: Sequence[int]) -> tuple[list[int], int]:
    """Those known already and how many they are; then those whose other decision seems to cost most.

    Once that is proven, they are decided in every question about greater totals.
    """
    rest = [index for index in wanted if not bench.knows(flipped(bench, chosen, index))]
    waiting = set(rest)
    known = [index for index in wanted if index not in waiting]
    if rest and rule is Rule.MAX_TOTAL:
        spread(bench, chosen)
        costs = bench.costs()
        rest.sort(key=lambda index: -float(costs[index]))
    return [*known, *rest], len(known)


def stability(table: Table, bench: Bench, chosen: Mask, noise: Noise, crew: Crew, step: Step) -> Whole:
    """In how many draws each applicant is in."""
    before, counts, done = bench.nodes, np.zeros(len(table.ids), dtype=np.int64), 0
    while done < noise.draws:
        if crew.workers > 1 and done == TRIED_FIRST and bench.nodes - before > EASY_NODES:
            break
        counts += counts_of(table, bench, noise, [done])
        done += 1
        step(1)
    work = [(noise, piece) for piece in _pieces(range(done, noise.draws))]
    news = [_Stood([], bench.sets(), [])]
    for piece in crew.share(_draw, work, (table.problem, chosen), news, bench.cancelled):
        counts += piece
        step(PIECE)
    return counts


@dataclass(frozen=True, eq=False)
class _Stood:
    """What a process found out on the way goes back with its answer."""

    standings: list[Standing]
    sets: Mask
    proofs: list[Proof]


class _Desk:
    """What one process works with; set once when it starts. `heard`: how much of the news it has taken over."""

    table: Table
    bench: Bench
    chosen: Mask
    heard: int


def _start(problem: Problem, chosen: Mask) -> None:
    _Desk.table, _Desk.chosen, _Desk.heard = tabulate(problem), chosen, 0
    _Desk.bench = Bench(_Desk.table.contest)


def _hear(news: Sequence[_Stood]) -> None:
    for one in news[_Desk.heard :]:
        _Desk.bench.learn(one.sets, one.proofs)
    _Desk.heard = max(_Desk.heard, len(news))


def _stand(piece: list[int], news: Sequence[_Stood]) -> _Stood:
    _hear(news)
    bench = _Desk.bench
    sets, proofs = bench.count, len(bench.proofs)
    found = [standing(_Desk.table.problem.rule, bench, _Desk.chosen, index) for index in piece]
    return _Stood(found, bench.sets()[sets:], bench.proofs[proofs:])


def _draw(work: tuple[Noise, list[int]], news: Sequence[_Stood]) -> Whole:
    _hear(news)
    noise, draws = work
    return counts_of(_Desk.table, _Desk.bench, noise, draws)


def _pieces(work: Sequence[int]) -> list[list[int]]:
    return [list(work[start : start + PIECE]) for start in range(0, len(work), PIECE)]


class Crew:
    """Up to `workers` processes for one problem, started when first needed and kept until the `with` ends."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def share(
        self,
        do: Callable[[Work, Sequence[_Stood]], Result],
        pieces: Sequence[Work],
        start: tuple[Problem, Mask],
        news: Sequence[_Stood],
        cancelled: Callable[[], bool],
    ) -> Iterator[Result]:
        """Results in the order of the pieces. `news` may grow meanwhile; each piece is sent with all of it."""
        waiting: deque[Future[Result]] = deque()
        for piece in pieces:
            if len(waiting) > self.workers:
                yield _result(waiting.popleft(), cancelled)
            waiting.append(self._started(start).submit(do, piece, tuple(news)))
        while waiting:
            yield _result(waiting.popleft(), cancelled)

    def _started(self, start: tuple[Problem, Mask]) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.workers, mp_context=context, initializer=_start, initargs=start)
        return self._pool


def _result(one: Future[Result], cancelled: Callable[[], bool]) -> Result:
    while not wait_for([one], timeout=LOOK_EVERY_S).done:
        if cancelled():
            raise Cancelled
    return one.result()
