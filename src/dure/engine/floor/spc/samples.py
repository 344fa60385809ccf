"""What is charted: measured samples, or counted ones."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Chart(StrEnum):
    XBAR_R = "xbar_r"
    XBAR_S = "xbar_s"
    I_MR = "i_mr"
    P = "p"
    NP = "np"
    C = "c"
    U = "u"
    EWMA = "ewma"

    @property
    def measured(self) -> bool:
        """Drawn from values, not from counts."""
        return self in {Chart.XBAR_R, Chart.XBAR_S, Chart.I_MR, Chart.EWMA}


@dataclass(frozen=True, slots=True)
class Sample:
    """Values measured together: all within one sample vary by common causes only."""

    label: str
    values: tuple[float, ...]

    @property
    def size(self) -> int:
        return len(self.values)


@dataclass(frozen=True, slots=True)
class Tally:
    """Defective pieces (p, np) or defects (c, u) found in `size` inspected units."""

    label: str
    count: int
    size: int


Samples = tuple[Sample, ...] | tuple[Tally, ...]
