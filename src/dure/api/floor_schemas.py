"""What the floor's door answers."""

from ninja import Field, Schema

Names = dict[str, str]


class RejectedOut(Schema):
    """A line that was not taken, counted from 1 (a CSV header is line 1), and why."""

    line: int
    why: str


class ReceiptOut(Schema):
    """Every line is in exactly one of accepted, duplicate, conflict, future and rejected.

    ``conflict`` and ``future`` are held and shown to the firm. ``through``: by source_id, the highest source_seq
    without a gap below it; an outbox may forget what lies at or below it.
    """

    read: int
    accepted: int
    duplicate: int
    conflict: int
    future: int
    rejected: list[RejectedOut]
    through: dict[str, int] = Field(description="-1 where nothing of the source is stored")


class NamedOut(Schema):
    """A thing with its names by language (ko, en, …)."""

    id: str
    name: Names
    unit: str = ""


class MachineOut(Schema):
    """A machine. ``counter``: whether its count_total counts everything produced, or good pieces only."""

    id: str
    line: str
    name: Names
    counter: str
    stale_after_s: int = Field(description="how long a state it told holds without news, in seconds")
    stale_by_source: dict[str, int] = Field(description="the same by source family, where another limit is set for it")


class CheckOut(Schema):
    """A check or a control point with its limits; ``answer`` is ``number`` or ``ok/ng``."""

    id: str
    name: Names
    unit: str
    low: float | None
    high: float | None
    machine: str
    answer: str


class PlantOut(Schema):
    """The codes that events name. ``families``: the names under which this token may tell."""

    site: str
    name: str
    timezone: str
    families: list[str]
    machines: list[MachineOut]
    items: list[NamedOut]
    reasons: list[NamedOut]
    defects: list[NamedOut]
    checks: list[CheckOut]
    ccps: list[CheckOut]
