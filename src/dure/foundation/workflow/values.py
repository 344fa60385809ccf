"""The shapes in which every stage tells the pages that join them what waits, what happened and where firms stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class Waiting:
    """Something for one actor to do. ``verb`` is the button ("Score"), ``what`` the sentence, ``url`` where it is done.

    ``count`` above 1 says that one line stands for several; ``waits`` names who is held up by it.
    """

    what: str
    verb: str
    url: str
    due_at: datetime | None = None
    firm: str = ""
    waits: str = ""
    count: int = 1
    stage: str = ""


@dataclass(frozen=True)
class StoryLine:
    """One line of a firm's story: what happened, when, by whom; ``body`` opens in place, ``kind`` filters."""

    at: datetime
    kind: str
    title: str
    actor: str = ""
    body: str = ""
    url: str = ""


class Dot(StrEnum):
    """How a stage stands for a firm."""

    DONE = "done"
    NOW = "now"
    LATE = "late"
    BLOCKED = "blocked"
    ENDED = "ended"
    AHEAD = "ahead"


@dataclass(frozen=True)
class FirmStanding:
    """Where one firm (or interested business) stands in one stage of a programme."""

    firm_id: int | None
    name: str
    city_code: str
    type_code: str
    state: str
    state_label: str
    dot: Dot
    since: datetime | None = None
    blocks: str = ""
    url: str = ""


@dataclass(frozen=True)
class StageStanding:
    """A stage of a programme in numbers, for the pipeline and ``dure year``."""

    stage: str
    label: str
    total: int
    by_state: Mapping[str, int] = field(default_factory=dict)
    by_type: Mapping[str, int] = field(default_factory=dict)
    by_city: Mapping[str, int] = field(default_factory=dict)
