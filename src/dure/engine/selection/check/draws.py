"""The stability counts, each draw shaken and decided anew."""

from __future__ import annotations

import hashlib

from dure.engine.selection.certain import certain
from dure.engine.selection.check.answers import Judge, holds
from dure.engine.selection.check.orders import list_order
from dure.engine.selection.check.pace import Pace
from dure.engine.selection.check.sets import Chosen
from dure.engine.selection.problem import Problem, Rule


def stability(judge: Judge, chosen: Chosen, draws: int, width: int, seed: str, pace: Pace) -> dict[str, int]:
    """In how many draws each applicant is in; `width` in steps."""
    counts = dict.fromkeys(sorted(judge.scores), 0)

    def decide(draw: int) -> Chosen:
        scores = _shaken(judge.problem, width, seed, draw)
        guess = _greedy(judge.problem, scores) if judge.problem.rule is Rule.SCORE_ORDER else chosen
        if judge.problem.rule is Rule.SCORE_ORDER and holds(judge.problem, guess):
            return guess
        found = judge.answer(judge.problem.rule, chosen, scores)
        return certain(found, "feasibility does not depend on scores")

    for found in pace.each("stability", decide, range(draws)):
        for one in found:
            counts[one] += 1
    return counts


def _shaken(problem: Problem, width: int, seed: str, draw: int) -> dict[str, int]:
    shaken = {}
    for one in problem.applicants:
        drawn = hashlib.sha256(f"{seed}\n{draw}\n{one.id}".encode()).digest()[:8]
        shift = int.from_bytes(drawn, "big") % (2 * width + 1) - width
        shaken[one.id] = min(max(one.score + shift, 0), problem.score_max)
    return shaken


def _greedy(problem: Problem, scores: dict[str, int]) -> Chosen:
    """Down the list past whatever breaks a maximum. Where the outcome meets the minima it is the rule's answer."""
    firms = {one.id: one for one in problem.applicants}
    uses = {one: [limit.amount(firm) for limit in problem.limits] for one, firm in firms.items()}
    room = [limit.maximum for limit in problem.limits]
    taken: set[str] = set()
    for one in [*sorted(problem.pinned), *list_order(problem, scores)]:
        if one in taken or one in problem.barred:
            continue
        left = [None if most is None else most - use for most, use in zip(room, uses[one], strict=True)]
        if all(most is None or most >= 0 for most in left):
            taken.add(one)
            room = left
    return frozenset(taken)
