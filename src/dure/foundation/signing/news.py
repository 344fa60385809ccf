"""What signing tells the stages, after the transaction has committed. Listeners act as the product itself."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class EnvelopeConcluded:
    """All have signed, or it was concluded elsewhere; ``how`` is signed, outside or paper."""

    model: str
    row_id: int
    envelope_id: int
    how: str
    at: datetime


@dataclass(frozen=True)
class EnvelopeDeclined:
    """A party returned it without signature."""

    model: str
    row_id: int
    envelope_id: int
    reason: str
    at: datetime
