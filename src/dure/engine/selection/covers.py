"""Lifted cover inequalities: from one row, whole-number inequalities that every whole solution keeps.

They cut away the fractional corners where a linear relaxation spends a budget to the last won. They follow
from the row alone, so one found for any question holds for all questions about the same rows.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Shares = NDArray[np.float64]
NEAR = 1e-6
VIOLATED = 1e-3
NEVER = 1 << 62


@dataclass(frozen=True, eq=False)
class Knapsack:
    """`amounts @ x <= room` over the applicants `members`; with `outside`, x counts those left out."""

    members: NDArray[np.intp]
    amounts: list[int]
    room: int
    outside: bool


@dataclass(frozen=True, eq=False)
class Cut:
    """`factors @ chosen[members] <= bound`."""

    members: NDArray[np.intp]
    factors: NDArray[np.int64]
    bound: int

    def slack(self, shares: Shares) -> float:
        return self.bound - float(self.factors @ shares[self.members])


def separate(knapsack: Knapsack, shares: Shares) -> Cut | None:
    """A lifted cover inequality of this row that the fractional `shares` break, if the heuristic finds one."""
    inside = shares[knapsack.members]
    x = (1.0 - inside if knapsack.outside else inside).tolist()
    cover = _cover(knapsack.amounts, knapsack.room, x)
    if cover is None:
        return None
    factors, bound = _lifted(knapsack.amounts, knapsack.room, x, cover)
    if sum(factor * x[item] for item, factor in factors.items()) <= bound + VIOLATED:
        return None
    return _as_cut(knapsack, factors, bound)


def _cover(amounts: list[int], room: int, x: list[float]) -> list[int] | None:
    """A minimal set of items that do not fit together, close to what `x` holds."""
    order = sorted(range(len(amounts)), key=lambda item: ((1.0 - x[item]) / amounts[item], -amounts[item]))
    cover: list[int] = []
    weight = 0
    for item in order:
        if amounts[item] > room:
            continue
        cover.append(item)
        weight += amounts[item]
        if weight > room:
            break
    if weight <= room:
        return None
    for item in sorted(cover, key=lambda item: (x[item], amounts[item])):
        if weight - amounts[item] > room:
            cover.remove(item)
            weight -= amounts[item]
    return cover


def _lifted(amounts: list[int], room: int, x: list[float], cover: list[int]) -> tuple[dict[int, int], int]:
    """Sequential lifting: fractional items up, then the full ones of the cover down, then the rest up.

    `lightest[v]` is the least weight at which the inequality's left side reaches v.
    """
    full = sorted((item for item in cover if x[item] > 1 - NEAR), key=lambda item: amounts[item])
    core = [item for item in cover if x[item] <= 1 - NEAR]
    while len(core) < 2 and full:
        core.append(full.pop())
    room -= sum(amounts[item] for item in full)
    factors = dict.fromkeys(core, 1)
    bound = len(core) - 1
    lightest = [0]
    for item in core:
        lightest = _with(lightest, amounts[item], 1)
    inside = set(cover)
    rest = sorted((item for item in range(len(amounts)) if item not in inside), key=lambda item: -amounts[item])
    for item in rest:
        if x[item] > NEAR:
            lightest = _lift_up(item, amounts[item], room, bound, factors, lightest)
    for item in reversed(full):
        room += amounts[item]
        factors[item] = _reach(lightest, room) - bound
        bound += factors[item]
        lightest = _with(lightest, amounts[item], factors[item])
    for item in rest:
        if x[item] <= NEAR:
            lightest = _lift_up(item, amounts[item], room, bound, factors, lightest)
    return factors, bound


def _lift_up(item: int, amount: int, room: int, bound: int, factors: dict[int, int], lightest: list[int]) -> list[int]:
    if amount > room:
        return lightest
    factor = bound - _reach(lightest, room - amount)
    if factor <= 0:
        return lightest
    factors[item] = factor
    return _with(lightest, amount, factor)


def _reach(lightest: list[int], room: int) -> int:
    """The greatest left side that fits into `room` (which is never negative here)."""
    return bisect_right(lightest, room) - 1


def _with(lightest: list[int], amount: int, factor: int) -> list[int]:
    """`lightest[v]` is the least weight of a left side of v or more, so it rises with v; made longer by one item."""
    if factor <= 0:
        return lightest
    padded = lightest + [NEVER] * factor
    lower = [amount] * factor + [weight + amount for weight in lightest]
    return [min(pair) for pair in zip(padded, lower, strict=True)]


def _as_cut(knapsack: Knapsack, factors: dict[int, int], bound: int) -> Cut:
    items = [item for item, factor in factors.items() if factor > 0]
    values = np.array([factors[item] for item in items], dtype=np.int64)
    if knapsack.outside:
        bound -= int(values.sum())
        values = -values
    return Cut(knapsack.members[items], values, bound)
