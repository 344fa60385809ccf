"""A supplier's track record, measured in Dure: shown only above the notice's minimum number of finished builds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final

FIGURES: Final = ("on_time", "delays", "findings", "response", "in_use")


@dataclass(frozen=True)
class FinishedBuild:
    """What is known of one finished build. ``days_late`` counts from the agreed end; ``delays`` days by who caused."""

    days_late: int
    delays: Mapping[str, int] = field(default_factory=dict)
    findings: int = 0
    in_use: bool | None = None
    response_hours: Sequence[float] = ()


@dataclass(frozen=True)
class TrackRecord:
    """The figures over ``builds`` finished builds; ``disputed`` names those under an open objection."""

    builds: int
    on_time: int
    delays: Mapping[str, int]
    findings_per_build: float
    response_hours: float | None
    in_use: int
    in_use_known: int
    disputed: frozenset[str] = frozenset()

    @property
    def on_time_pct(self) -> int:
        return round(100 * self.on_time / self.builds)


@dataclass(frozen=True)
class NotEnough:
    """Too few finished builds to be a record."""

    builds: int
    needed: int


def reckon(
    builds: Sequence[FinishedBuild], *, needed: int, disputed: frozenset[str] = frozenset()
) -> TrackRecord | NotEnough:
    """The record over these finished builds, or that they are too few."""
    if len(builds) < needed:
        return NotEnough(len(builds), needed)
    delays: dict[str, int] = {}
    for build in builds:
        for party, days in build.delays.items():
            delays[party] = delays.get(party, 0) + days
    hours = [each for build in builds for each in build.response_hours]
    known = [build.in_use for build in builds if build.in_use is not None]
    return TrackRecord(
        builds=len(builds),
        on_time=sum(1 for build in builds if build.days_late <= 0),
        delays=dict(sorted(delays.items(), key=lambda pair: (-pair[1], pair[0]))),
        findings_per_build=round(sum(build.findings for build in builds) / len(builds), 1),
        response_hours=round(median(hours), 1) if hours else None,
        in_use=sum(known),
        in_use_known=len(known),
        disputed=disputed,
    )
