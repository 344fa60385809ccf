"""Facts of a site from its stored events."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Final

from dure.engine.floor.facts import Facts
from dure.engine.floor.outside import Outside
from dure.floor.boards.kpi.facts import fact_table
from dure.floor.boards.kpi.outside import outside_table
from dure.floor.boards.kpi.source import on_duckdb
from dure.floor.boards.reading import days_of
from dure.floor.events.kept import spelled
from dure.floor.events.queries import parts
from dure.floor.plant.queries import plant_of

# For a few days reading their events is quicker than planning a query; from here on it is the other way round.
FEW_DAYS: Final = 31


def facts_of(site: str, first: date, last: date, until: datetime) -> list[Facts]:
    """By machine and shift, for the shifts that start on these local days, both included.

    `until`: how far the time of a shift that still runs is planned.
    """
    if (last - first).days < FEW_DAYS:
        return days_of(site, first, last, until).rows
    return fact_table(plant_of(site), on_duckdb(*parts(site)), first, last, until)


def outside_of(site: str, first: date, last: date) -> list[Outside]:
    """By machine and local day, both included, what was told outside every shift."""
    if (last - first).days < FEW_DAYS:
        return days_of(site, first, last, None).outside
    return outside_table(plant_of(site), on_duckdb(*parts(site)), first, last)


def spelling_of(row: Facts) -> str:
    """What of a fact is kept and compared, the same however it was computed: numbers beyond what anybody measures are
    cut off, and a whole number is spelled as any other.
    """
    return spelled({name: _plain(value) for name, value in asdict(row).items()})


def _plain(value: object) -> object:
    if isinstance(value, int | float):
        # Adding zero takes the sign from a minus zero.
        return round(float(value), 6) + 0.0
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value.isoformat() if isinstance(value, date) else value
