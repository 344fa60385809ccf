"""How a list is declared. Values only; `listing` reads them against a request and a queryset."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Aggregate, F, QuerySet
from django.db.models.expressions import Expression
from django.http import HttpRequest

from dure.foundation.interface.parts import Text

Rows = QuerySet[Any]
Value = Callable[[Any], Any]
Pairs = Iterable["Choice | tuple[Any, Any]"]


class Kind(StrEnum):
    """How a column's values are shown, aligned, and typed in Excel."""

    TEXT = "text"
    NUMBER = "number"
    WON = "won"
    PCT = "pct"
    DATE = "date"
    MOMENT = "moment"
    STATE = "state"
    LINK = "link"
    YES_NO = "yes_no"
    METER = "meter"
    STRIP = "strip"

    @property
    def is_figure(self) -> bool:
        return self in {Kind.NUMBER, Kind.WON, Kind.PCT}


@dataclass(frozen=True)
class State:
    """The value of a `Kind.STATE` column."""

    label: Text
    tone: str = "neutral"


@dataclass(frozen=True)
class Column:
    """One column.

    `value` is an attribute path or a callable of the row, by default `key`. `sort` is a field path or an
    expression; without it the head is no link. `card` is the place in the phone's card, 1 its title.
    `total` is an aggregate over every filtered row. `export` replaces the value in Excel.
    """

    key: str
    label: Text
    kind: Kind = Kind.TEXT
    value: str | Value | None = field(default=None, kw_only=True)
    sort: str | Expression | F | None = field(default=None, kw_only=True)
    card: int | None = field(default=None, kw_only=True)
    total: Aggregate | None = field(default=None, kw_only=True)
    url: Callable[[Any], str | None] | None = field(default=None, kw_only=True)
    note: Callable[[Any], Text] | None = field(default=None, kw_only=True)
    export: Value | None = field(default=None, kw_only=True)
    help: Text = field(default="", kw_only=True)

    def read(self, row: Any) -> Any:
        source = self.key if self.value is None else self.value
        return source(row) if callable(source) else follow(row, source)


def follow(row: Any, path: str) -> Any:
    """An attribute path such as `city.name`; None as soon as one part is None."""
    for part in path.split("."):
        if row is None:
            return None
        row = row[part] if isinstance(row, dict) else getattr(row, part)
    return row


@dataclass(frozen=True)
class Choice:
    value: Any
    label: Text


@dataclass(frozen=True)
class Filter:
    """A choice kept in the address. `field`, of text or numbers, narrows by equality and gives counts; `apply`
    replaces it."""

    key: str
    label: Text
    field: str = ""
    choices: Pairs | Callable[[], Pairs] = ()
    apply: Callable[[Rows, str], Rows] | None = None
    multiple: bool = False

    @property
    def has_counts(self) -> bool:
        return bool(self.field) and self.apply is None

    def offered(self) -> list[Choice]:
        pairs = self.choices() if callable(self.choices) else self.choices
        return [pair if isinstance(pair, Choice) else Choice(pair[0], pair[1]) for pair in pairs]

    def narrow(self, rows: Rows, values: Sequence[str]) -> Rows:
        if self.apply is None:
            return rows.filter(**{f"{self.field}__in": values})
        for value in values:
            rows = self.apply(rows, value)
        return rows


@dataclass(frozen=True)
class Action:
    label: Text
    url: Any
    icon: str = ""


@dataclass(frozen=True)
class BulkAction:
    """A verb for the chosen rows. `url` takes POST: `selected`, or `all` and the list's parameters."""

    key: str
    label: Text
    url: Any
    tone: str = "secondary"


@dataclass(frozen=True)
class Empty:
    """What stands in place of rows before there are any."""

    title: Text
    body: Text = ""
    action: Action | None = None


@dataclass(frozen=True)
class ListPage:
    """A list as a value; `key` names its element and its Excel file and must be unique.

    `keep`: parameters of the page around it, which stay when its own search and filters change.
    """

    key: str
    title: Text
    columns: Sequence[Column]
    lead: Text = ""
    filters: Sequence[Filter] = ()
    keep: Sequence[str] = ()
    search: Callable[[Rows, str], Rows] | None = None
    search_label: Text = ""
    row_url: Callable[[Any], str | None] | None = None
    row_class: Callable[[Any], str] | None = None
    default_sort: str = ""
    tiebreak: str = "pk"
    bulk: Sequence[BulkAction] = ()
    may_bulk: Callable[[HttpRequest], bool] | None = None
    primary: Action | None = None
    empty: Empty | None = None
    export: bool = True
    per_page: int = 50
    wide: bool = False

    @property
    def element(self) -> str:
        return f"list-{self.key}"

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)
