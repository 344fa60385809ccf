"""What a recipient sees of a plant: by week, only the figures agreed to, and nothing from before the agreed day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from dure.engine.floor.facts import Facts
from dure.engine.floor.kpi import Figures, figures, total
from dure.floor.boards.queries.made import made_of
from dure.floor.boards.reading import Days, days_of
from dure.floor.plant.models import Sharing
from dure.foundation.interface.formats import number

WEEKS: Final = 8
WEEK: Final = timedelta(days=7)


@dataclass(frozen=True)
class SharedWeek:
    """The agreed figures of one week in words, in the order agreed; the first week may be cut by the agreed day."""

    first: date
    last: date
    values: tuple[str, ...]


def weeks_shared(sharing: Sharing, today: date) -> list[SharedWeek]:
    """The newest eight weeks, newest first; empty after the end of the agreement and before its day."""
    if sharing.ended_at is not None or sharing.starts_on > today:
        return []
    monday = today - timedelta(days=today.weekday())
    first = max(sharing.starts_on, monday - (WEEKS - 1) * WEEK)
    days = days_of(sharing.site.code, first, today)
    found = []
    while monday + WEEK > first:
        found.append(_week(sharing, days, max(first, monday), min(today, monday + WEEK - timedelta(days=1))))
        monday -= WEEK
    return found


def _week(sharing: Sharing, days: Days, first: date, last: date) -> SharedWeek:
    rows = [row for row in days.rows if first <= row.day <= last]
    found = figures(days.plant, total(rows), window=first.isoformat(), machine=None, line=None, revision=1)
    return SharedWeek(first, last, tuple(_value(name, days, rows, found) for name in sharing.figures))


def _value(name: str, days: Days, rows: list[Facts], found: Figures) -> str:
    """One figure in words. A name that is not known gives nothing: what was not agreed is never shown."""
    told = [row for row in rows if row.unknown_s < row.pbt_s or row.pq or row.input_kg or row.output_kg]
    if not told:
        return "–"
    if name == "output":
        return made_of(days, rows).text
    if name == "yield":
        return _percent(found.yield_)
    if name == "quality":
        return _percent(found.quality)
    if name == "oee":
        return _machines(found)
    if name == "usage":
        words = {"days": len({row.day for row in told}), "pct": _percent(found.coverage)}
        return _("%(days)d days with records; %(pct)s of the time is known") % words
    return "–"


def _machines(found: Figures) -> str:
    if found.oee is None:
        return _("not given: too much of the time is not known, or no run time is planned")
    words = {"oee": _percent(found.oee), "low": _percent(found.oee_low), "high": _percent(found.oee_high)}
    return _("%(oee)s (between %(low)s and %(high)s)") % words


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{number(100 * value, 1)}%"
