"""One firm's margin and points, proved by flipping its decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dure.engine.selection.check.answers import Judge
from dure.engine.selection.check.orders import list_order, tie_order
from dure.engine.selection.check.sets import Chosen, Question
from dure.engine.selection.decimals import to_text
from dure.engine.selection.problem import Rule

Values = dict[str, object]
Heavy = tuple[Mapping[str, int], int]
Before = tuple[Sequence[str], Chosen]


@dataclass(frozen=True)
class Firms:
    """`chosen` is the proven list of `judge`'s problem. A claim only makes the proof shorter."""

    judge: Judge
    chosen: Chosen
    proven: dict[str, int] = field(default_factory=dict)
    """By firm: no set that decides it otherwise than the list weighs more than this."""

    def facts(self, one: str, claimed_points: int | None, claimed_margin: int | None = None) -> Values:
        """What the answer should print for this firm. Whoever loses most is best asked about first."""
        problem = self.judge.problem
        decided = one in problem.pinned or one in problem.barred
        other = None if decided else self._flipped(one, claimed_margin)
        by_total = problem.rule is Rule.MAX_TOTAL
        lost = self._total(self.chosen) - self._total(other) if other is not None and by_total else None
        if one in self.chosen:
            essential = not decided and other is None
            return {"selected": True, "margin": self._text(lost), "essential": essential, "binding": []}
        points = self._points(one, other, lost, claimed_points) if other is not None else None
        return {
            "selected": False,
            "margin": self._text(None if lost is None else -lost),
            "reachable": other is not None,
            "points_needed": self._text(points),
            "attainable": points is not None and self.judge.scores[one] + points <= problem.score_max,
            "binding": self._binding(one),
        }

    def _flipped(self, one: str, claimed: int | None) -> Chosen | None:
        """The heaviest set that decides this firm the other way; under score_order any such set."""
        if self.judge.problem.rule is Rule.SCORE_ORDER:
            return self.judge.sets.any(self._asking(one))
        weights = self.judge.weights(self.judge.scores)
        found = None
        if claimed is not None:
            least = (self._total(self.chosen) - abs(claimed)) * (len(weights) + 1)
            found = self.judge.sets.heaviest(weights, self._asking(one, (weights, least)))
        if found is None:
            found = self.judge.sets.heaviest(weights, self._asking(one))
        self.proven[one] = -1 if found is None else sum(weights[firm] for firm in found)
        return found

    def _asking(self, one: str, heavy: Heavy | None = None, before: Before | None = None) -> Question:
        """Sets that decide this firm the other way. Where they must be heavy, a firm that no set so heavy decides
        otherwise than the list is decided as in the list: that follows from what was proven about it before."""
        held = [] if heavy is None else [firm for firm, most in list(self.proven.items()) if most < heavy[1]]
        inside = [firm for firm in held if firm in self.chosen and firm != one]
        outside = [firm for firm in held if firm not in self.chosen and firm != one]
        (outside if one in self.chosen else inside).append(one)
        return Question(inside, outside, heavy, before)

    def _points(self, one: str, other: Chosen, lost: int | None, claimed: int | None) -> int:
        if lost is None:
            return self._points_down_the_list(one, claimed)
        return lost if lost > 0 and self._ties_ahead(one, other) else lost + 1

    def _ties_ahead(self, one: str, other: Chosen) -> bool:
        """With its loss made good, some set with the firm is equal in total and better in count or tie order.

        `other` is the heaviest with the firm, so no set that equals it in total holds more firms.
        """
        if len(other) != len(self.chosen):
            return len(other) > len(self.chosen)
        weights = self.judge.weights(self.judge.scores)
        order = tie_order(self.judge.problem)
        first = next(firm for firm in order if (firm in other) != (firm in self.chosen))
        if first in other:
            return True
        order = order[: order.index(one) + 1]
        heavy = (weights, sum(weights[firm] for firm in other))
        return self.judge.sets.any(self._asking(one, heavy, (order, self.chosen))) is not None

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
