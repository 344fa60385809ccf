"""The list by each rule. Both are the first set in an order: of all feasible sets, or of the heaviest ones."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dure.engine.selection.bench import Bench, fill
from dure.engine.selection.certain import certain
from dure.engine.selection.problem import Rule
from dure.engine.selection.rows import Contest, Mask, Places, Rows
from dure.engine.selection.search import Found, tightened

# Above this width the tie order is followed among the undecided alone.
WIDE = 1000


def solve_list(rule: Rule, bench: Bench) -> Mask | None:
    """The rule's unique answer to the bench's contest; None proves that no set is feasible."""
    return greatest_total(bench) if rule is Rule.MAX_TOTAL else score_order(bench)


def list_of(rule: Rule, contest: Contest, cancelled: Callable[[], bool] = lambda: False) -> Mask | None:
    return solve_list(rule, Bench(contest, cancelled))


def score_order(bench: Bench) -> Mask | None:
    """Down the list, a firm is taken whenever some feasible set holds it and all taken before."""
    rows = bench.contest.rows
    order = bench.contest.list_order
    chosen = fill(rows, order)
    if chosen is not None and rows.holds(chosen):
        bench.keep(chosen)
        return chosen
    if bench.some(rows) is None:
        return None
    return _down(order, bench, rows)


def _down(order: Places, bench: Bench, rows: Rows) -> Mask:
    """Take at once as many as the maxima alone would let in and some feasible set holds; refuse the next; go on."""
    while True:
        filled = certain(fill(rows, order), "some feasible set holds all who were taken")
        ahead = order[(filled & ~rows.must)[order]]
        taken = _most_together(bench, rows, ahead)
        must = rows.must.copy()
        must[ahead[:taken]] = True
        if taken == len(ahead):
            return must
        may = rows.may.copy()
        may[ahead[taken]] = False
        rows = rows.between(must, may & ~bench.shut_out(must, may))


def _most_together(bench: Bench, rows: Rows, ahead: Places) -> int:
    """How many from the start of `ahead` one feasible set can hold: by doubling steps, then by halving."""
    held, tried = 0, 1
    while held < len(ahead) and _held(bench, rows, ahead[:tried]):
        held, tried = tried, min(2 * tried, len(ahead))
    while tried - held > 1:
        middle = (held + tried) // 2
        if _held(bench, rows, ahead[:middle]):
            held = middle
        else:
            tried = middle
    return held


def _held(bench: Bench, rows: Rows, firms: Places) -> bool:
    must = rows.must.copy()
    must[firms] = True
    trial = tightened(rows.between(must, rows.may))
    return trial is not None and bench.some(trial) is not None


def greatest_total(bench: Bench) -> Mask | None:
    """Greatest total, then most firms (both are in the weight), then first in the tie order."""
    rows = bench.contest.rows
    best = bench.all_best(rows)
    if best is None:
        return None
    if best.sets is not None:
        return max(best.sets, key=lambda one: in_order(bench.contest, one))
    undecided = bench.settled(rows, best.weight)
    if rows.width > WIDE:
        return _first_of_few(bench, undecided, best.chosen)
    return first_in(bench.contest.tie_order, bench, undecided, best.chosen, least=best.weight)


def _first_of_few(bench: Bench, rows: Rows, witness: Mask) -> Mask:
    """`first_in` among the sets that weigh as much as `witness`, the greatest, asked about the undecided alone.

    Weights of the smaller contest count in its own unit; they rank by total and then by count all the same.
    """
    free = np.flatnonzero(rows.may & ~rows.must)
    part = bench.contest.on(rows).part(free, rows.must)
    few = Bench(part, bench.cancelled)
    least = int(part.weights[witness[free]].sum(dtype=np.int64))
    chosen = rows.must.copy()
    chosen[free] = first_in(part.tie_order, few, part.rows, witness[free], least)
    return chosen


def in_order(contest: Contest, chosen: Mask) -> bytes:
    """Greater for the set that holds the first in the tie order on whom two differ."""
    return chosen[contest.tie_order].tobytes()


def first_in(order: Places, bench: Bench, rows: Rows, witness: Mask, least: int) -> Mask:
    """Of the sets of weight `least` or more, the one that holds the first in `order` on whom two differ.

    `witness` is one of them. Going down, a firm that the witness holds is kept; for another, a new witness is
    sought that holds it and all kept before.
    """
    must, may = rows.must.copy(), rows.may.copy()
    room = rows.high - rows.used(must)
    for index in order.tolist():
        if must[index] or not may[index]:
            continue
        if not witness[index]:
            other = None
            if bool((rows.amounts[:, index] <= room).all()):
                other = _with(bench, rows.between(must, may), index, least)
            if other is None:
                may[index] = False
                continue
            witness = other.chosen
        must[index] = True
        room = room - rows.amounts[:, index]
    return must


def _with(bench: Bench, rows: Rows, index: int, least: int) -> Found | None:
    trial = tightened(rows.with_pin(index))
    return None if trial is None else bench.some(trial, least)
