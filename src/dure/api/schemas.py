"""What the API answers."""

from datetime import datetime

from ninja import Schema


class CallOut(Schema):
    """An announced programme; ``open_until`` is null when nothing is open."""

    slug: str
    name: str
    interest_open: bool
    intake_open: bool
    open_until: datetime | None
    has_results: bool


class FirmOut(Schema):
    """A firm of a published list."""

    number: str
    name: str
    type: str
    city: str
    result: str
    reserve_rank: int | None


class ResultsOut(Schema):
    """A published selection with the fingerprint by which it can be checked."""

    programme: str
    published_at: datetime
    digest: str
    firms: list[FirmOut]


class StageOut(Schema):
    """A stage in numbers."""

    total: int
    by_state: dict[str, int]
    by_type: dict[str, int]
    by_city: dict[str, int]


class YearOut(Schema):
    """The running programme in numbers, as ``dure year --json`` prints it."""

    programme: str
    name: str
    year: int
    stages: dict[str, StageOut]
    facts: dict[str, int]


class Problem(Schema):
    """Why a request was refused, in a sentence."""

    detail: str
