"""From below: sets without one firm, each with the limits that it needs to give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from dure.engine.selection.neighbours import WIDEST, swapped
from dure.engine.selection.rows import Mask, Rows, Whole

MOST_SWAPS: Final = 12


@dataclass(frozen=True, eq=False)
class Rival:
    weight: int
    chosen: Mask


class Rivals:
    """`rows` are the limits as they are, with the firm barred. Only sets of some loosening may be kept."""

    def __init__(self, rows: Rows, weights: Whole) -> None:
        self._rows, self._weights = rows, weights
        self._all: list[Rival] = []
        self._worth = np.zeros(0, dtype=np.int64)
        self._needs = np.zeros((0, len(rows.low)), dtype=np.bool_)

    def keep(self, chosen: Mask) -> None:
        used = self._rows.used(chosen)
        rival = Rival(int(self._weights[chosen].sum(dtype=np.int64)), chosen)
        self._all.append(rival)
        self._worth = np.append(self._worth, rival.weight)
        self._needs = np.vstack([self._needs, (used > self._rows.high) | (used < self._rows.low)])

    def best(self, some: tuple[int, ...]) -> Rival:
        """The heaviest kept set that these limits, giving, let in; the list itself always is one."""
        strict = np.ones(len(self._rows.low), dtype=np.bool_)
        strict[list(some)] = False
        fits = ~self._needs[:, strict].any(axis=1)
        return self._all[int(np.argmax(np.where(fits, self._worth, -1)))]

    def improve(self, rows: Rows, rival: Rival, most: int) -> None:
        """By swaps within the loosened `rows`, to a set above `most` or as far as they lead."""
        weight, chosen = rival.weight, rival.chosen
        if rows.width > WIDEST:
            return
        for _ in range(MOST_SWAPS):
            found = swapped(rows, self._weights, chosen)
            weights = [int(self._weights[one].sum(dtype=np.int64)) for one in found]
            if max(weights, default=0) <= weight:
                return
            weight, chosen = max(weights), found[weights.index(max(weights))]
            self.keep(chosen)
            if weight > most:
                return
