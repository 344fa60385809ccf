"""Sets close to those known: one firm out, one in. Good sets found early spare the search most of its branches."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dure.engine.selection.bench import Bench
from dure.engine.selection.rows import Mask, Rows, Whole

WIDEST = 400
MOST_EXPANDED = 160
NONE = -(2**62)

Pairs = NDArray[np.int64]


def spread(bench: Bench, chosen: Mask) -> None:
    """Let the bench learn good sets that decide each firm otherwise than `chosen`, by swaps from `chosen` on."""
    rows = bench.contest.rows
    if rows.width > WIDEST:
        return
    weights = bench.contest.weights
    best = np.full(rows.width, NONE, dtype=np.int64)
    waiting = [chosen]
    for _ in range(MOST_EXPANDED):
        if not waiting:
            return
        waiting.sort(key=lambda one: int(weights[one].sum()))
        for found in swapped(rows, weights, waiting.pop()):
            weight = int(weights[found].sum())
            flips = found ^ chosen
            if bool((best[flips] < weight).any()):
                best[flips] = np.maximum(best[flips], weight)
                bench.keep(found)
                waiting.append(found)


def swapped(rows: Rows, weights: Whole, chosen: Mask) -> list[Mask]:
    """For each firm the heaviest set that one swap with it leads to."""
    leaving = np.append(np.flatnonzero(chosen & ~rows.must), rows.width)
    coming = np.append(np.flatnonzero(rows.may & ~chosen), rows.width)
    gain = _gains(rows, weights, chosen, leaving, coming)
    gain[-1, -1] = NONE
    pairs = {(place, int(gain[place].argmax())) for place in range(len(leaving))}
    pairs |= {(int(gain[:, place].argmax()), place) for place in range(len(coming))}
    found = []
    for out, inside in sorted(pairs):
        if gain[out, inside] != NONE:
            found.append(_exchanged(chosen, int(leaving[out]), int(coming[inside])))
    return found


def _gains(rows: Rows, weights: Whole, chosen: Mask, leaving: Pairs, coming: Pairs) -> Pairs:
    """What each swap adds to the weight; NONE where it breaks a row."""
    used = rows.used(chosen)
    room, spare = rows.high - used, used - rows.low
    worth = np.append(weights, 0)
    gain = worth[coming][None, :] - worth[leaving][:, None]
    fits = np.ones(gain.shape, dtype=np.bool_)
    for place in range(len(room)):
        amounts = np.append(rows.amounts[place], 0)
        more = amounts[coming][None, :] - amounts[leaving][:, None]
        fits &= (more <= room[place]) & (-more <= spare[place])
    return np.where(fits, gain, NONE)


def _exchanged(chosen: Mask, out: int, inside: int) -> Mask:
    found = np.append(chosen, False)
    found[out], found[inside] = False, True
    return found[:-1]
