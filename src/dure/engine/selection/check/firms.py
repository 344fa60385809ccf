"""One firm's margin and points, proved by flipping its decision."""

from __future__ import annotations

from dataclasses import dataclass

from dure.engine.selection.check.answers import Judge
from dure.engine.selection.check.orders import list_order, tie_order
from dure.engine.selection.check.sets import Chosen, Question
from dure.engine.selection.decimals import to_text
from dure.engine.selection.problem import Rule

Values = dict[str, object]


@dataclass(frozen=True)
class Firms:
    """`chosen` is the proven list of `judge`'s problem. A claim only makes the proof shorter."""

    judge: Judge
    chosen: Chosen

    def facts(self, one: str, claimed_points: int | None) -> Values:
        """What the answer should print for this firm."""
        problem = self.judge.problem
        decided = one in problem.pinned or one in problem.barred
        other = None if decided else self._flipped(one)
        by_total = problem.rule is Rule.MAX_TOTAL
        lost = self._total(self.chosen) - self._total(other) if other is not None and by_total else None
        if one in self.chosen:
            essential = not decided and other is None
            return {"selected": True, "margin": self._text(lost), "essential": essential, "binding": []}
        points = self._points(one, lost, claimed_points) if other is not None else None
        return {
            "selected": False,
            "margin": self._text(None if lost is None else -lost),
            "reachable": other is not None,
            "points_needed": self._text(points),
            "attainable": points is not None and self.judge.scores[one] + points <= problem.score_max,
            "binding": self._binding(one),
        }

    def _flipped(self, one: str) -> Chosen | None:
        """The heaviest set that decides this firm the other way; under score_order any such set."""
        question = Question(outside=[one]) if one in self.chosen else Question(inside=[one])
        if self.judge.problem.rule is Rule.SCORE_ORDER:
            return self.judge.sets.any(question)
        return self.judge.sets.heaviest(self.judge.weights(self.judge.scores), question)

    def _points(self, one: str, lost: int | None, claimed: int | None) -> int:
        if lost is None:
            return self._points_down_the_list(one, claimed)
        return lost if lost > 0 and self._ties_ahead(one, lost) else lost + 1

    def _ties_ahead(self, one: str, lost: int) -> bool:
        """With its loss made good, some set with the firm is equal in total and better in count or tie order."""
        weights = self.judge.weights(self.judge.scores)
        weights[one] += lost * (len(weights) + 1)
        own = sum(weights[firm] for firm in self.chosen)
        if self.judge.sets.any(Question(inside=[one], heavy=(weights, own + 1))) is not None:
            return True
        order = tie_order(self.judge.problem)
        order = order[: order.index(one) + 1]
        ahead = Question(inside=[one], heavy=(weights, own), before=(order, self.chosen))
        return self.judge.sets.any(ahead) is not None

    def _points_down_the_list(self, one: str, claimed: int | None) -> int:
        """The claim if it is true (in with it, out with a step less), else the truth by halving."""
        if claimed is not None and claimed >= 1 and self._in_with(one, claimed) and not self._in_with(one, claimed - 1):
            return claimed
        out, within = 0, max(self.judge.scores.values()) + 1
        while within - out > 1:
            middle = (out + within) // 2
            if self._in_with(one, middle):
                within = middle
            else:
                out = middle
        return within

    def _in_with(self, one: str, points: int) -> bool:
        scores = self.judge.scores
        scores[one] += points
        order = list_order(self.judge.problem, scores)
        taken = [firm for firm in order[: order.index(one)] if firm in self.chosen]
        return self.judge.sets.any(Question(inside=[*taken, one])) is not None

    def _binding(self, one: str) -> list[str]:
        problem = self.judge.problem
        members = [firm for firm in problem.applicants if firm.id in self.chosen or firm.id == one]
        return [
            limit.name
            for limit in problem.limits
            if limit.maximum is not None and sum(map(limit.amount, members)) > limit.maximum
        ]

    def _total(self, chosen: Chosen) -> int:
        return sum(firm.score for firm in self.judge.problem.applicants if firm.id in chosen)

    def _text(self, steps: int | None) -> str | None:
        return None if steps is None else to_text(steps, self.judge.problem.decimals)
