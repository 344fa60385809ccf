"""Proofs in whole numbers that loosening some limits does not let anyone in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from dure.engine.selection.lines import Real
from dure.engine.selection.relaxation import Relaxation
from dure.engine.selection.rows import Mask, Places, Rows, Whole

# Sums of whole prices times amounts stay below this, so that they cannot overflow.
LARGEST: Final = 2.0**58


@dataclass(frozen=True, eq=False)
class Closed:
    """No set as asked exists while `room` and the gains of the loosened limits come to less than zero."""

    room: int
    gains: Whole

    def despite(self, places: tuple[int, ...]) -> bool:
        return self.room + int(self.gains[list(places)].sum()) < 0


@dataclass(frozen=True, eq=False)
class Priced:
    """No set between pins and bars weighs more than `base` and the gains of the loosened limits, over `scale`."""

    base: int
    gains: Whole
    scale: int


def priced(rows: Rows, weights: Whole, prices: Real, loosened: Whole) -> Priced | None:
    """`loosened` is by how much each row would give.

    Weak duality: whatever the prices, rounded to whole numbers, no set weighs more than what they add up to.
    """
    mass = np.abs(rows.amounts).sum(axis=1).astype(np.float64) + np.abs(rows.high) + loosened
    scale = int(LARGEST / max(float(np.abs(prices) @ mass) + float(np.abs(weights).sum()), 1.0))
    if scale < 1:
        return None
    whole = np.rint(prices * scale).astype(np.int64)
    pull = weights * scale - whole @ rows.amounts
    most = int(pull[rows.must].sum()) + int(np.maximum(pull[rows.may & ~rows.must], 0).sum())
    rent = int((whole * np.where(whole > 0, rows.high, rows.low)).sum())
    return Priced(rent + most, np.abs(whole) * loosened, scale)


def by_prices(rows: Rows, prices: Real, loosened: Whole) -> Closed | None:
    """About any set between pins and bars: prices at which even the best of them would owe."""
    found = priced(rows, np.zeros(rows.width, dtype=np.int64), prices, loosened)
    return None if found is None else Closed(found.base, found.gains)


def by_one_row(rows: Rows, loosened: Whole) -> list[Closed]:
    """Rows that the pins alone overfill, or that all who may come in do not fill."""
    over = rows.high - rows.used(rows.must)
    under = rows.used(rows.may) - rows.low
    found = []
    for room in (over, under):
        for place in np.flatnonzero(room < 0).tolist():
            gains = np.zeros_like(loosened)
            gains[place] = loosened[place]
            found.append(Closed(int(room[place]), gains))
    return found


def refused(rows: Rows, elastic: Relaxation, loosened: Whole) -> list[Closed]:
    """Proofs that no set meets these rows at all; empty where none is found this way."""
    found = by_one_row(rows, loosened)
    if found:
        return found
    advice = elastic.solve(rows.must, rows.may)
    if not advice.feasible:
        return []
    proof = by_prices(rows, elastic.by_row(advice.prices), loosened)
    return [] if proof is None or proof.room >= 0 else [proof]


def among(order: Places, chosen: Mask, place: int, rows: Rows) -> Rows:
    """The question that refused the firm at `place` of the list: with it, all taken before and any behind it."""
    before, behind = order[:place], order[place + 1 :]
    must = rows.must.copy()
    must[before[chosen[before]]] = True
    must[order[place]] = True
    may = must.copy()
    may[behind[rows.may[behind]]] = True
    return rows.between(must, may)
