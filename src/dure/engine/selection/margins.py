"""What it would cost to decide one firm the other way, and how many points would have brought it in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dure.engine.selection.bench import Bench
from dure.engine.selection.lists import in_order
from dure.engine.selection.problem import Rule
from dure.engine.selection.rows import Mask, Rows
from dure.engine.selection.search import Equals, tightened


@dataclass(frozen=True, slots=True)
class Standing:
    """One applicant's place. Steps; `possible`: some feasible set decides this firm the other way."""

    index: int
    selected: bool
    decided: bool
    possible: bool
    margin: int | None
    points_needed: int | None


def standing(rule: Rule, bench: Bench, chosen: Mask, index: int) -> Standing:
    """`bench` must answer for the contest that led to `chosen`. Pinned and barred firms have no margin."""
    rows = bench.contest.rows
    selected = bool(chosen[index])
    if rows.must[index] or not rows.may[index]:
        return Standing(index, selected, True, False, None, None)
    question = flipped(bench, chosen, index)
    if rule is Rule.MAX_TOTAL:
        return _by_total(bench, chosen, index, question)
    possible = bench.some(question) is not None
    points = None if selected or not possible else _points_down_the_list(bench, chosen, index)
    return Standing(index, selected, False, possible, None, points)


def flipped(bench: Bench, chosen: Mask, index: int) -> Rows:
    """The sets that decide this firm the other way."""
    rows = bench.contest.rows
    return rows.with_bar(index) if chosen[index] else rows.with_pin(index)


def _by_total(bench: Bench, chosen: Mask, index: int, question: Rows) -> Standing:
    scores = bench.contest.scores
    published = int(scores[chosen].sum())
    if chosen[index]:
        other = bench.best(question)
        lost = None if other is None else published - int(scores[other.chosen].sum())
        return Standing(index, True, False, other is not None, lost, None)
    best = bench.all_best(question)
    if best is None:
        return Standing(index, False, False, False, None, None)
    lost = published - int(scores[best.chosen].sum())
    points = lost if lost > 0 and _wins_the_tie(bench, chosen, question, best) else lost + 1
    return Standing(index, False, False, True, -lost, points)


def _wins_the_tie(bench: Bench, chosen: Mask, question: Rows, best: Equals) -> bool:
    """Whether, its points made equal, a best set with the firm beats the list: by count, then by tie order."""
    count, published = int(np.count_nonzero(best.chosen)), int(np.count_nonzero(chosen))
    if count != published:
        return count > published
    if best.sets is None:
        return _comes_before(bench, chosen, question, best.weight)
    own = in_order(bench.contest, chosen)
    return any(in_order(bench.contest, one) > own for one in best.sets)


def _comes_before(bench: Bench, chosen: Mask, question: Rows, weight: int) -> bool:
    """Whether a set of that weight holds the first-ranked applicant on whom it differs from the list.

    Going down the tie order along the list: one it lacks may come in here, and settles it; one it holds has to
    stay. The firm itself, which the list lacks, ends the walk at the latest.
    """
    rows = bench.settled(question, weight)
    for index in bench.contest.tie_order.tolist():
        if not chosen[index] and (rows.must[index] or _has(bench, rows, index, weight)):
            return bench.some(rows.with_pin(index), weight) is not None
        if chosen[index] and not rows.may[index]:
            return False
        same = tightened(rows.with_pin(index) if chosen[index] else rows.with_bar(index))
        if same is None:
            return False
        rows = same
    return False


def _has(bench: Bench, rows: Rows, index: int, weight: int) -> bool:
    if not rows.may[index]:
        return False
    trial = tightened(rows.with_pin(index))
    return trial is not None and bench.some(trial, weight) is not None


def _points_down_the_list(bench: Bench, chosen: Mask, index: int) -> int:
    """The steps that lift the firm just before the last taken firm whose coming first shuts it out.

    With more firms taken before it, a firm can only lose completions, so halving the list of the taken is exact.
    """
    contest = bench.contest
    taken = [firm for firm in contest.list_order.tolist() if chosen[firm] and not contest.rows.must[firm]]
    open_after, shut_after = 0, len(taken)
    while shut_after - open_after > 1:
        middle = (open_after + shut_after) // 2
        if _open_with(bench, taken[:middle], index):
            open_after = middle
        else:
            shut_after = middle
    blocker = taken[open_after]
    ahead = contest.tie_place[index] < contest.tie_place[blocker]
    return int(contest.scores[blocker] - contest.scores[index]) + (0 if ahead else 1)


def _open_with(bench: Bench, taken: list[int], index: int) -> bool:
    must = bench.contest.rows.must.copy()
    must[taken] = True
    must[index] = True
    trial = tightened(bench.contest.rows.between(must, bench.contest.rows.may))
    return trial is not None and bench.some(trial) is not None
