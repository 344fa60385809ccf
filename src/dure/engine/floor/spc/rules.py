"""Run rules: Nelson (Journal of Quality Technology 16, 1984) and Western Electric (handbook, 1956).

A rule reads standings, the distance of each point from its own centre in its own sigmas, so that charts whose
sample sizes differ are judged alike. It signals at the point that completes the pattern, and again at each point
that keeps it complete; a window must be whole, and in "2 of 3" and "4 of 5" the signalling point itself lies out.
Rule 8 asks for eight points beyond one sigma, on whichever side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

# Rounding moves a standing by far less, and nobody measures to a billionth of a sigma.
SLACK: Final = 1e-9


class RuleSet(StrEnum):
    NELSON = "nelson"
    WESTERN_ELECTRIC = "western_electric"


@dataclass(frozen=True)
class Standings:
    """`z` of each point; `steps` say whether it rose (1), fell (-1) or stayed (0) since the point before (first: 0)."""

    z: tuple[float, ...]
    steps: tuple[int, ...]


Rule = Callable[[Standings], set[int]]


def broken(rule_set: RuleSet, standings: Standings, *, only: int | None = None) -> list[tuple[int, str]]:
    """(point, rule) in the order of points, then of rules; `only` leaves out all rules but one."""
    found = [
        (point, number)
        for number, rule in enumerate(RULES[rule_set], start=1)
        if only in {None, number}
        for point in rule(standings)
    ]
    return [(point, f"{rule_set}_{number}") for point, number in sorted(found)]


def beyond_limits(standings: Standings) -> set[int]:
    return {point for point, z in enumerate(standings.z) if abs(z) > 3 + SLACK}


def one_side(length: int) -> Rule:
    return lambda standings: _either_side(standings, lambda flags: _runs(flags, length), 0)


def mostly_beyond(sigmas: int, enough: int, window: int) -> Rule:
    return lambda standings: _either_side(standings, lambda flags: _mostly(flags, enough, window), sigmas)


def trend(standings: Standings) -> set[int]:
    """Six points are five steps."""
    rising = _runs([step > 0 for step in standings.steps], 5)
    return rising | _runs([step < 0 for step in standings.steps], 5)


def alternating(standings: Standings) -> set[int]:
    """Fourteen points are thirteen steps, twelve of which turn the one before."""
    steps = standings.steps
    return _runs([point > 0 and steps[point - 1] * steps[point] < 0 for point in range(len(steps))], 12)


def hugging(standings: Standings) -> set[int]:
    return _runs([abs(z) <= 1 + SLACK for z in standings.z], 15)


def avoiding_the_middle(standings: Standings) -> set[int]:
    return _runs([abs(z) > 1 + SLACK for z in standings.z], 8)


RULES: Final[dict[RuleSet, tuple[Rule, ...]]] = {
    RuleSet.NELSON: (
        beyond_limits,
        one_side(9),
        trend,
        alternating,
        mostly_beyond(2, 2, 3),
        mostly_beyond(1, 4, 5),
        hugging,
        avoiding_the_middle,
    ),
    RuleSet.WESTERN_ELECTRIC: (beyond_limits, mostly_beyond(2, 2, 3), mostly_beyond(1, 4, 5), one_side(8)),
}


def _either_side(standings: Standings, judge: Callable[[Sequence[bool]], set[int]], sigmas: int) -> set[int]:
    above = judge([z > sigmas + SLACK for z in standings.z])
    return above | judge([z < -sigmas - SLACK for z in standings.z])


def _runs(flags: Sequence[bool], length: int) -> set[int]:
    """Points at which at least `length` flags in a row have stood."""
    found, run = set(), 0
    for point, flag in enumerate(flags):
        run = run + 1 if flag else 0
        if run >= length:
            found.add(point)
    return found


def _mostly(flags: Sequence[bool], enough: int, window: int) -> set[int]:
    return {
        point
        for point in range(window - 1, len(flags))
        if flags[point] and sum(flags[point - window + 1 : point + 1]) >= enough
    }
