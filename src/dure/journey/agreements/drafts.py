"""What a memorandum shall say, as values."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ObligationDraft:
    """What a party undertakes; money in won where it is money."""

    text: str
    amount_won: int | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class PartyDraft:
    """A party with the person who signs for it; the same order signs side by side."""

    organisation_id: int
    signatory_id: int | None = None
    order: int = 1
    obligations: tuple[ObligationDraft, ...] = ()


@dataclass(frozen=True)
class MemorandumDraft:
    """All that a memorandum says."""

    title: str
    text: str
    parties: tuple[PartyDraft, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
