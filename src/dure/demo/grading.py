"""Score sheets that carry a chosen score: grades of the notice with the assessors' own severity in them. Pure.

An assessor who is strict is strict with every firm; the sheets of one firm differ by that and by a little chance,
and their combined mean still comes out at the score that the firm is cast for.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from random import Random

from dure.journey.programmes.terms import Step

_NOISE = 1.3
_REACH, _FINE = 4.0, 0.05
_LOWEST_WITHOUT_ZERO = 60


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

    def at(base: float) -> list[Graded]:
        return [
            sheet(step, base + severity + blur, Random(seed))
            for severity, blur, seed in zip(severities, noise, seeds, strict=True)
        ]

    totals = {base: _combined(step, [_reachable(step, base + s + n) for s, n in zip(severities, noise, strict=True)])
              for base in (wanted + each for each in steps)}  # fmt: skip
    best = min(totals, key=lambda base: (abs(totals[base] - wanted), abs(base - wanted)))
    return at(best)


def combined(step: Step, sheets: list[Graded]) -> float:
    """The mean of the sheets as the notice combines them."""
    return _combined(step, [float(each.total) for each in sheets])


def sheet(step: Step, wanted: float, dice: Random) -> Graded:
    """Grades that sum to the reachable total nearest ``wanted``."""
    target = Decimal(str(_reachable(step, wanted)))
    grades = {each.code: list(each.grades) for each in step.criteria}
    chosen = {code: _start(levels, target, dice) for code, levels in grades.items()}
    if target < _LOWEST_WITHOUT_ZERO:
        worst = dice.choice([code for code, levels in grades.items() if levels[0] >= 10])
        chosen[worst] = len(grades[worst]) - 1
        _settle(grades, chosen, target, dice, fixed=worst)
    else:
        _settle(grades, chosen, target, dice, fixed="")
    return Graded({code: grades[code][place] for code, place in chosen.items()})


def _combined(step: Step, totals: list[float]) -> float:
    kept = sorted(totals)[1:-1] if step.drop == "highest_lowest" else totals
    return sum(kept) / len(kept)


def _reachable(step: Step, wanted: float) -> float:
    """Totals come in whole points, within what the grades can sum to."""
    lowest = min(step.criteria, key=lambda each: each.grades[0]).grades[-2]
    return float(min(98, max(42 if lowest else 0, round(wanted))))


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
