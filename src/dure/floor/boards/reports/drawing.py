"""A report's tables as its page draws them: a long one by day is folded by month; the file and the print are whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _

from dure.floor.boards.reports.sheets import Sheet, Value
from dure.floor.plant.tables import Row, Table
from dure.foundation.interface.formats import clock, day_short, moment, month, number

# As many rows as one month has days are read without folding.
LONGEST: Final = 31


@dataclass(frozen=True)
class Drawn:
    """`table`: the whole, or only the sums of what is `folded`, each under its line."""

    title: str
    table: Table | None
    folded: Sequence[tuple[str, Table]] = ()


def drawn(sheet: Sheet) -> Drawn:
    """Whole while it is short; by month where it is long and has a day in each row."""
    if not sheet.by_day or len(sheet.rows) <= LONGEST:
        return Drawn(sheet.title, table_of(sheet, sheet.rows, foot=sheet.foot))
    months = [list(rows) for _month, rows in groupby(sheet.rows, key=lambda row: month(_day_of(row)))]
    folded = [(_line(sheet, rows), table_of(sheet, rows)) for rows in months]
    return Drawn(sheet.title, table_of(sheet, (), foot=sheet.foot) if sheet.foot else None, folded)


def table_of(sheet: Sheet, rows: Sequence[Sequence[Value]], *, foot: Sequence[Value] = ()) -> Table:
    """Some rows of a sheet, in the columns that the page shows."""
    shown = sheet.short or tuple(range(len(sheet.heads)))
    figures = frozenset(at for at, place in enumerate(shown) if place in sheet.figures)
    written: list[Row] = [[_text(row, place) for place in shown] for row in rows]
    heads = [sheet.heads[place] for place in shown]
    return Table(sheet.title, heads, written, figures, [_text(foot, place) for place in shown] if foot else ())


def _day_of(row: Sequence[Value]) -> date:
    if not isinstance(row[0], date):
        raise TypeError(f"a table by day has {row[0]!r} for a day")
    return row[0]


def _line(sheet: Sheet, rows: Sequence[Sequence[Value]]) -> str:
    """The month, on how many days, and what they come to."""
    parts = [month(_day_of(rows[0])), _("%(n)d days") % {"n": len({row[0] for row in rows})}]
    if sheet.told is not None:
        amount = sum(value for row in rows if isinstance(value := row[sheet.told], int | float))
        parts.append(f"{sheet.heads[sheet.told]} {_number(amount)}")
    return " · ".join(parts)


def _text(row: Sequence[Value], place: int) -> str:
    """A moment without its day where the row is about one day."""
    value = row[place]
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, datetime):
        return clock(value) if isinstance(row[0], date) else moment(value)
    if isinstance(value, date):
        return day_short(value)
    return _number(value)


def _number(value: float) -> str:
    """Below one with a place more, so that electricity for one piece is not written as nothing."""
    return number(value, 0 if isinstance(value, int) else 4 if 0 < abs(value) < 0.1 else 2)
