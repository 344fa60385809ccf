"""The list by each rule. Both are the first set in an order: of all feasible sets, or of the heaviest ones."""

from __future__ import annotations

from collections.abc import Callable

from dure.engine.selection.bench import Bench, fill
from dure.engine.selection.problem import Rule
from dure.engine.selection.rows import Contest, Mask, Places, Rows
from dure.engine.selection.search import tightened


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
    witness = bench.some(rows)
    return None if witness is None else first_in(order, bench, rows, witness.chosen, least=0)


def greatest_total(bench: Bench) -> Mask | None:
    """Greatest total, then most firms (both are in the weight), then first in the tie order."""
    rows = bench.contest.rows
    best = bench.best(rows)
    if best is None:
        return None
    undecided = bench.settled(rows, best.weight)
    return first_in(bench.contest.tie_order, bench, undecided, best.chosen, least=best.weight)


def first_in(order: Places, bench: Bench, rows: Rows, witness: Mask, least: int) -> Mask:
    """Of the sets of weight `least` or more, the one that holds the first in `order` on whom two differ.

    `witness` is one of them. Going down, a firm that the witness holds is kept; for another, a new witness is
    sought that holds it and all kept before.
    """
    for index in order.tolist():
        if rows.must[index] or not rows.may[index]:
            continue
        if not witness[index]:
            trial = tightened(rows.with_pin(index))
            other = None if trial is None else bench.some(trial, least)
            if other is None:
                rows = rows.with_bar(index)
                continue
            witness = other.chosen
        rows = rows.with_pin(index)
    return rows.must
