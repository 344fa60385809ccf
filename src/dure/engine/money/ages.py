"""How long something has been open: unsettled projects, uncollected debts, unanswered claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Bucket:
    """Days since it opened, both ends included; no end means and longer. Below zero: not yet due."""

    from_days: int | None
    to_days: int | None

    def holds(self, days: int) -> bool:
        """Whether an age belongs here."""
        return (self.from_days is None or self.from_days <= days) and (self.to_days is None or days <= self.to_days)


def buckets(*ends: int) -> tuple[Bucket, ...]:
    """Buckets that leave no gap: not yet due, from 0 to the first end, on to each next end, and longer."""
    starts = (0, *(end + 1 for end in ends))
    return (
        Bucket(None, -1),
        *(Bucket(start, end) for start, end in zip(starts, (*ends, None), strict=True)),
    )


BUCKETS = buckets(30, 90, 180, 365)


@dataclass(frozen=True, slots=True)
class Aged:
    """Something open since a day, and its amount."""

    id: str
    since_on: date
    won: int = 0


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """All that falls in one bucket, the oldest first."""

    bucket: Bucket
    ids: tuple[str, ...]
    won: int


def ageing(items: Iterable[Aged], on: date, into: Sequence[Bucket] = BUCKETS) -> tuple[AgeGroup, ...]:
    """Every item in exactly one group; groups in the buckets' order, empty ones too."""
    ordered = sorted(items, key=lambda item: (item.since_on, item.id))
    return tuple(_group(bucket, ordered, on) for bucket in into)


def _group(bucket: Bucket, ordered: Sequence[Aged], on: date) -> AgeGroup:
    held = [item for item in ordered if bucket.holds((on - item.since_on).days)]
    return AgeGroup(bucket, tuple(item.id for item in held), sum(item.won for item in held))
