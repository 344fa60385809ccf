"""The selection problem as frozen values. Scores are whole steps; a step is 10^-decimals of the notice's points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SEATS: Final = "seats"
COUNT: Final = "count"


class Rule(StrEnum):
    MAX_TOTAL = "max_total"
    SCORE_ORDER = "score_order"

    @property
    def other(self) -> Rule:
        return Rule.SCORE_ORDER if self is Rule.MAX_TOTAL else Rule.MAX_TOTAL


@dataclass(frozen=True, slots=True)
class Applicant:
    id: str
    score: int
    measures: Mapping[str, int]
    tags: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Constraint:
    """The sum of `measure` ("count": one each) over the applicants that `where` matches, within its bounds."""

    name: str
    where: Mapping[str, tuple[str, ...]]
    measure: str
    minimum: int | None = None
    maximum: int | None = None
    allow_empty: bool = False

    def matches(self, applicant: Applicant) -> bool:
        return all(applicant.tags.get(tag) in values for tag, values in self.where.items())

    def amount(self, applicant: Applicant) -> int:
        """What this applicant uses of the constraint if selected."""
        if not self.matches(applicant):
            return 0
        return 1 if self.measure == COUNT else applicant.measures.get(self.measure, 0)


@dataclass(frozen=True, slots=True)
class TagKey:
    """A tie key: those whose tag is the first of `first` come first, then the second, then all others."""

    tag: str
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasureKey:
    """A tie key: smaller amounts come first, those without the measure last."""

    measure: str


TieKey = TagKey | MeasureKey


@dataclass(frozen=True, slots=True)
class Problem:
    """Applicants stand in the file's order, which has no meaning; constraints in listed order, which has."""

    rule: Rule
    seats: int
    score_max: int
    decimals: int
    applicants: tuple[Applicant, ...]
    constraints: tuple[Constraint, ...]
    pinned: frozenset[str]
    barred: frozenset[str]
    tie_order: tuple[TieKey, ...]

    @property
    def limits(self) -> tuple[Constraint, ...]:
        """All constraints, `seats` first, then as listed."""
        return (Constraint(SEATS, {}, COUNT, maximum=self.seats), *self.constraints)

    @property
    def measure_names(self) -> tuple[str, ...]:
        return tuple(sorted({name for one in self.applicants for name in one.measures}))
