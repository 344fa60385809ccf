"""The records of several days at once, for pages that read their events anyway."""

from collections.abc import Iterable
from datetime import date, datetime

from dure.engine.floor.events import Event
from dure.engine.floor.plant import Plant
from dure.floor.quality.records import DayRecords, records_by_day


def records_on(
    plant: Plant, days: Iterable[date], told: Iterable[Event], now: datetime
) -> dict[date, list[DayRecords]]:
    """Every CCP and check of the plant on each of the days, CCPs first.

    `told`: the raw events of the days, with all corrections.
    """
    return records_by_day(plant, [*plant.ccps.values(), *plant.checks.values()], days, told, now)
