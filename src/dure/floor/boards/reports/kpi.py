"""The report on figures: by month, for the whole span, and for two spans set side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from dure.engine.floor.facts import Facts
from dure.engine.floor.outside import Outside
from dure.engine.floor.plant import Plant
from dure.floor.boards.facts import facts_of, outside_of
from dure.floor.boards.queries.stops import Stop, standing_of
from dure.floor.boards.reports.measuring import Measured, measured
from dure.floor.boards.reports.shape import shape_of, units_of
from dure.floor.boards.reports.spans import Asked, Role, Span
from dure.floor.plant.queries import plant_of


@dataclass(frozen=True)
class Window:
    """What was measured on some days."""

    span: Span
    role: Role
    measured: list[Measured]


@dataclass(frozen=True)
class Change:
    """One indicator before and after. It says that something differs, not why."""

    before: Measured
    after: Measured

    @property
    def pct(self) -> float | None:
        """How far the later value is from the earlier one; None where either is refused or there is no base."""
        if self.before.value is None or self.after.value is None or self.before.value == 0:
            return None
        return 100 * (self.after.value - self.before.value) / self.before.value


@dataclass(frozen=True)
class KpiReport:
    """`stops`: standing still within the span by machine and reason, the longest first.

    `outside`: what was told within the span outside every shift; `units`: in what each machine counts.
    """

    windows: list[Window]
    stops: tuple[Stop, ...]
    outside: tuple[Outside, ...]
    units: dict[str, str]

    def of(self, role: Role) -> list[Window]:
        return [window for window in self.windows if window.role is role]

    @property
    def changes(self) -> list[Change]:
        """The indicators of the two spans side by side; empty where none were chosen."""
        before, after = self.of(Role.BEFORE), self.of(Role.AFTER)
        if not before or not after:
            return []
        return [Change(one, other) for one, other in zip(before[0].measured, after[0].measured, strict=True)]


def kpi_report(site: str, asked: Asked, at: datetime) -> KpiReport:
    """All spans by the plant in force, so that before and after are measured by one rule; running shifts up to `at`."""
    plant = plant_of(site)
    spans = [(Role.SPAN, asked.span), (Role.BEFORE, asked.before), (Role.AFTER, asked.after)]
    facts = {role: facts_of(site, span.first, span.last, at) for role, span in spans if span is not None}
    shape = shape_of(site, plant, [row for rows in facts.values() for row in rows])
    windows = [Window(span, Role.MONTH, measured(plant, rows, shape)) for span, rows in _months(asked, facts)]
    windows += [
        Window(span, role, measured(plant, facts[role], shape)) for role, span in spans if span is not None
    ]  # fmt: skip
    outside = tuple(outside_of(site, asked.span.first, asked.span.last))
    return KpiReport(windows, _stops(plant, facts[Role.SPAN]), outside, units_of(site, plant))


def _months(asked: Asked, facts: dict[Role, list[Facts]]) -> Iterator[tuple[Span, list[Facts]]]:
    rows = facts[Role.SPAN]
    for _month, days in groupby(_days(asked.span), key=lambda day: (day.year, day.month)):
        found = list(days)
        span = Span(found[0], found[-1])
        yield span, [row for row in rows if span.first <= row.day <= span.last]


def _days(span: Span) -> list[date]:
    return [span.first + timedelta(days=number) for number in range((span.last - span.first).days + 1)]


def _stops(plant: Plant, rows: list[Facts]) -> tuple[Stop, ...]:
    return standing_of(plant, rows).stops
