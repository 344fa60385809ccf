"""Where a firm stands in each criterion among its peers, so that a letter can say where points were lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median

from dure.engine.scoring.result import CriterionMean, FirmScore


@dataclass(frozen=True, slots=True)
class Position:
    """One firm in one criterion, in points of the sheet.

    `rank` counts from 1, equals share the better rank; `peers` includes the firm itself.
    `lost` is what lies between the firm and the most it could get; `to_median` is positive above the median.
    """

    step: str
    criterion: str
    points: Fraction
    max_points: Decimal
    rank: int
    peers: int
    median: Fraction

    @property
    def lost(self) -> Fraction:
        return Fraction(self.max_points) - self.points

    @property
    def to_median(self) -> Fraction:
        return self.points - self.median


def positions(scores: Sequence[FirmScore]) -> dict[str, tuple[Position, ...]]:
    """By firm. `scores` are the peers: the firms that compete for the same places, such as one type.

    A firm appears in the criteria of the steps it has sheets in, and is compared with those that have too.
    """
    means: dict[tuple[str, str], list[Fraction]] = {}
    for score in scores:
        for step, mean in _means(score):
            means.setdefault((step, mean.criterion), []).append(mean.mean)
    return {
        score.firm: tuple(_position(step, mean, means[step, mean.criterion]) for step, mean in _means(score))
        for score in scores
    }


def weakest_first(found: Sequence[Position]) -> list[Position]:
    """By points below the peers' median as a share of the criterion, then as on the sheet."""
    return sorted(found, key=lambda one: one.to_median / Fraction(one.max_points or 1))


def _means(score: FirmScore) -> list[tuple[str, CriterionMean]]:
    return [(step.step, mean) for step in score.steps for mean in step.criteria]


def _position(step: str, mean: CriterionMean, peers: Sequence[Fraction]) -> Position:
    return Position(
        step=step,
        criterion=mean.criterion,
        points=mean.mean,
        max_points=mean.max_points,
        rank=1 + sum(other > mean.mean for other in peers),
        peers=len(peers),
        median=Fraction(median(peers)),
    )
