"""How far a firm's assessors are apart, all sheets counted, the dropped ones too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from dure.engine.scoring.result import SheetTotal


@dataclass(frozen=True, slots=True)
class Disagreement:
    """In points of the sheet. `deviation` is the sample standard deviation, None below two sheets."""

    sheets: int
    lowest: Decimal
    highest: Decimal
    deviation: Decimal | None

    @property
    def range(self) -> Decimal:
        return self.highest - self.lowest


def disagreement(sheets: Sequence[SheetTotal], decimals: int = 2) -> Disagreement | None:
    """None without a sheet."""
    if not sheets:
        return None
    points = [one.points for one in sheets]
    return Disagreement(len(points), min(points), max(points), _deviation(points, decimals))


def _deviation(points: Sequence[Decimal], decimals: int) -> Decimal | None:
    if len(points) < 2:
        return None
    exact = [Fraction(one) for one in points]
    mean = sum(exact, Fraction(0)) / len(exact)
    variance = sum(((one - mean) ** 2 for one in exact), Fraction(0)) / (len(exact) - 1)
    with localcontext() as context:
        context.prec = 50
        root = (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()
        return root.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
