"""What combining yields: scores with all that led to them, and verdicts with codes instead of prose."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Verdict(StrEnum):
    """`incomplete`: sheets are still missing, so there is no total yet."""

    PASSED = "passed"
    BELOW_MINIMUM = "below_minimum"
    INCOMPLETE = "incomplete"


class ReasonCode(StrEnum):
    """Only the first three decide a verdict; the others tell how the total came about."""

    SHEETS_MISSING = "sheets_missing"
    STEP_BELOW_MINIMUM = "step_below_minimum"
    TOTAL_BELOW_MINIMUM = "total_below_minimum"
    BONUS_CAPPED = "bonus_capped"
    PENALTY_CAPPED = "penalty_capped"
    TOTAL_AT_CEILING = "total_at_ceiling"
    TOTAL_AT_ZERO = "total_at_zero"


@dataclass(frozen=True, slots=True)
class Reason:
    """`found` against `wanted` (sheets, points or a cap); `step` is empty where the total is meant."""

    code: ReasonCode
    found: Decimal
    wanted: Decimal
    step: str = ""


class Dropped(StrEnum):
    HIGHEST = "highest"
    LOWEST = "lowest"


@dataclass(frozen=True, slots=True)
class SheetTotal:
    """`dropped` is None for a sheet that counts."""

    assessor: str
    points: Decimal
    dropped: Dropped | None


@dataclass(frozen=True, slots=True)
class CriterionMean:
    """Mean points over the sheets that count, exact; the means of a step add up to its mean."""

    criterion: str
    mean: Fraction
    max_points: Decimal


@dataclass(frozen=True, slots=True)
class StepScore:
    """`exact` and `score` are out of 100; `weighted` is what enters the firm's score, rounded for display."""

    step: str
    sheets: tuple[SheetTotal, ...]
    criteria: tuple[CriterionMean, ...]
    exact: Fraction
    score: Decimal
    weighted: Decimal


@dataclass(frozen=True, slots=True)
class FirmScore:
    """`base` is the weighted sum, `total` = base + bonus - penalty; None while a step is incomplete.

    Both are rounded from exact values, so printed parts may differ from the printed total by a last digit.
    """

    firm: str
    steps: tuple[StepScore, ...]
    base: Decimal | None
    bonus: Decimal
    penalty: Decimal
    total: Decimal | None
    verdict: Verdict
    reasons: tuple[Reason, ...]
