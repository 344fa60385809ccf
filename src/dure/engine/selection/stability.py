"""How often each firm is in, when every score is shaken a little; reproducible on any machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from dure.engine.selection.bench import Bench
from dure.engine.selection.certain import certain
from dure.engine.selection.lists import solve_list
from dure.engine.selection.rows import Table, Whole

MOST_DRAWS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Noise:
    """`width` is the largest shake in steps, either way."""

    draws: int
    width: int
    seed: str


def shaken(table: Table, noise: Noise, draw: int) -> Whole:
    """Each score plus (u mod (2w+1)) - w steps, u from sha256 of seed, draw and id; within 0..score_max."""
    shifts = [_shift(noise, draw, one) for one in table.ids]
    return np.clip(table.contest.scores + np.array(shifts, dtype=np.int64), 0, table.problem.score_max)


def counts_of(table: Table, bench: Bench, noise: Noise, draws: Iterable[int]) -> Whole:
    """In how many of these draws each applicant is in. The bench's scores are exchanged, then put back."""
    counts = np.zeros(len(table.ids), dtype=np.int64)
    for draw in draws:
        bench.rescore(table.contest.scored(shaken(table, noise, draw)))
        counts += certain(solve_list(table.problem.rule, bench), "feasibility does not depend on scores")
    bench.rescore(table.contest)
    return counts


def _shift(noise: Noise, draw: int, one: str) -> int:
    drawn = hashlib.sha256(f"{noise.seed}\n{draw}\n{one}".encode()).digest()
    return int.from_bytes(drawn[:8], "big") % (2 * noise.width + 1) - noise.width
