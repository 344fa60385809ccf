"""Standing still: how long, for which reasons, and for how long nobody knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dure.engine.floor.facts import Facts
from dure.engine.floor.plant import Plant, TimeElement


@dataclass(frozen=True)
class Stop:
    """Time of one machine for one reason (empty: none told), in seconds."""

    machine: str
    reason: str
    seconds: float
    planned: bool


@dataclass(frozen=True)
class Standing:
    """What stood still within the planned time; planned stops (breaks, cleaning by plan) are not in `seconds`."""

    seconds: float
    unknown_s: float
    stops: tuple[Stop, ...]

    @property
    def longest(self) -> Stop | None:
        return next((stop for stop in self.stops if not stop.planned), None)


def standing_of(plant: Plant, rows: Iterable[Facts]) -> Standing:
    """The stops of some facts, the longest first."""
    found = list(rows)
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for row in found:
        for reason, seconds in row.stops.items():
            sums[(row.machine, reason)] += seconds
    stops = [Stop(machine, reason, seconds, _is_planned(plant, reason)) for (machine, reason), seconds in sums.items()]
    stops.sort(key=lambda stop: (-stop.seconds, stop.machine, stop.reason))
    return Standing(
        seconds=sum(row.aust_s + row.adet_s + row.adot_s for row in found),
        unknown_s=sum(row.unknown_s for row in found),
        stops=tuple(stops),
    )


def _is_planned(plant: Plant, reason: str) -> bool:
    found = plant.reasons.get(reason)
    return found is not None and found.element is TimeElement.PLANNED
