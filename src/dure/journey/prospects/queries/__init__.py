"""Reads over interest forms and visits: the door other rooms use."""

from dure.journey.prospects.queries.choices import lists_of, visitors_of
from dure.journey.prospects.queries.coverage import CityCoverage, Coverage, SectorCoverage, coverage
from dure.journey.prospects.queries.duplicates import Suspicion, similar_pairs, similar_to
from dure.journey.prospects.queries.interests import (
    by_private_link,
    interest,
    interest_of_firm,
    interests_of,
    sheet,
)
from dure.journey.prospects.queries.stage import firm_standings, programmes_of_firm, standing, story, tallies, waiting
from dure.journey.prospects.queries.visits import draft_texts, my_visits, visit, visits_of, visits_to

__all__ = [
    "CityCoverage",
    "Coverage",
    "SectorCoverage",
    "Suspicion",
    "by_private_link",
    "coverage",
    "draft_texts",
    "firm_standings",
    "interest",
    "interest_of_firm",
    "interests_of",
    "lists_of",
    "my_visits",
    "programmes_of_firm",
    "sheet",
    "similar_pairs",
    "similar_to",
    "standing",
    "story",
    "tallies",
    "visit",
    "visitors_of",
    "visits_of",
    "visits_to",
    "waiting",
]
