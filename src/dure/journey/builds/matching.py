"""Which suppliers fit what a firm needs, and why: each point of the order has its reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from typing import Final

from dure.journey.builds.record import NotEnough, TrackRecord

_EARTH_KM: Final = 6371.0
# A supplier within this distance can come on the day.
NEAR_KM: Final = 40
# Builds under way from which a supplier is called busy.
BUSY_FROM: Final = 8


class Ground(StrEnum):
    """What speaks for or against a supplier; its words are the pages' matter."""

    TOPICS = "topics"
    SECTOR = "sector"
    SERVES_CITY = "serves_city"
    NEAR = "near"
    CAPABILITY = "capability"
    ON_TIME = "on_time"
    BUSY = "busy"
    NO_RECORD = "no_record"


@dataclass(frozen=True)
class Needs:
    """What a firm looks for: topics it wants built, its KSIC division, the city or county of its factory."""

    topics: frozenset[str] = frozenset()
    sector: str = ""
    city: str = ""
    point: tuple[float, float] | None = None


@dataclass(frozen=True)
class Candidate:
    """A supplier as far as the matching looks at it; ``capability`` is empty once its confirmation ran out."""

    organisation_id: int
    name: str
    topics: frozenset[str]
    sectors: frozenset[str]
    cities: frozenset[str]
    capability: str
    under_way: int
    record: TrackRecord | NotEnough
    point: tuple[float, float] | None = None


@dataclass(frozen=True)
class Reason:
    """One ground with its figure; ``names`` are the codes in common."""

    ground: Ground
    points: int
    number: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """A supplier, its points and their reasons."""

    candidate: Candidate
    reasons: tuple[Reason, ...] = field(default=())

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)


def match(needs: Needs, candidates: Sequence[Candidate]) -> list[Match]:
    """Those who build something of what is needed, the best fit first, ties by name."""
    found = [
        Match(each, _reasons(needs, each)) for each in candidates if not needs.topics or needs.topics & each.topics
    ]
    return sorted(found, key=lambda each: (-each.points, each.candidate.name, each.candidate.organisation_id))


def _reasons(needs: Needs, each: Candidate) -> tuple[Reason, ...]:
    common = tuple(sorted(needs.topics & each.topics))
    reasons = [
        *([Reason(Ground.TOPICS, 10 * len(common), len(common), common)] if common else []),
        *([Reason(Ground.SECTOR, 6, names=(needs.sector,))] if needs.sector and needs.sector in each.sectors else []),
        *([Reason(Ground.SERVES_CITY, 4)] if needs.city and needs.city in each.cities else []),
        *_distance(needs, each),
        *([Reason(Ground.CAPABILITY, 4, names=(each.capability,))] if each.capability else []),
        *_record(each.record),
        *([Reason(Ground.BUSY, -5, each.under_way)] if each.under_way >= BUSY_FROM else []),
    ]
    return tuple(reasons)


def _distance(needs: Needs, each: Candidate) -> list[Reason]:
    if needs.point is None or each.point is None:
        return []
    km = round(kilometres(needs.point, each.point))
    return [Reason(Ground.NEAR, 3, km)] if km <= NEAR_KM else []


def _record(record: TrackRecord | NotEnough) -> list[Reason]:
    if isinstance(record, NotEnough):
        return [Reason(Ground.NO_RECORD, 0, record.builds)]
    # A figure under objection counts for nothing until it is decided.
    if "on_time" in record.disputed:
        return []
    return [Reason(Ground.ON_TIME, round(record.on_time_pct / 20), record.on_time_pct)]


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points (latitude, longitude in degrees) as the crow flies."""
    north, south = radians(one[0]), radians(other[0])
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(radians(other[1] - one[1]) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))
