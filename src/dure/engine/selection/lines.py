"""Rows and cuts in floating point: what a linear solver is shown, and what its prices are multiplied with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Line:
    """`low <= amounts @ shares <= high`; a solver sees it divided by `scale`."""

    amounts: Real
    low: float
    high: float
    scale: float

    @cached_property
    def shown(self) -> tuple[float, float]:
        """The bounds as a solver sees them; one that no set can break is infinite."""
        least, most = float(np.minimum(self.amounts, 0).sum()), float(np.maximum(self.amounts, 0).sum())
        low = self.low / self.scale if self.low > least else -np.inf
        return low, self.high / self.scale if self.high < most else np.inf

    @property
    def can_bind(self) -> bool:
        return self.shown != (-np.inf, np.inf)


def line_of(amounts: Real, low: float, high: float) -> Line:
    return Line(amounts, low, high, max(float(np.abs(amounts).max(initial=0.0)), 1.0))


class Lines:
    """Lines over the same applicants, and the same as arrays."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.all: list[Line] = []

    def add(self, line: Line) -> None:
        self.all.append(line)
        for name in ("matrix", "lows", "highs", "scales", "masses"):
            self.__dict__.pop(name, None)

    @cached_property
    def matrix(self) -> Real:
        return np.vstack([np.zeros((0, self.width)), *(line.amounts for line in self.all)])

    @cached_property
    def lows(self) -> Real:
        return np.array([line.low for line in self.all])

    @cached_property
    def highs(self) -> Real:
        return np.array([line.high for line in self.all])

    @cached_property
    def scales(self) -> Real:
        return np.array([line.scale for line in self.all])

    @cached_property
    def masses(self) -> Real:
        """Each line's amounts added up without their signs."""
        return np.asarray(np.abs(self.matrix).sum(axis=1))
