"""News from this stage."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class NoticePublished:
    """A version of a notice is in force."""

    programme_id: int
    notice_id: int
    number: int
    at: datetime


@dataclass(frozen=True)
class IntakeReopened:
    """Intake is open again for one type in one city."""

    programme_id: int
    type_code: str
    city_code: str
    opens_at: datetime
    closes_at: datetime
