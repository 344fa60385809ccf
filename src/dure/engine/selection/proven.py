"""Questions answered once: the greatest weight between some pins and bars.

A question with more pins and bars cannot do better, so a remembered set of that weight answers it as well. A
question that only one firm's decision keeps from being such a question cannot do better with that firm decided so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dure.engine.selection.rows import Mask, Rows, Whole

NOTHING = -1
MOST = 2000


@dataclass(frozen=True, eq=False)
class Proof:
    """No set between `must` and `may` weighs more than `weight`; `equals`, where listed, are all that weigh as much."""

    must: Mask
    may: Mask
    weight: int
    equals: tuple[Mask, ...] | None = None


class Proven:
    def __init__(self, width: int) -> None:
        self._must = np.zeros((0, width), dtype=np.bool_)
        self._may = np.zeros((0, width), dtype=np.bool_)
        self._weight = np.zeros(0, dtype=np.int64)
        self._equals: list[tuple[Mask, ...] | None] = []

    def keep(self, must: Mask, may: Mask, weight: int, equals: tuple[Mask, ...] | None = None) -> None:
        """`weight` is the greatest between these pins and bars; NOTHING if there is no set."""
        self._must = np.vstack([self._must, must])[-MOST:]
        self._may = np.vstack([self._may, may])[-MOST:]
        self._weight = np.append(self._weight, weight)[-MOST:]
        self._equals = [*self._equals, equals][-MOST:]

    def ceiling(self, rows: Rows) -> int | None:
        """The least proven ceiling of a question at least as wide, if any."""
        wider = self._apart(rows)[0] == 0
        return int(self._weight[wider].min()) if bool(wider.any()) else None

    def equals(self, rows: Rows, weight: int) -> list[Mask] | None:
        """All sets of this question that weigh `weight`, where a proof says so; None if nothing is known."""
        wider = self._apart(rows)[0] == 0
        for place in np.flatnonzero(wider & (self._weight == weight)).tolist():
            sets = self._equals[place]
            if sets is not None:
                return [one for one in sets if _between(one, rows)]
        return None

    def decided(self, rows: Rows, beyond: int) -> Rows:
        """The same question with those decided whom the proofs decide for sets above `beyond`."""
        lesser = self._weight <= beyond
        if not bool(lesser.any()):
            return rows
        while True:
            apart, pins, bars = self._apart(rows)
            single = lesser & (apart == 1)
            never = pins[single].any(axis=0) & rows.may
            always = bars[single].any(axis=0) & ~rows.must
            if not bool(never.any() or always.any()):
                return rows
            rows = rows.between(rows.must | always, rows.may & ~never)

    def _apart(self, rows: Rows) -> tuple[Whole, Mask, Mask]:
        """How many pins and bars of each proof the question lacks, and which."""
        pins, bars = self._must & ~rows.must, rows.may & ~self._may
        return np.asarray(pins.sum(axis=1) + bars.sum(axis=1)), pins, bars


def _between(chosen: Mask, rows: Rows) -> bool:
    return not bool((rows.must & ~chosen).any() or (chosen & ~rows.may).any())
