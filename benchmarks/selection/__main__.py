"""The list by both rules beside scipy's MILP alone and CP-SAT, on the same problems, in the same run.

    python -m benchmarks.selection --sizes 200,2000 --seconds 120

The peers find a greatest total; Dure's time holds the unique list by the tie order as well. Each line shows processor
seconds, all threads together, and elapsed seconds: on a busy machine only the first can be compared. Ratios are
peer / Dure (max_total) in processor seconds; one of a peer that ran out of its time limit is a lower bound.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

from benchmarks.selection.peers import by_cp_sat, by_milp
from benchmarks.selection.problems import crossing_limits

from dure.engine.selection.lists import list_of
from dure.engine.selection.parse import parse_problem
from dure.engine.selection.problem import Problem, Rule
from dure.engine.selection.rows import tabulate
from dure.engine.selection.solve import Options, solve_parts
from dure.engine.selection.stability import Noise

T = TypeVar("T")

SIZES = "200,2000,20000,100000"


PEERS: Final = (("scipy milp", by_milp), ("CP-SAT", by_cp_sat))


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds."""

    processor: float
    elapsed: float

    def __str__(self) -> str:
        return f"{self.processor:9.2f} s CPU {self.elapsed:9.2f} s"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=SIZES, help=f"applicants, separated by commas ({SIZES})")
    parser.add_argument("--seconds", type=float, default=300.0, help="elapsed limit for each peer and size (300)")
    parser.add_argument("--draws", type=int, default=300, help="stability draws of the desk's part (300)")
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    for size in sizes:
        _beside_peers(size, arguments.seconds)
    if 200 in sizes:
        _desk(arguments.draws)
    return 0


def _beside_peers(size: int, seconds: float) -> None:
    problem = parse_problem(crossing_limits(size, seed=1))
    print(f"{size:,} applicants, {len(problem.limits)} limits, {problem.seats:,} seats")
    ours, total = _timed(lambda: _total(problem))
    print(f"  dure max_total    {ours}   total {total}")
    in_order, _ = _timed(lambda: list_of(Rule.SCORE_ORDER, tabulate(problem).contest))
    print(f"  dure score_order  {in_order}")
    sys.stdout.flush()
    for name, peer in PEERS:
        spent, found = _timed(partial(peer, problem, seconds))
        ratio = f"{spent.processor / ours.processor:.1f}"
        shown = f"ratio above {ratio}   no proof in {seconds:.0f} s" if found is None else f"ratio {ratio}"
        differs = "" if found in (None, total) else f"   DIFFERS: total {found}"
        print(f"  {name:16}  {spent}   {shown}{differs}")
        sys.stdout.flush()


def _total(problem: Problem) -> int | None:
    contest = tabulate(problem).contest
    chosen = list_of(Rule.MAX_TOTAL, contest)
    return None if chosen is None else int(contest.scores[chosen].sum())


def _desk(draws: int) -> None:
    """Each part of the desk's answer at 200 applicants, as it arrives."""
    for rule in Rule:
        for seed in (1, 2, 3):
            problem = parse_problem({**crossing_limits(200, seed=seed), "rule": rule.value})
            options = Options(noise=Noise(draws, 10**problem.decimals, "7"), workers=2)
            start, line = time.perf_counter(), []
            for part in solve_parts(problem, options):
                line.append(f"{part.name} {time.perf_counter() - start:.2f} s")
            print(f"desk, {rule.value}, problem {seed}: {' · '.join(line)}")
            sys.stdout.flush()


def _timed(work: Callable[[], T]) -> tuple[Spent, T]:
    elapsed, processor = time.perf_counter(), time.process_time()
    found = work()
    return Spent(time.process_time() - processor, time.perf_counter() - elapsed), found


if __name__ == "__main__":
    sys.exit(main())
