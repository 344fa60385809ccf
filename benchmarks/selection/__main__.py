"""The list by both rules beside scipy's MILP alone and CP-SAT, on the same problems, in the same run.

    python -m benchmarks.selection --sizes 200,2000 --seconds 60

The peers find a greatest total; Dure's time holds the unique list by the tie order as well. Each line shows processor
seconds, all threads together, and elapsed seconds: on a busy machine only the first can be compared. Ratios are
peer / Dure (max_total) in processor seconds; a peer that ran out of its time limit is shown with the gap it had left,
and its ratio is a lower bound. All four sizes take some ten minutes.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from typing import Final

from benchmarks.selection.apart import Peer, apart, processor, timed
from benchmarks.selection.peers import Outcome, by_cp_sat, by_milp
from benchmarks.selection.problems import crossing_limits

from dure.engine.selection.lists import list_of
from dure.engine.selection.parse import parse_problem
from dure.engine.selection.problem import Problem, Rule
from dure.engine.selection.rows import tabulate
from dure.engine.selection.solve import Options, solve_parts
from dure.engine.selection.stability import Noise

SIZES = "200,2000,20000,100000"


PEERS: Final[tuple[tuple[str, Peer], ...]] = (("scipy milp", by_milp), ("CP-SAT", by_cp_sat))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=SIZES, help=f"applicants, separated by commas ({SIZES})")
    parser.add_argument("--seconds", type=float, default=60.0, help="elapsed limit for each peer and size (60)")
    parser.add_argument("--draws", type=int, default=300, help="stability draws of the desk's part (300)")
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for size in sizes:
        _beside_peers(size, arguments.seconds)
    if 200 in sizes:
        _desk(arguments.draws)
    return 0


def _beside_peers(size: int, seconds: float) -> None:
    problem = parse_problem(crossing_limits(size, seed=1))
    print(f"{size:,} applicants, {len(problem.limits)} limits, {problem.seats:,} seats")
    ours, total = timed(lambda: _total(problem))
    print(f"  dure max_total    {ours}   total {total}")
    in_order, _ = timed(lambda: list_of(Rule.SCORE_ORDER, tabulate(problem).contest))
    print(f"  dure score_order  {in_order}")
    sys.stdout.flush()
    for name, peer in PEERS:
        spent, found = apart(peer, problem, seconds)
        ratio = f"{spent.processor / ours.processor:.1f}"
        shown = f"ratio {ratio}" if found.total is not None else f"ratio above {ratio}   {_unproved(found, seconds)}"
        differs = "" if found.total in (None, total) else f"   DIFFERS: total {found.total}"
        print(f"  {name:16}  {spent}   {shown}{differs}")
        sys.stdout.flush()


def _unproved(found: Outcome, seconds: float) -> str:
    gap = "nothing found" if found.gap is None else f"gap {found.gap:.2e}"
    return f">{seconds:.0f} s, {gap}"


def _total(problem: Problem) -> int | None:
    contest = tabulate(problem).contest
    chosen = list_of(Rule.MAX_TOTAL, contest)
    return None if chosen is None else int(contest.scores[chosen].sum())


def _desk(draws: int) -> None:
    """Each part of the desk's answer at 200 applicants, as it arrives, shared by two processes; then what all spent."""
    for rule in Rule:
        for seed in (1, 2, 3):
            problem = parse_problem({**crossing_limits(200, seed=seed), "rule": rule.value})
            options = Options(noise=Noise(draws, 10**problem.decimals, "7"), workers=2)
            before, start, line = processor(), time.perf_counter(), []
            for part in solve_parts(problem, options):
                line.append(f"{part.name} {time.perf_counter() - start:.2f} s")
            for helper in multiprocessing.active_children():
                helper.join()
            line.append(f"{processor() - before:.2f} s CPU")
            print(f"desk, {rule.value}, problem {seed}: {' · '.join(line)}")
            sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
