"""One plotted line of a chart, with the limits of each of its points."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dure.engine.floor.spc.rules import SLACK, Standings


@dataclass(frozen=True)
class Track:
    """Parallel lists, one entry a point. Limits stand `reach` sigmas from the centre, clipped to what can happen."""

    values: tuple[float, ...]
    centers: tuple[float, ...]
    sigmas: tuple[float, ...]
    reach: float = 3.0
    lowest: float = -math.inf
    highest: tuple[float, ...] = ()

    def lcl(self, point: int) -> float:
        return max(self.lowest, self.centers[point] - self.reach * self.sigmas[point])

    def ucl(self, point: int) -> float:
        wide = self.centers[point] + self.reach * self.sigmas[point]
        return min(self.highest[point], wide) if self.highest else wide

    @property
    def zoned(self) -> bool:
        """Without a sigma there are no zones: a point is on the centre, or beyond the limits."""
        return all(self.sigmas)

    def standings(self) -> Standings:
        """Distances from the centre, scaled so that 3 is the limit; steps smaller than rounding are none."""
        z = tuple(self._z(point) for point in range(len(self.values)))
        # Where each point has its own centre, only standings can be compared along the line.
        level = self.values if len(set(self.centers)) == 1 else z
        units = self.sigmas if level is self.values else (1.0,) * len(z)
        steps = [_sign(level[point] - level[point - 1], units[point]) for point in range(1, len(z))]
        return Standings(z, (0, *steps))

    def _z(self, point: int) -> float:
        distance = self.values[point] - self.centers[point]
        if self.sigmas[point] == 0:
            return math.copysign(math.inf, distance) if distance else 0.0
        return distance / self.sigmas[point] * 3 / self.reach


def _sign(difference: float, unit: float) -> int:
    if abs(difference) <= SLACK * unit:
        return 0
    return 1 if difference > 0 else -1
