"""How a notice scores, as data: sheets, steps, what is dropped, weights, bonus, penalty, minimum scores.

Every amount is a `Decimal` given in text form by the notice; nothing here is a binary fraction.
A rule that contradicts itself cannot be built: its constructor raises `RuleError`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)
HUNDRED = Decimal(100)


class RuleFault(StrEnum):
    NO_GRADES = "no_grades"
    GRADE_TWICE = "grade_twice"
    NEGATIVE_POINTS = "negative_points"
    NOTHING_TO_SCORE = "nothing_to_score"
    NAME_TWICE = "name_twice"
    WEIGHTS_NOT_100 = "weights_not_100"
    WEIGHT_NOT_POSITIVE = "weight_not_positive"
    MINIMUM_OUT_OF_RANGE = "minimum_out_of_range"
    TOO_FEW_SHEETS_TO_DROP = "too_few_sheets_to_drop"
    DECIMALS_OUT_OF_RANGE = "decimals_out_of_range"


class RuleError(ValueError):
    """The notice's rule contradicts itself: what is wrong, and the name of the part it is wrong in."""

    def __init__(self, fault: RuleFault, part: str) -> None:
        super().__init__(f"{fault.value}: {part}")
        self.fault = fault
        self.part = part


def _all_different(names: list[str], part: str) -> None:
    if len(set(names)) != len(names):
        raise RuleError(RuleFault.NAME_TWICE, part)


class Dropping(StrEnum):
    """Which sheets of a firm are left out of the mean (최고점·최저점 제외)."""

    NONE = "none"
    HIGHEST_LOWEST = "highest_lowest"


class MinimumOf(StrEnum):
    """What the total minimum score is held against: before or after bonus and penalty."""

    BASE = "base"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Grade:
    """One of an item's grades, such as "A" for 10 points; the first listed need not be the best."""

    code: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Item:
    id: str
    grades: tuple[Grade, ...]

    def __post_init__(self) -> None:
        if not self.grades:
            raise RuleError(RuleFault.NO_GRADES, self.id)
        if len({grade.code for grade in self.grades}) != len(self.grades):
            raise RuleError(RuleFault.GRADE_TWICE, self.id)
        if any(grade.points < 0 for grade in self.grades):
            raise RuleError(RuleFault.NEGATIVE_POINTS, self.id)

    @property
    def max_points(self) -> Decimal:
        return max(grade.points for grade in self.grades)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A heading of the score sheet with its items, such as 도입기업 역량."""

    id: str
    items: tuple[Item, ...]

    @property
    def max_points(self) -> Decimal:
        return sum((item.max_points for item in self.items), ZERO)


@dataclass(frozen=True, slots=True)
class DropRule:
    """Nothing is dropped from fewer than `min_sheets` sheets, which are at least three."""

    kind: Dropping = Dropping.NONE
    min_sheets: int = 3

    def __post_init__(self) -> None:
        if self.kind is not Dropping.NONE and self.min_sheets < 3:
            raise RuleError(RuleFault.TOO_FEW_SHEETS_TO_DROP, self.kind.value)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the evaluation, such as the presentation.

    A step's score is out of 100: the mean of its sheets over the sheet's greatest total. `weight_pct` of it
    enters the firm's score; `minimum`, also out of 100, must be reached whatever the rest (과락).
    The step is complete with `needed_sheets` sheets.
    """

    id: str
    weight_pct: Decimal
    criteria: tuple[Criterion, ...]
    minimum: Decimal | None = None
    dropping: DropRule = DropRule()
    needed_sheets: int = 1

    def __post_init__(self) -> None:
        if self.weight_pct <= 0:
            raise RuleError(RuleFault.WEIGHT_NOT_POSITIVE, self.id)
        if self.max_points <= 0:
            raise RuleError(RuleFault.NOTHING_TO_SCORE, self.id)
        if self.minimum is not None and not ZERO <= self.minimum <= HUNDRED:
            raise RuleError(RuleFault.MINIMUM_OUT_OF_RANGE, self.id)
        _all_different([item.id for criterion in self.criteria for item in criterion.items], self.id)
        _all_different([criterion.id for criterion in self.criteria], self.id)

    @property
    def max_points(self) -> Decimal:
        return sum((criterion.max_points for criterion in self.criteria), ZERO)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Points by kind, such as 뿌리기업 3; together at most `cap`. Penalty points are positive too."""

    points: tuple[tuple[str, Decimal], ...] = ()
    cap: Decimal | None = None

    def __post_init__(self) -> None:
        _all_different([kind for kind, _ in self.points], "adjustment")
        if any(points < 0 for _, points in self.points) or (self.cap is not None and self.cap < 0):
            raise RuleError(RuleFault.NEGATIVE_POINTS, "adjustment")


@dataclass(frozen=True, slots=True)
class Rules:
    """The whole rule of one notice. Scores are rounded half up to `decimals` once, at the end.

    `ceiling`: what a total cannot pass with its bonus; None where a bonus may lead beyond 100.
    """

    steps: tuple[Step, ...]
    bonus: Adjustment = Adjustment()
    penalty: Adjustment = Adjustment()
    minimum: Decimal | None = None
    minimum_of: MinimumOf = MinimumOf.BASE
    ceiling: Decimal | None = None
    decimals: int = 2

    def __post_init__(self) -> None:
        _all_different([step.id for step in self.steps], "steps")
        if sum((step.weight_pct for step in self.steps), ZERO) != HUNDRED:
            raise RuleError(RuleFault.WEIGHTS_NOT_100, "steps")
        if self.minimum is not None and self.minimum < 0:
            raise RuleError(RuleFault.MINIMUM_OUT_OF_RANGE, "total")
        if not 0 <= self.decimals <= 4:
            raise RuleError(RuleFault.DECIMALS_OUT_OF_RANGE, "decimals")
