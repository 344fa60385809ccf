"""Questions answered once: the greatest weight between some pins and bars.

A question with more pins and bars cannot do better, so a remembered set of that weight answers it as well.
"""

from __future__ import annotations

import numpy as np

from dure.engine.selection.rows import Mask, Rows

NOTHING = -1
MOST = 2000


class Proven:
    def __init__(self, width: int) -> None:
        self._must = np.zeros((0, width), dtype=np.bool_)
        self._may = np.zeros((0, width), dtype=np.bool_)
        self._weight = np.zeros(0, dtype=np.int64)

    def keep(self, must: Mask, may: Mask, weight: int) -> None:
        """`weight` is the greatest between these pins and bars; NOTHING if there is no set."""
        self._must = np.vstack([self._must, must])[-MOST:]
        self._may = np.vstack([self._may, may])[-MOST:]
        self._weight = np.append(self._weight, weight)[-MOST:]

    def ceiling(self, rows: Rows) -> int | None:
        """The least proven ceiling of a question at least as wide, if any."""
        wider = ~(self._must & ~rows.must).any(axis=1) & ~(rows.may & ~self._may).any(axis=1)
        return int(self._weight[wider].min()) if bool(wider.any()) else None
