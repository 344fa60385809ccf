"""Reads over assets: the door other rooms use."""

from dure.journey.assets.queries.labels import LabelFacts, labels_of
from dure.journey.assets.queries.rows import (
    asset,
    asset_by_label,
    assets_of,
    disposal,
    disposals_of,
    mine,
    register,
    sightings_of,
)
from dure.journey.assets.queries.stage import firm_standings, standing, story, tallies
from dure.journey.assets.queries.suggesting import Suggestion, suggest_from, suggestions
from dure.journey.assets.queries.unseen import Unseen, unseen
from dure.journey.assets.queries.waiting import waiting

__all__ = [
    "LabelFacts",
    "Suggestion",
    "Unseen",
    "asset",
    "asset_by_label",
    "assets_of",
    "disposal",
    "disposals_of",
    "firm_standings",
    "labels_of",
    "mine",
    "register",
    "sightings_of",
    "standing",
    "story",
    "suggest_from",
    "suggestions",
    "tallies",
    "unseen",
    "waiting",
]
