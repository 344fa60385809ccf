"""Assessors by lot: a calling order for each firm that anyone can recompute from the seed.

The number of a pair is the first 8 bytes, as a big-endian whole number, of
sha256("<seed>\\n<firm>\\n<assessor>") in UTF-8. A firm's calling order is its assessors without conflict
by that number, then by id. Firms are served in code-point order of their ids: each takes the next of its
calling order whose load is not full and with whom all later firms and least loads can still be served.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from dure.engine.assessors.flow import can_be_met
from dure.engine.assessors.problem import Problem

Orders = Mapping[str, tuple[str, ...]]


def lot(seed: str, firm: str, assessor: str) -> int:
    return int.from_bytes(sha256(f"{seed}\n{firm}\n{assessor}".encode()).digest()[:8], "big")


def calling_orders(problem: Problem, seed: str) -> Orders:
    """By firm, in code-point order of the firms' ids."""
    barred = set(problem.conflicts)
    ids = [one.id for one in problem.assessors]
    return {
        firm: tuple(
            sorted(
                (one for one in ids if (firm, one) not in barred),
                key=lambda one: (lot(seed, firm, one), one),
            )
        )
        for firm in sorted(one.id for one in problem.firms)
    }


def drawn(problem: Problem, orders: Orders) -> Orders | None:
    """The assessors called, each firm's in calling order; None where no assignment exists."""
    table = _Table(problem, orders)
    if not table.fits(0, {}):
        return None
    return {firm: table.serve(place) for place, firm in enumerate(orders)}


class _Table:
    """What each assessor may still take and still owes, as firm after firm is served."""

    def __init__(self, problem: Problem, orders: Orders) -> None:
        self.per_firm = problem.per_firm
        self.left = {one.id: one.max_load for one in problem.assessors}
        self.owed = {one.id: one.min_load for one in problem.assessors}
        self.number = {one.id: number for number, one in enumerate(problem.assessors)}
        self.orders = list(orders.values())
        self.allowed = [[self.number[one] for one in order] for order in self.orders]

    def serve(self, place: int) -> tuple[str, ...]:
        """Mostly the first free ones leave room for the rest; only else is each called on its own."""
        free = [one for one in self.orders[place] if self.left[one] > 0]
        called = free[: self.per_firm]
        if len(called) < self.per_firm or not self.fits(place + 1, dict.fromkeys(called, 1)):
            called = self._one_by_one(place, free)
        for one in called:
            self.left[one] -= 1
            self.owed[one] = max(0, self.owed[one] - 1)
        return tuple(called)

    def fits(self, start: int, taken: Mapping[str, int], now: tuple[list[int], int] | None = None) -> bool:
        """Whether firms from `start` on can be served; `now`: candidates and need of the one being served."""
        rows = [*self.allowed[start:], *([now[0]] if now else [])]
        needs = [self.per_firm] * (len(self.allowed) - start) + ([now[1]] if now else [])
        least = [max(0, owed - taken.get(one, 0)) for one, owed in self.owed.items()]
        most = [left - taken.get(one, 0) for one, left in self.left.items()]
        return can_be_met(rows, needs, least, most)

    def _one_by_one(self, place: int, free: list[str]) -> list[str]:
        called: list[str] = []
        for number, one in enumerate(free):
            if len(called) == self.per_firm:
                break
            taken = dict.fromkeys([*called, one], 1)
            rest = [self.number[other] for other in free[number + 1 :]]
            if self.fits(place + 1, taken, (rest, self.per_firm - len(taken))):
                called.append(one)
        return called
