"""What the pages of a plant have in common: whose it is, which days are asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from dure.floor.boards.queries.day import working_day
from dure.floor.boards.queries.records import day_or
from dure.floor.entry.suppliers.queries import names_of
from dure.floor.plant import frame
from dure.floor.plant.names import Called
from dure.foundation.installation.clock import now
from dure.foundation.interface.parts import Crumb

# A quarter for pages that read the records themselves; a year for figures.
MOST_DAYS: Final = 92
MOST_DAYS_OF_FIGURES: Final = 366


@dataclass(frozen=True)
class Here(frame.Here):
    """With the day that people are at work on, and the way to its records."""

    @property
    def today(self) -> date:
        return working_day(self.plant, now())

    def naming_sources(self) -> Called:
        """With the names that the plant gave to systems that send records: one query."""
        return replace(self.called, sources=names_of(self.site))

    def context(self, route: str, title: str | Promise) -> dict[str, Any]:
        """What every page's template needs."""
        return self.framed(route, *([] if route == "boards:owner" else [Crumb(title)]))

    def records_url(self, first: date, last: date, **wanted: str) -> str:
        """Where the records behind a figure stand: those of one day on the page on which they are corrected."""
        if first == last:
            return f"{reverse('entry:records', args=[self.code])}?{urlencode({'day': first.isoformat(), **wanted})}"
        told = {"from": first.isoformat(), "to": last.isoformat(), **wanted}
        return f"{reverse('boards:raw', args=[self.code])}?{urlencode(told)}"


def here(request: HttpRequest, code: str) -> Here:
    """The plant of an address, if the actor may see it."""
    return Here.asked(request, code)


def day_asked(request: HttpRequest, otherwise: date) -> date:
    """The day named in the address, never one to come."""
    return min(day_or(request.GET.get("day", ""), otherwise), otherwise)


def days_beside(day: date, today: date) -> dict[str, Any]:
    """The day of a page and those beside it, for its way from day to day; none after today."""
    one = timedelta(days=1)
    return {"day": day, "is_today": day == today, "before": day - one, "after": day + one if day < today else None}


def span_asked(request: HttpRequest, today: date, length: int, most: int = MOST_DAYS) -> tuple[date, date]:
    """The span named in the address, else the last days up to today; of a longer one its last days."""
    last = min(day_or(request.GET.get("to", ""), today), today)
    first = min(day_or(request.GET.get("from", ""), last - timedelta(days=length - 1)), last)
    return max(first, last - timedelta(days=most - 1)), last
