"""The memorandum, each firm's agreement with its plan versions, its start, its changes and its early end."""

from dure.journey.agreements.models.agreements import BEFORE_FORCE, NEVER_IN_FORCE, AgreedCost, AgreedPlan, Agreement
from dure.journey.agreements.models.changes import OPEN_CHANGES, Change, ChangeKind, ChangeRoute
from dure.journey.agreements.models.costs import CostReview, CostReviewLine
from dure.journey.agreements.models.endings import Ending, EndingKind, Fault
from dure.journey.agreements.models.memoranda import Memorandum, MemorandumParty, Obligation
from dure.journey.agreements.models.start import Bond, BondKind, StartNotice

__all__ = [
    "BEFORE_FORCE",
    "NEVER_IN_FORCE",
    "OPEN_CHANGES",
    "AgreedCost",
    "AgreedPlan",
    "Agreement",
    "Bond",
    "BondKind",
    "Change",
    "ChangeKind",
    "ChangeRoute",
    "CostReview",
    "CostReviewLine",
    "Ending",
    "EndingKind",
    "Fault",
    "Memorandum",
    "MemorandumParty",
    "Obligation",
    "StartNotice",
]
