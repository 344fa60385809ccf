"""Reads over the evaluation: the door other rooms use."""

from dure.journey.evaluation.queries.agreement import Agreement, SeverityLine, Spread, agreement
from dure.journey.evaluation.queries.desk import late_sheets, panels, phase, phases, progress, seats_of
from dure.journey.evaluation.queries.official import (
    CriterionFacts,
    OfficialScoreFacts,
    SheetTotal,
    StepFacts,
    extras,
    is_closed,
    is_due,
    official_score,
    official_scores,
)
from dure.journey.evaluation.queries.people import assessor, conflicts, pool
from dure.journey.evaluation.queries.sheets import my_past_sheets, my_sheets, sheet, sheet_of
from dure.journey.evaluation.queries.stage import story
from dure.journey.evaluation.queries.standings import firm_standings, standing, tallies
from dure.journey.evaluation.queries.waiting import waiting

__all__ = [
    "Agreement",
    "CriterionFacts",
    "OfficialScoreFacts",
    "SeverityLine",
    "SheetTotal",
    "Spread",
    "StepFacts",
    "agreement",
    "assessor",
    "conflicts",
    "extras",
    "firm_standings",
    "is_closed",
    "is_due",
    "late_sheets",
    "my_past_sheets",
    "my_sheets",
    "official_score",
    "official_scores",
    "panels",
    "phase",
    "phases",
    "pool",
    "progress",
    "seats_of",
    "sheet",
    "sheet_of",
    "standing",
    "story",
    "tallies",
    "waiting",
]
