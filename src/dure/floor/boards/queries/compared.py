"""A plant before and after a day: medians of its shifts, with how many there are and how much of them is known."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from dure.engine.floor.facts import Facts
from dure.engine.floor.kpi import share, total
from dure.floor.boards.queries.reckoned import Known
from dure.floor.boards.queries.shared import OF_TIME, RATIOS, figures_for, rows_for, tells, within
from dure.floor.plant.terms import USAGE, Terms

# A quarter on either side: long enough for seasons of a week, short enough to be about the day.
REACH: Final = timedelta(days=91)
# Fewer shifts say more of chance than of the plant.
FEWEST_SHIFTS: Final = 10
NOT_SHARED: Final = gettext_lazy("days before not shared")
TOO_FEW: Final = gettext_lazy("too few shifts")


@dataclass(frozen=True)
class Side:
    """`median` in percent over `shifts` shifts; `coverage` the known share of all the planned time of these days."""

    first: date
    last: date
    median: float | None
    shifts: int
    coverage: float | None


@dataclass(frozen=True)
class Compared:
    """One ratio on both sides of a day. It says that something differs, not why. `why`: no comparison is possible."""

    name: str
    before: Side
    after: Side
    why: str | Promise

    @property
    def points(self) -> float | None:
        """Percentage points from before to after."""
        if self.why or self.before.median is None or self.after.median is None:
            return None
        return self.after.median - self.before.median


def compared(known: Known, terms: Terms, day: date) -> list[Compared]:
    """Each agreed ratio before the day, and from it on."""
    return [_compared(name, known, terms, day) for name in terms.figures if name in RATIOS and name != USAGE]


def span_around(day: date) -> tuple[date, date]:
    """The days that a comparison looks at."""
    return day - REACH, day + REACH - timedelta(days=1)


def _compared(name: str, known: Known, terms: Terms, day: date) -> Compared:
    first, last = span_around(day)
    before = _side(name, known, terms, first, day - timedelta(days=1))
    after = _side(name, known, terms, day, last)
    why: str | Promise = ""
    if before.last < before.first:
        why = NOT_SHARED
    elif min(before.shifts, after.shifts) < FEWEST_SHIFTS:
        why = TOO_FEW
    return Compared(name, before, after, why)


def _side(name: str, known: Known, terms: Terms, first: date, last: date) -> Side:
    first, last = within(terms, first, last)
    by_shift: dict[str, list[Facts]] = defaultdict(list)
    for row in known.rows:
        if first <= row.day <= last and terms.reaches(row):
            by_shift[row.label].append(row)
    values = [value for rows in by_shift.values() if (value := _ratio(name, known, rows)) is not None]
    planned = total(row for rows in by_shift.values() for row in rows_for(name, known, rows))
    return Side(
        first, last, 100 * median(values) if values else None, len(values), share(planned.known_s, planned.pbt_s)
    )


def _ratio(name: str, known: Known, rows: list[Facts]) -> float | None:
    """That of one shift; None below the coverage floor."""
    if name not in OF_TIME and not any(tells(row) for row in rows_for(name, known, rows)):
        return None
    return RATIOS[name](figures_for(name, known, rows))
