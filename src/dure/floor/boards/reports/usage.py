"""The report on use: how much was recorded on which days, by whom, and on which days nothing was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dure.engine.floor.calendar import windows
from dure.engine.floor.events import family_of, is_typed
from dure.engine.floor.plant import Plant
from dure.floor.boards.queries.made import every_day
from dure.floor.boards.reports.spans import Span
from dure.floor.events.queries import quarantined
from dure.floor.events.usage import Told, told_by_day
from dure.floor.plant.queries import plant_of


@dataclass(frozen=True)
class DayOfUse:
    """One local day. `planned`: some line has a shift that starts on it. `late`: came more than a day afterwards.

    `held_back`: what arrived on the day and was not taken, because it contradicts what is stored or lies ahead.
    """

    day: date
    planned: bool
    records: int
    typed: int
    automatic: int
    corrections: int
    late: int
    held_back: int
    first: datetime | None
    last: datetime | None
    sources: dict[str, int]


@dataclass(frozen=True)
class SourceOfUse:
    """One source (its installations taken together) over the span. `origins`: the ways its records came."""

    source: str
    typed: bool
    origins: tuple[str, ...]
    records: int
    days: int
    first: datetime
    last: datetime


@dataclass(frozen=True)
class UsageReport:
    days: list[DayOfUse]
    sources: list[SourceOfUse]

    @property
    def without_records(self) -> list[date]:
        """Days on which work was planned and nothing recorded."""
        return [each.day for each in self.days if each.planned and not each.records]

    @property
    def totals(self) -> dict[str, int]:
        names = ("records", "typed", "automatic", "corrections", "late", "held_back")
        found = {name: sum(getattr(each, name) for each in self.days) for name in names}
        return {
            "days": len(self.days),
            "days_planned": sum(each.planned for each in self.days),
            "days_with_records": sum(bool(each.records) for each in self.days),
            "planned_days_without_records": len(self.without_records),
            **found,
        }


def usage_report(site: str, span: Span) -> UsageReport:
    """Counted from the raw records by the local day of what they tell of."""
    plant = plant_of(site)
    start = datetime.combine(span.first, time(), plant.timezone)
    end = datetime.combine(span.last + timedelta(days=1), time(), plant.timezone)
    told = told_by_day(site, start, end, plant.timezone)
    by_day: dict[date, list[Told]] = {day: [] for day in every_day(span.first, span.last)}
    for each in told:
        by_day[each.day].append(each)
    held = Counter(each.received_at.astimezone(plant.timezone).date() for each in quarantined(site))
    planned = _planned(plant, span)
    return UsageReport([_day(day, found, day in planned, held[day]) for day, found in by_day.items()], _sources(told))


def _planned(plant: Plant, span: Span) -> set[date]:
    return {window.day for line in plant.lines for window in windows(plant, line, span.first, span.last)}


def _day(day: date, told: list[Told], planned: bool, held_back: int) -> DayOfUse:
    records = _sum(told)
    typed = _sum(each for each in told if is_typed(each.source_id))
    sources: Counter[str] = Counter()
    for each in told:
        sources[family_of(each.source_id)] += each.records
    return DayOfUse(
        day=day,
        planned=planned,
        records=records,
        typed=typed,
        automatic=records - typed,
        corrections=_sum(each for each in told if each.is_correction),
        late=_sum(each for each in told if each.is_late),
        held_back=held_back,
        first=min((each.first for each in told), default=None),
        last=max((each.last for each in told), default=None),
        sources=dict(sorted(sources.items())),
    )


def _sources(told: list[Told]) -> list[SourceOfUse]:
    found: dict[str, list[Told]] = {}
    for each in told:
        found.setdefault(family_of(each.source_id), []).append(each)
    return [
        SourceOfUse(
            source=family,
            typed=is_typed(family),
            origins=tuple(sorted({each.origin for each in rows})),
            records=_sum(rows),
            days=len({each.day for each in rows}),
            first=min(each.first for each in rows),
            last=max(each.last for each in rows),
        )
        for family, rows in sorted(found.items())
    ]


def _sum(told: Iterable[Told]) -> int:
    return sum(each.records for each in told)
