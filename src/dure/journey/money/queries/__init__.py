"""Reads over the money: the door other rooms use."""

from dure.journey.money.queries.ageing import ageing_of, late, unsettled
from dure.journey.money.queries.books import trial_balance
from dure.journey.money.queries.claims import claims_of, may_claim_next
from dure.journey.money.queries.imports import reconciliation
from dure.journey.money.queries.own import own_money
from dure.journey.money.queries.payments import payments_of
from dure.journey.money.queries.recovery import collection_of, debts_of, due_by_kind, recoveries_of
from dure.journey.money.queries.settlement import own_settlements, settlements_of
from dure.journey.money.queries.signal_reading import signals
from dure.journey.money.queries.stage import firm_standings, standing, story, tallies, waiting
from dure.journey.money.queries.statements import agreement_statement, statement

__all__ = [
    "ageing_of",
    "agreement_statement",
    "claims_of",
    "collection_of",
    "debts_of",
    "due_by_kind",
    "firm_standings",
    "late",
    "may_claim_next",
    "own_money",
    "own_settlements",
    "payments_of",
    "reconciliation",
    "recoveries_of",
    "settlements_of",
    "signals",
    "standing",
    "statement",
    "story",
    "tallies",
    "trial_balance",
    "unsettled",
    "waiting",
]
