"""Reads over agreements: the door other rooms use."""

from dure.journey.agreements.queries.changes import change, changes_of, compare, open_change
from dure.journey.agreements.queries.late import Late, late
from dure.journey.agreements.queries.memoranda import memoranda, memorandum, usual_draft
from dure.journey.agreements.queries.owner import bars_of, owner_sentence, share_bars
from dure.journey.agreements.queries.reviews import cost_review, reckoning
from dure.journey.agreements.queries.rows import (
    agreed_costs,
    agreement,
    agreement_of,
    agreements_of,
    facts,
    facts_of,
    mine,
    plan_versions,
    visible,
)
from dure.journey.agreements.queries.stage import firm_standings, standing, story, tallies, waiting
from dure.journey.agreements.queries.start import (
    bond_problem,
    bonds_in_force,
    bonds_of,
    expiring_bonds,
    start_of,
    started_by,
)
from dure.journey.agreements.values import AgreedCostFacts, AgreementFacts, ShareBar

__all__ = [
    "AgreedCostFacts",
    "AgreementFacts",
    "Late",
    "ShareBar",
    "agreed_costs",
    "agreement",
    "agreement_of",
    "agreements_of",
    "bars_of",
    "bond_problem",
    "bonds_in_force",
    "bonds_of",
    "change",
    "changes_of",
    "compare",
    "cost_review",
    "expiring_bonds",
    "facts",
    "facts_of",
    "firm_standings",
    "late",
    "memoranda",
    "memorandum",
    "mine",
    "open_change",
    "owner_sentence",
    "plan_versions",
    "reckoning",
    "share_bars",
    "standing",
    "start_of",
    "started_by",
    "story",
    "tallies",
    "usual_draft",
    "visible",
    "waiting",
]
