"""Score sheets that carry a chosen score: grades of the notice with the assessors' own severity in them. Pure.

An assessor who is strict is strict with every firm; the sheets of one firm differ by that and by a little chance,
and their combined mean still comes out at the score that the firm is cast for.
"""

from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import combinations
from random import Random

from dure.journey.programmes.terms import Step

_NOISE = 1.3
_REACH, _FINE = 4.0, 0.05
_LOWEST_WITHOUT_ZERO, _HIGHEST = 60, 98
# An item of fewer points is never the one that gets none.
WEIGHTY = 10


@dataclass(frozen=True)
class Move:
    """An item's grade changed to the place ``to`` of its list, for ``gain`` points more."""

    code: str
    to: int
    gain: Decimal


@dataclass(frozen=True)
class Graded:
    """Points by item of one sheet."""

    points: dict[str, Decimal]

    @property
    def total(self) -> Decimal:
        """All points together."""
        return sum(self.points.values(), Decimal(0))


def panel(step: Step, severities: list[float], wanted: float, dice: Random) -> list[Graded]:
    """One sheet an assessor, whose combined mean lies as near to ``wanted`` (0 to 100) as the grades allow."""
    noise = [dice.gauss(0, _NOISE) for _each in severities]
    seeds = [dice.random() for _each in severities]
    steps = [round(-_REACH + _FINE * number, 2) for number in range(int(2 * _REACH / _FINE) + 1)]
    reachable = _totals(step)

    def at(base: float) -> list[Graded]:
        return [
            sheet(step, base + severity + blur, Random(seed))
            for severity, blur, seed in zip(severities, noise, seeds, strict=True)
        ]

    totals = {base: _combined(step, [_nearest(reachable, base + s + n) for s, n in zip(severities, noise, strict=True)])
              for base in (wanted + each for each in steps)}  # fmt: skip
    best = min(totals, key=lambda base: (abs(totals[base] - wanted), abs(base - wanted)))
    return at(best)


def combined(step: Step, sheets: list[Graded]) -> float:
    """The mean of the sheets as the notice combines them."""
    return _combined(step, [float(each.total) for each in sheets])


def sheet(step: Step, wanted: float, dice: Random) -> Graded:
    """Grades that sum to the reachable total nearest ``wanted``."""
    target = Decimal(str(_nearest(_totals(step), wanted)))
    grades = {each.code: list(each.grades) for each in step.criteria}
    chosen = {code: _start(levels, target, dice) for code, levels in grades.items()}
    if target < _LOWEST_WITHOUT_ZERO:
        worst = dice.choice([code for code, levels in grades.items() if levels[0] >= WEIGHTY])
        chosen[worst] = len(grades[worst]) - 1
        _settle(grades, chosen, target, dice, fixed=worst)
    else:
        _settle(grades, chosen, target, dice, fixed="")
    return Graded({code: grades[code][place] for code, place in chosen.items()})


def _combined(step: Step, totals: list[float]) -> float:
    kept = sorted(totals)[1:-1] if step.drop == "highest_lowest" else totals
    return sum(kept) / len(kept)


def _nearest(totals: tuple[float, ...], wanted: float) -> float:
    """The total nearest to ``wanted`` of those in order, the lower of two."""
    place = bisect_left(totals, wanted)
    return min(totals[max(place - 1, 0) : place + 1], key=lambda total: (abs(total - wanted), total))


@cache
def _totals(step: Step) -> tuple[float, ...]:
    """Every whole total up to ``_HIGHEST`` that comes of grades above zero, or with one item at zero below them."""
    levels = [[each for each in criterion.grades if each > 0] for criterion in step.criteria]
    good = _sums(levels)
    lowest = min(good)
    poor = {
        total
        for place, grades in enumerate(levels)
        if max(grades) >= WEIGHTY
        for total in _sums([*levels[:place], *levels[place + 1 :]])
        if total < lowest
    }
    return tuple(sorted(float(each) for each in good | poor if each == each.to_integral_value() and each <= _HIGHEST))


def _sums(levels: list[list[Decimal]]) -> set[Decimal]:
    found = {Decimal(0)}
    for grades in levels:
        found = {total + points for total in found for points in grades}
    return found


def _start(levels: list[Decimal], target: Decimal, dice: Random) -> int:
    """The grade (place in the list, best first, zero left out) around the target's share, one off by chance."""
    share = float(target) / 100 * float(levels[0])
    near = min(range(len(levels) - 1), key=lambda place: abs(float(levels[place]) - share))
    return min(len(levels) - 2, max(0, near + dice.choice((-1, 0, 0, 1))))


def _settle(
    grades: dict[str, list[Decimal]], chosen: dict[str, int], target: Decimal, dice: Random, *, fixed: str
) -> None:
    """Move single grades, or two at once, until the sum is the target or nothing brings it nearer."""
    for _round in range(400):
        gap = target - sum(grades[code][place] for code, place in chosen.items())
        single = _moves(grades, chosen, fixed)
        ways: list[tuple[Move, ...]] = [(move,) for move in single if abs(gap - move.gain) < abs(gap)]
        if not ways:
            pairs = [pair for pair in combinations(single, 2) if pair[0].code != pair[1].code]
            ways = [pair for pair in pairs if abs(gap - sum(move.gain for move in pair)) < abs(gap)]
        if gap == 0 or not ways:
            return
        for move in dice.choice(ways):
            chosen[move.code] = move.to


def _moves(grades: dict[str, list[Decimal]], chosen: dict[str, int], fixed: str) -> list[Move]:
    """Every move by one grade up or down; a grade of zero is neither left nor entered."""
    found = []
    for code, place in chosen.items():
        for to in (place - 1, place + 1):
            if code != fixed and 0 <= to <= len(grades[code]) - 2:
                found.append(Move(code, to, grades[code][to] - grades[code][place]))
    return found
