"""The assignment as a mixed-integer programme for HiGHS (scipy.optimize.milp).

Firms and assessors stand in code-point order of their ids, so the order of the file changes nothing.
HiGHS computes in floating point: every witness is rounded and re-added in Python integers before it counts.
Limits are numbers of search nodes, never seconds, so that a repeated run gives the same answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import floor
from typing import Any, Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack, vstack

from dure.engine.assessors.problem import Problem

LEAST_NODES: Final = 20
NODE_WORK: Final = 200_000  # nodes times variables
ROUNDING: Final = 1e-6

Arrangement = tuple[frozenset[int], ...]
Array = np.ndarray[Any, np.dtype[np.float64]]


class Found(StrEnum):
    OPTIMAL = "optimal"
    NONE_EXISTS = "none_exists"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Reply:
    """`arrangement` is a verified witness, or None where none was found before the node limit.

    `bound`: no total is greater.
    """

    found: Found
    arrangement: Arrangement | None
    bound: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an arrangement must fulfil beyond conflicts and loads.

    `worst`: the least sum of each firm; `total`: the least sum of all; `split`: groups of assessors, each
    of which must share some firm with the assessors outside it.
    """

    worst: int | None = None
    total: int | None = None
    split: tuple[frozenset[int], ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """The problem by position; `pairs` holds the pairs without conflict in (firm, assessor) order."""

    firms: tuple[str, ...]
    assessors: tuple[str, ...]
    per_firm: int
    least: tuple[int, ...]
    most: tuple[int, ...]
    values: tuple[tuple[int, ...], ...]
    pairs: tuple[tuple[int, int], ...]

    def sums(self, arrangement: Arrangement) -> list[int]:
        return [sum(row[a] for a in chosen) for row, chosen in zip(self.values, arrangement, strict=True)]


def grid_of(problem: Problem) -> Grid:
    rows = sorted(range(len(problem.firms)), key=lambda index: problem.firms[index].id)
    columns = sorted(range(len(problem.assessors)), key=lambda index: problem.assessors[index].id)
    firms = tuple(problem.firms[index].id for index in rows)
    pool = [problem.assessors[index] for index in columns]
    barred = set(problem.conflicts)
    return Grid(
        firms=firms,
        assessors=tuple(assessor.id for assessor in pool),
        per_firm=problem.per_firm,
        least=tuple(assessor.min_load for assessor in pool),
        most=tuple(assessor.max_load for assessor in pool),
        values=tuple(tuple(problem.affinity[f][a] for a in columns) for f in rows),
        pairs=tuple(
            (f, a)
            for f, firm in enumerate(firms)
            for a, assessor in enumerate(pool)
            if (firm, assessor.id) not in barred
        ),
    )


def ask(grid: Grid, wanted: Wanted, *, fixed: Mapping[int, int] | None = None, best_total: bool = True) -> Reply:
    """The arrangement of greatest total that is as wanted, or any such arrangement.

    `fixed` takes (1) or leaves (0) pairs by their number in `grid.pairs`.
    """
    rows, lower, upper = _limits(grid, wanted)
    width = rows.shape[1]
    cost = np.zeros(width)
    if best_total:
        cost[: len(grid.pairs)] = [-grid.values[f][a] for f, a in grid.pairs]
    low, high = np.zeros(width), np.ones(width)
    for number, value in (fixed or {}).items():
        low[number] = high[number] = value
    answer = milp(
        cost,
        constraints=LinearConstraint(rows, lower, upper),
        bounds=Bounds(low, high),
        integrality=np.ones(width),
        options={"mip_rel_gap": 0, "node_limit": max(LEAST_NODES, NODE_WORK // width)},
    )
    if answer.status == 2:
        return Reply(Found.NONE_EXISTS, None, 0)
    witness = None if answer.x is None else _witness(grid, wanted, answer.x)
    proven = answer.status == 0 and witness is not None
    found = Found.OPTIMAL if proven else Found.UNDECIDED
    return Reply(found, witness, _rounded_down(-(answer.mip_dual_bound or 0.0)))


def worst_bound(grid: Grid) -> int:
    """No arrangement serves its worst firm better than this (linear relaxation, rounded to the safe side)."""
    rows, lower, upper = _limits(grid, Wanted(worst=0))
    firms = len(grid.firms)
    pull = csr_array(np.r_[np.zeros(rows.shape[0] - firms), -np.ones(firms)].reshape(-1, 1))
    matrix = _beside(rows, pull)
    cost = np.r_[np.zeros(rows.shape[1]), -1.0]
    both = vstack([matrix, -matrix]).tocsr()
    limit = np.r_[upper, -lower]
    kept = np.isfinite(limit)
    answer = linprog(cost, A_ub=both[kept], b_ub=limit[kept], bounds=[(0, 1)] * rows.shape[1] + [(0, None)])
    by_firm = min(sum(sorted(row, reverse=True)[: grid.per_firm]) for row in grid.values)
    if answer.fun is None:
        return by_firm
    return min(by_firm, _rounded_down(-answer.fun))


def _rounded_down(bound: float) -> int:
    """To a whole step, on the safe side of floating point."""
    return floor(bound + ROUNDING * max(1.0, abs(bound)))


def _limits(grid: Grid, wanted: Wanted) -> tuple[csr_array, Array, Array]:
    """Rows over the pairs (and over one auxiliary variable a firm and group of `split`)."""
    firms, assessors, pairs = len(grid.firms), len(grid.assessors), len(grid.pairs)
    f = np.array([pair[0] for pair in grid.pairs])
    a = np.array([pair[1] for pair in grid.pairs])
    value = np.array([float(grid.values[x][y]) for x, y in grid.pairs])
    every = np.arange(pairs)
    blocks = [
        _block(np.ones(pairs), f, every, (firms, pairs)),
        _block(np.ones(pairs), a, every, (assessors, pairs)),
    ]
    lower: list[Array] = [np.full(firms, float(grid.per_firm)), np.array(grid.least, float)]
    upper: list[Array] = [np.full(firms, float(grid.per_firm)), np.array(grid.most, float)]
    if wanted.total is not None:
        blocks.append(_block(value, np.zeros(pairs, int), every, (1, pairs)))
        lower.append(np.array([float(wanted.total)]))
        upper.append(np.array([np.inf]))
    if wanted.worst is not None:
        blocks.append(_block(value, f, every, (firms, pairs)))
        lower.append(np.full(firms, float(wanted.worst)))
        upper.append(np.full(firms, np.inf))
    rows = vstack(blocks).tocsr()
    low, high = np.concatenate(lower), np.concatenate(upper)
    for group in wanted.split:
        rows, low, high = _with_split(rows, low, high, f, np.isin(a, sorted(group)))
    return rows, low, high


def _with_split(rows: csr_array, low: Array, high: Array, firm: Any, inside: Any) -> tuple[csr_array, Array, Array]:
    """One variable a firm, at most the number of its assessors inside and outside; their sum at least 1."""
    firms, pairs = int(firm.max()) + 1, len(firm)
    width = rows.shape[1]
    each = csr_array(np.eye(firms))
    cuts = []
    for side in (inside, ~inside):
        columns = np.arange(pairs)[side]
        row = _block(np.ones(len(columns)), firm[side], columns, (firms, width))
        cuts.append(_beside(row, -each))
    some = _beside(csr_array((1, width)), csr_array(np.ones((1, firms))))
    wider = _beside(rows, csr_array((rows.shape[0], firms)))
    matrix = vstack([wider, *cuts, some]).tocsr()
    return (
        matrix,
        np.r_[low, np.zeros(2 * firms), 1.0],
        np.r_[high, np.full(2 * firms + 1, np.inf)],
    )


def _block(values: Any, rows: Any, columns: Any, shape: tuple[int, int]) -> csr_array:
    return csr_array((values, (rows, columns)), shape=shape)


def _beside(left: Any, right: Any) -> csr_array:
    return hstack([left, right]).tocsr()


def _witness(grid: Grid, wanted: Wanted, found: Sequence[float]) -> Arrangement | None:
    """The rounded arrangement, if integers confirm that it is as wanted."""
    chosen: list[set[int]] = [set() for _ in grid.firms]
    for (f, a), share in zip(grid.pairs, found, strict=False):
        if share > 0.5:
            chosen[f].add(a)
    arrangement = tuple(frozenset(row) for row in chosen)
    loads = [sum(a in row for row in arrangement) for a in range(len(grid.assessors))]
    sums = grid.sums(arrangement)
    kept = (
        all(len(row) == grid.per_firm for row in arrangement)
        and all(low <= load <= high for low, load, high in zip(grid.least, loads, grid.most, strict=True))
        and (wanted.worst is None or min(sums) >= wanted.worst)
        and (wanted.total is None or sum(sums) >= wanted.total)
    )
    return arrangement if kept else None
