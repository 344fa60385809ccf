"""Keeping the figures of ended shifts as they stand, so that a later change shows as a revision."""

from datetime import timedelta

from dure.engine.floor.facts import DEFINITION
from dure.floor.boards.facts import facts_of, spelling_of
from dure.floor.events.actions import keep
from dure.floor.events.kept import KeptFact
from dure.floor.events.queries import span_of
from dure.floor.plant.queries import plant_of, version_number


def keep_period(site: str) -> int:
    """Keep the facts of every shift up to the newest event; returns how many revisions were written."""
    span = span_of(site)
    if span is None:
        return 0
    zone = plant_of(site).timezone
    first, last = (at.astimezone(zone).date() for at in span)
    number = version_number(site)
    rows = [
        KeptFact(row.machine, row.label, DEFINITION, spelling_of(row), number)
        for row in facts_of(site, first - timedelta(days=1), last)
    ]
    return keep(site, rows)
