"""Reckoning plants that share figures ahead of time, so that a page of many plants opens at once."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Final

from django.core.cache import cache
from django.db import transaction

from dure.floor.boards.models import Reckoned, ReckonedDay
from dure.floor.boards.queries.reckoned import KEPT, holds, spelled, tellers_of
from dure.floor.events.queries import span_of, volume
from dure.floor.plant.models import Site
from dure.floor.plant.queries import plant_of, shared_sites, version_of
from dure.foundation.installation import clock

# A plant whose machines tell all day is reckoned a few times an hour; its own page is always of now.
_BETWEEN_ROUNDS_S: Final = 900


def reckon_when_due() -> None:
    """The worker's chore."""
    if cache.add("boards.reckoned", True, _BETWEEN_ROUNDS_S):
        reckon_shared(clock.now())


def reckon_shared(at: datetime) -> int:
    """Bring what is kept up to date, and throw away what nobody sees any more; gives how many were reckoned."""
    shared = list(shared_sites())
    for model in (ReckonedDay, Reckoned):
        model.objects.exclude(site__in=shared).delete()
    return sum(reckon(site, at) for site in shared if not holds(site))


def reckon(site: Site, at: datetime) -> bool:
    """Keep the facts of all days of a plant; whether it has any records.

    What arrives while it is reckoned may be in the facts but not in the head, so that it is reckoned again.
    """
    # Every command and page starts with this module, and few ask a large library for figures.
    from dure.floor.boards.facts import facts_of

    head, version, span = volume(site.code).head, version_of(site), span_of(site.code)
    if span is None or version is None:
        return False
    plant = plant_of(site.code)
    first, last = (each.astimezone(plant.timezone).date() for each in span)
    rows = facts_of(site.code, first - timedelta(days=1), last, at)
    by_day: dict[date, list[object]] = defaultdict(list)
    for row in rows:
        by_day[row.day].append(spelled(row))
    shape = tellers_of(site.code, plant, rows).as_json()
    with transaction.atomic():
        Reckoned.objects.update_or_create(
            site=site,
            defaults={
                "head": head, "version": version, "definition": KEPT, "shape": shape, "first_at": span[0],
                "reckoned_at": at,
            },
        )  # fmt: skip
        ReckonedDay.objects.filter(site=site).delete()
        days = [ReckonedDay(site=site, day=day, rows=found) for day, found in by_day.items()]
        ReckonedDay.objects.bulk_create(days, batch_size=200)
    return True
