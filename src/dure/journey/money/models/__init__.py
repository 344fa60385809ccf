"""Claims, payments, what other systems say of them, settlement, money due back, the books and the signals."""

from dure.journey.money.models.books import BookEntry, Posting
from dure.journey.money.models.claims import (
    ENDED_CLAIMS,
    Approval,
    Claim,
    ClaimKind,
    ClaimLine,
    Deposit,
    EvidenceKind,
    StandingCheck,
)
from dure.journey.money.models.imports import ImportDraft, ImportedList, ImportedRow, SourceSystem
from dure.journey.money.models.lateness import LateCharge
from dure.journey.money.models.payments import Batch, Payment
from dure.journey.money.models.recovery import Collection, Instalment, Recovery, RecoveryKind
from dure.journey.money.models.settlement import SettledShare, Settlement, SettlementLine
from dure.journey.money.models.signals import Signal, SignalKind

__all__ = [
    "ENDED_CLAIMS",
    "Approval",
    "Batch",
    "BookEntry",
    "Claim",
    "ClaimKind",
    "ClaimLine",
    "Collection",
    "Deposit",
    "EvidenceKind",
    "ImportDraft",
    "ImportedList",
    "ImportedRow",
    "Instalment",
    "LateCharge",
    "Payment",
    "Posting",
    "Recovery",
    "RecoveryKind",
    "SettledShare",
    "Settlement",
    "SettlementLine",
    "Signal",
    "SignalKind",
    "SourceSystem",
    "StandingCheck",
]
