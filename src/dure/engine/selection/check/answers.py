"""The unique answer of a rule: a claimed list confirmed in one or two proofs, or the true one found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dure.engine.selection.check.orders import list_order, tie_order
from dure.engine.selection.check.sets import Chosen, Question, Sets
from dure.engine.selection.problem import Problem, Rule


@dataclass(frozen=True)
class Judge:
    """One problem with its feasible sets; scores may be shaken."""

    problem: Problem
    sets: Sets

    @property
    def scores(self) -> dict[str, int]:
        return {one.id: one.score for one in self.problem.applicants}

    def answer(self, rule: Rule, guess: Chosen | None, scores: Mapping[str, int]) -> Chosen | None:
        """The rule's list; None proves that no set is feasible. `guess` only makes the proof shorter."""
        if rule is Rule.SCORE_ORDER:
            start = self._feasible(guess) or self.sets.any(Question())
            return None if start is None else self._first(list_order(self.problem, scores), start, None)
        weights = self.weights(scores)
        heaviest = self.sets.heaviest(weights, Question(), guess)
        if heaviest is None:
            return None
        least = sum(weights[one] for one in heaviest)
        start = self._feasible(guess)
        if start is None or sum(weights[one] for one in start) != least:
            start = heaviest
        return self._first(tie_order(self.problem), start, (weights, least))

    def weights(self, scores: Mapping[str, int]) -> dict[str, int]:
        """Total first, number of firms second, in one whole number."""
        return {one: score * (len(scores) + 1) + 1 for one, score in scores.items()}

    def _first(self, order: Sequence[str], chosen: Chosen, heavy: tuple[Mapping[str, int], int] | None) -> Chosen:
        """Step to sets that come before, as early in the order as possible, until there is none."""
        while True:
            before = self.sets.first_difference(Question(heavy=heavy, before=(order, chosen)))
            if before is None:
                return chosen
            chosen = before

    def _feasible(self, guess: Chosen | None) -> Chosen | None:
        return guess if guess is not None and holds(self.problem, guess) else None


def holds(problem: Problem, chosen: Chosen) -> bool:
    """Every limit, pin and bar, added up in whole numbers."""
    if not problem.pinned <= chosen or problem.barred & chosen:
        return False
    members = [one for one in problem.applicants if one.id in chosen]
    if len(members) != len(chosen):
        return False
    for limit in problem.limits:
        used = sum(limit.amount(one) for one in members)
        if limit.maximum is not None and used > limit.maximum:
            return False
        if limit.minimum is not None and used < limit.minimum:
            return False
    return True
