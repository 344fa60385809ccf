"""The days that a report is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReportKind(StrEnum):
    """Which report."""

    USAGE = "usage"
    KPI = "kpi"


class Role(StrEnum):
    """What some days of a report stand for."""

    MONTH = "month"
    SPAN = "span"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class Span:
    """Local days, both included; a shift belongs to the day it starts."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} lies before {self.first}")

    @property
    def text(self) -> str:
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


@dataclass(frozen=True)
class Asked:
    """`before` and `after` come together or not at all."""

    kind: ReportKind
    span: Span
    before: Span | None = None
    after: Span | None = None
