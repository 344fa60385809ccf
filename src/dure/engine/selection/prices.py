"""Bounds met in one branch, tried in the next: most branches lie close to one that was bounded before.

Prices found for one branch bound every other, and asking them costs two multiplications instead of a linear program.
"""

from __future__ import annotations

import numpy as np

from dure.engine.selection.relaxation import Ceiling
from dure.engine.selection.rows import Mask

MOST_NUMBERS = 40_000
MOST = 256


class Prices:
    """Each row stands for: no set weighs more than its base and the pulls of the set, at its most."""

    def __init__(self, width: int) -> None:
        self._most = max(1, min(MOST, MOST_NUMBERS // max(width, 1)))
        self._base = np.zeros(self._most)
        self._pulls = np.zeros((self._most, width))
        self._kept = 0

    def keep(self, ceiling: Ceiling) -> None:
        """The oldest makes room."""
        place = self._kept % self._most
        self._base[place], self._pulls[place] = ceiling.base, ceiling.pull
        self._kept += 1

    def decide(self, must: Mask, may: Mask, beyond: int) -> tuple[Mask, Mask] | None:
        """The pins and bars that sets above `beyond` must keep as well; None proves there is no such set."""
        count = min(self._kept, self._most)
        if not count:
            return must, may
        pulls, free = self._pulls[:count], may & ~must
        spread = pulls[:, free]
        most = self._base[:count] + pulls @ must + np.maximum(spread, 0.0).sum(axis=1)
        if most.min() < beyond + 1:
            return None
        lost = most[:, None] - np.abs(spread) < beyond + 1
        if not lost.any():
            return must, may
        places = np.flatnonzero(free)
        inside = places[(lost & (spread > 0)).any(axis=0)]
        outside = places[(lost & (spread < 0)).any(axis=0)]
        must, may = must.copy(), may.copy()
        must[inside], may[outside] = True, False
        return None if (must & ~may).any() else (must, may)
