"""Keeping the figures of ended shifts as they stand, so that a later change shows as a revision."""

from datetime import date, datetime, timedelta

from dure.engine.floor.calendar import windows
from dure.engine.floor.facts import DEFINITION
from dure.engine.floor.plant import Plant
from dure.floor.boards.facts import facts_of, spelling_of
from dure.floor.boards.reading import as_of
from dure.floor.events.actions import keep
from dure.floor.events.kept import KeptFact
from dure.floor.events.queries import span_of
from dure.floor.plant.queries import plant_of, version_number


def keep_period(site: str) -> int:
    """Keep the facts of every shift that is over, up to the newest event; returns how many revisions were written.

    Those of a shift that still runs would be revised by the clock alone.
    """
    span = span_of(site)
    if span is None:
        return 0
    plant, number, at = plant_of(site), version_number(site), as_of(site)
    first, last = (each.astimezone(plant.timezone).date() for each in span)
    first -= timedelta(days=1)
    over = _over(plant, first, last, at)
    rows = [
        KeptFact(row.machine, row.label, DEFINITION, spelling_of(row), number)
        for row in facts_of(site, first, last, at)
        if (row.line, row.label) in over
    ]
    return keep(site, rows)


def _over(plant: Plant, first: date, last: date, at: datetime) -> set[tuple[str, str]]:
    """Line and label of the shifts that have ended."""
    return {
        (line, window.label) for line in plant.lines for window in windows(plant, line, first, last) if window.end <= at
    }
