"""Limit alarms: a check outside its limits is told at once, whoever or whatever measured it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError

from dure.engine.floor.effective import effective
from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant import Check, Plant
from dure.floor.events.spans import around
from dure.floor.plant.models import Site
from dure.floor.quality import telling
from dure.floor.quality.models import LimitAlarm
from dure.floor.quality.queries.alarms import repeat_of
from dure.foundation.access.actor import SYSTEM
from dure.foundation.installation.clock import now
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act

Key = tuple[str, int]
# A tablet that had no signal tells late; what is older than a day nobody can still mend.
NEWS_FOR: Final = timedelta(days=1)


def tell_outside(found: Site, plant: Plant, events: Iterable[Event]) -> None:
    """Tell of the checks that lie outside their limits, each series of values once.

    `events`: those that may; how they stand after corrections is looked up.
    """
    at = now()
    fresh = [e for e in events if e.kind is Kind.CHECK and e.reason in plant.checks and at - e.at <= NEWS_FOR]
    if not fresh:
        return
    every = repeat_of(found)
    first, last = min(event.at for event in fresh), max(event.at for event in fresh)
    standing = effective(around(found.code, first - NEWS_FOR, last + timedelta(seconds=1))).events
    keys = {event.key for event in fresh}
    for check, machine in dict.fromkeys((event.reason, event.machine) for event in fresh):
        mine = [e for e in standing if e.kind is Kind.CHECK and (e.reason, e.machine) == (check, machine)]
        told = set(
            LimitAlarm.objects.filter(site=found, check_id=check, machine=machine, found_at__gte=first - NEWS_FOR)
            .values_list("source_id", "source_seq")
        )  # fmt: skip
        # What was kept on a device comes all at once: the newest of it is the news.
        for event in [e for e in due(plant.checks[check], mine, told, every) if e.key in keys][-1:]:
            _open(found, plant, plant.checks[check], event, at)


def due(check: Check, standing: Iterable[Event], told: set[Key], every: timedelta) -> list[Event]:
    """The records to be told of: outside, and in their series none told within `every` before or after.

    A series ends with a value inside the limits. `standing`: the check's effective records on one machine, in order.
    """
    found: list[Event] = []
    series: list[Event] = []
    for event in standing:
        if not check.holds(event.value):
            series.append(event)
            continue
        found += _of_series(series, told, every)
        series = []
    return found + _of_series(series, told, every)


def _of_series(series: list[Event], told: set[Key], every: timedelta) -> list[Event]:
    times: list[datetime] = [event.at for event in series if event.key in told]
    found = []
    for event in series:
        if event.key not in told and all(abs(event.at - other) >= every for other in times):
            times.append(event.at)
            found.append(event)
    return found


def failing_checks(plant: Plant, events: Iterable[Event]) -> list[Event]:
    """The records of checks whose value as it was told lies outside."""
    checks = [event for event in events if event.kind is Kind.CHECK and event.reason in plant.checks]
    return [event for event in checks if not plant.checks[event.reason].holds(event.value)]


def _open(found: Site, plant: Plant, check: Check, event: Event, at: datetime) -> None:
    try:
        with act("quality.alarm", chain=INSTALLATION_CHAIN, by=SYSTEM, at=at) as this:
            row = LimitAlarm.objects.create(
                site=found,
                check_id=check.id,
                source_id=event.source_id,
                source_seq=event.source_seq,
                found_at=event.at,
                value=event.value,
                low=check.low,
                high=check.high,
                unit=check.unit,
                machine=event.machine,
                lot=event.lot,
            )
            this.about(row)
            telling.outside(row, plant, check, at=at)
    except IntegrityError:
        # Another process heard of it too, and was first.
        return
