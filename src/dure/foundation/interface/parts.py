"""The values that components draw. Frozen, so that a page can build them once and hand them on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.functional import Promise

Text = str | Promise


class Tone(StrEnum):
    """What a state means to its reader. Each has one colour and one shape, everywhere."""

    NEUTRAL = "neutral"
    INFO = "info"
    DONE = "done"
    WARN = "warn"
    LATE = "late"
    BLOCKED = "blocked"
    DRAFT = "draft"


class Stand(StrEnum):
    """Where one stage of a process stands."""

    DONE = "done"
    NOW = "now"
    LATE = "late"
    BLOCKED = "blocked"
    TODO = "todo"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Crumb:
    label: Text
    url: str = ""


@dataclass(frozen=True)
class Fact:
    label: Text
    value: object
    note: Text = ""
    url: str = ""


@dataclass(frozen=True)
class Dot:
    label: Text
    state: str
    note: Text = ""
    url: str = ""


@dataclass(frozen=True)
class Step:
    label: Text
    state: str
    note: Text = ""
    url: str = ""


@dataclass(frozen=True)
class Tab:
    label: Text
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Entry:
    """One line of a timeline. `detail` and `reason` open in place; `key` makes it addressable."""

    at: datetime | date
    text: Text
    actor: Text = ""
    kind: str = ""
    kind_label: Text = ""
    tone: str = "neutral"
    detail: Text = ""
    reason: Text = ""
    url: str = ""
    url_label: Text = ""
    key: str = ""

    @property
    def has_time(self) -> bool:
        return isinstance(self.at, datetime)


@dataclass(frozen=True)
class Figure:
    label: Text
    value: object
    tone: str = "neutral"


@dataclass(frozen=True)
class Tile:
    """A city or county on the tile map; column and row count from 0."""

    name: Text
    column: int
    row: int
    url: str = ""
    figures: Sequence[Figure] = ()
    tone: str = "neutral"
    selected: bool = False
    note: Text = ""


@dataclass(frozen=True)
class ScoreBar:
    label: Text
    score: float
    maximum: float
    compared: float | None = None
    compared_label: Text = ""
    note: Text = ""


@dataclass(frozen=True)
class Todo:
    """Something to do. `subject` is the firm, `waiting` who waits for it."""

    text: Text
    url: str
    due: date | datetime | None = None
    subject: Text = ""
    waiting: Text = ""
    tone: str = ""
    note: Text = ""


@dataclass(frozen=True)
class Progress:
    """A running job. `state` is queued, running, done, failed or cancelled."""

    label: Text
    done: int
    total: int
    state: str = "running"
    message: Text = ""
    poll_url: str = ""
    cancel_url: str = ""
    result_url: str = ""
    result_label: Text = ""

    @property
    def active(self) -> bool:
        return self.state in {"queued", "running"}
