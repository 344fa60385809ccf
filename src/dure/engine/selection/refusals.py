"""Proofs of emptiness, kept: prices under which no set between some pins and bars can meet the rows.

The same prices often refute the next question as well, and asking them costs one multiplication.
"""

from __future__ import annotations

import numpy as np

from dure.engine.selection.lines import Real
from dure.engine.selection.relaxation import Ceiling
from dure.engine.selection.rows import Mask

MOST_NUMBERS = 2_000_000
MOST = 400


class Refusals:
    """Each row stands for: base + the pulls of a set, at its most, is below zero where no set exists."""

    def __init__(self, width: int) -> None:
        self._base = np.zeros(0)
        self._pulls = np.zeros((0, width))
        self._most_kept = max(1, min(MOST, MOST_NUMBERS // max(width, 1)))

    def keep(self, ceiling: Ceiling) -> None:
        self._base = np.append(self._base, ceiling.base)[-self._most_kept :]
        self._pulls = np.vstack([self._pulls, ceiling.pull])[-self._most_kept :]

    def refute(self, must: Mask, may: Mask) -> bool:
        """Whether a kept proof shows that no set lies between `must` and `may`."""
        if not self._base.size:
            return False
        return bool((self._base + self._most(must, may) < 0).any())

    def shut_out(self, must: Mask, may: Mask) -> Mask:
        """Those of `may` whom a kept proof keeps out of every set between `must` and `may`."""
        values = self._base + self._most(must, may)
        return may & ~must & (values[:, None] + np.minimum(self._pulls, 0.0) < 0).any(axis=0)

    def _most(self, must: Mask, may: Mask) -> Real:
        pinned = self._pulls[:, must].sum(axis=1)
        return np.asarray(pinned + np.maximum(self._pulls[:, may & ~must], 0.0).sum(axis=1))
