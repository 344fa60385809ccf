"""Cells as they are drawn: text, alignment, place in the phone's card."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dure.foundation.interface import formats
from dure.foundation.interface.lists.declare import Column, Kind, ListPage
from dure.foundation.interface.parts import Text

TITLE, CORNER = 1, 2


@dataclass(frozen=True)
class Cell:
    """`value` is handed to the template for kinds that draw; `text` is what is read."""

    kind: Kind
    label: Text
    text: str
    value: Any = None
    url: str = ""
    note: Text = ""
    card: int | None = None

    @property
    def classes(self) -> str:
        names = []
        if self.kind.is_figure:
            names.append("num")
        if self.kind in {Kind.DATE, Kind.MOMENT, Kind.STATE}:
            names.append("nowrap")
        if self.card is not None:
            names.append(f"card-{self.card}")
            if self.card not in {TITLE, CORNER}:
                names.append("card-more")
        return " ".join(names)

    @property
    def is_title(self) -> bool:
        return self.card == TITLE


@dataclass(frozen=True)
class RowView:
    key: str
    url: str
    extra: str
    cells: tuple[Cell, ...]

    @property
    def title(self) -> str:
        """What the row is called where only its checkbox speaks."""
        first = self.cells[0].text if self.cells else ""
        return next((cell.text for cell in self.cells if cell.is_title), first)


@dataclass(frozen=True)
class Head:
    key: str
    label: Text
    is_figure: bool
    help: Text
    sort_url: str
    direction: str

    @property
    def icon(self) -> str:
        return {"ascending": "sort-up", "descending": "sort-down"}.get(self.direction, "sort")


_WRITERS: dict[Kind, Callable[[Any], str]] = {
    Kind.NUMBER: lambda value: formats.number(value, 0 if float(value).is_integer() else 1),
    Kind.WON: formats.won,
    Kind.PCT: formats.pct,
    Kind.DATE: formats.day,
    Kind.MOMENT: formats.moment,
    Kind.STATE: lambda value: str(getattr(value, "label", value)),
    Kind.YES_NO: lambda value: _("Yes") if value else _("No"),
}


def written(kind: Kind, value: Any) -> str:
    """A value in words; empty for none."""
    if value is None or value == "":
        return ""
    return _WRITERS.get(kind, str)(value)


def cell(column: Column, row: Any, row_url: str | None) -> Cell:
    value = column.read(row)
    leads = column.kind is Kind.LINK or column.card == TITLE
    url = column.url(row) if column.url else (row_url if leads else None)
    return Cell(
        kind=column.kind,
        label=column.label,
        text=written(column.kind, value),
        value=value,
        url=url or "",
        note=column.note(row) if column.note else "",
        card=column.card,
    )


def total_cell(column: Column, value: Any) -> Cell:
    return Cell(kind=column.kind, label=column.label, text=written(column.kind, value), value=value)


def heads(declared: ListPage, sort: str, address: Callable[..., str]) -> list[Head]:
    return list(_heads(declared, sort, address))


def _heads(declared: ListPage, sort: str, address: Callable[..., str]) -> Iterable[Head]:
    for column in declared.columns:
        direction = _direction(column.key, sort)
        turned = f"-{column.key}" if direction == "ascending" else column.key
        yield Head(
            key=column.key,
            label=column.label,
            is_figure=column.kind.is_figure,
            help=column.help,
            sort_url=address(sort=turned) if column.sort is not None else "",
            direction=direction,
        )


def _direction(key: str, sort: str) -> str:
    if sort == key:
        return "ascending"
    return "descending" if sort == f"-{key}" else ""
