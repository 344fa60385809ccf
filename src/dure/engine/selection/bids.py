"""From above: what a set with one firm can weigh at most, whichever limits give."""

from __future__ import annotations

from typing import Final

import numpy as np

from dure.engine.selection.closed import priced
from dure.engine.selection.relaxation import Relaxation
from dure.engine.selection.rows import Rows, Whole

UNKNOWN: Final = 1 << 62


class Bids:
    """Linear prices asked under one loosening bound the sets of any other; so does a proof for all it contains.

    `rows` are the limits as they are, with the firm pinned; `amounts` is by how much each would give.
    """

    def __init__(self, rows: Rows, weights: Whole, amounts: Whole) -> None:
        self._rows, self._weights, self._amounts = rows, weights, amounts
        count = len(amounts)
        self._base = np.zeros(0, dtype=np.int64)
        self._gains = np.zeros((0, count), dtype=np.int64)
        self._scale = np.zeros(0, dtype=np.int64)
        self._strict = np.zeros((0, count), dtype=np.bool_)
        self._top = np.zeros(0, dtype=np.int64)

    def most(self, some: tuple[int, ...]) -> int:
        """The least of all bounds known for these limits giving."""
        places = list(some)
        priced_at = (self._base + self._gains[:, places].sum(axis=1)) // self._scale
        proven = self._top[~self._strict[:, places].any(axis=1)]
        return min(int(priced_at.min(initial=UNKNOWN)), int(proven.min(initial=UNKNOWN)))

    def ask(self, rows: Rows) -> None:
        """Learn the linear prices of these loosened limits."""
        model = Relaxation(rows, self._weights)
        advice = model.solve(self._rows.must, self._rows.may)
        if not advice.feasible:
            return
        found = priced(self._rows, self._weights, model.by_row(advice.prices), self._amounts)
        if found is None:
            return
        self._base = np.append(self._base, found.base)
        self._gains = np.vstack([self._gains, found.gains])
        self._scale = np.append(self._scale, found.scale)

    @property
    def unpriced(self) -> list[int]:
        """The limits that cost nothing at the prices learned last."""
        return np.flatnonzero(self._gains[-1] == 0).tolist() if len(self._gains) else []

    def prove(self, wide: tuple[int, ...], most: int) -> None:
        """No set with the firm weighs more than `most` while only limits of `wide` give."""
        strict = np.ones(len(self._amounts), dtype=np.bool_)
        strict[list(wide)] = False
        self._strict = np.vstack([self._strict, strict])
        self._top = np.append(self._top, most)
