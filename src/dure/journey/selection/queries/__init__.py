"""Reads of the selection: the door other rooms use."""

from dure.journey.selection.queries.decisions import (
    Published,
    PublishedFirm,
    Shortfall,
    decision_of,
    published,
    shortfalls,
)
from dure.journey.selection.queries.stage import facts, firm_standings, standing, story, tallies, waiting

__all__ = [
    "Published",
    "PublishedFirm",
    "Shortfall",
    "decision_of",
    "facts",
    "firm_standings",
    "published",
    "shortfalls",
    "standing",
    "story",
    "tallies",
    "waiting",
]
