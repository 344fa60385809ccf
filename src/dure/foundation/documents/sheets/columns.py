"""The columns of a sheet, under the names people give them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.sheets.cells import plain
from dure.foundation.documents.sheets.workbook import Grid

HEADING_ROWS = 10


@dataclass(frozen=True)
class SheetColumn:
    """``names`` are the headings by which the column is known, in any language; the first is the template's."""

    key: str
    names: tuple[str, ...]
    how: str | Promise
    example: str | int
    required: bool = True
    width: int = 18


def letters_of(text: str) -> str:
    """Letters and digits alone: blanks, line breaks, marks of duty and case do not matter."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def headings(grid: Grid, columns: Sequence[SheetColumn], known_by: Sequence[str]) -> tuple[int, dict[str, int]]:
    """The row of headings and the column of each key; it is known by the headings of the keys ``known_by``."""
    keys = {letters_of(name): column.key for column in columns for name in column.names}
    for row, cells in enumerate(grid.rows[:HEADING_ROWS]):
        places: dict[str, int] = {}
        for place, cell in enumerate(cells):
            key = keys.get(letters_of(plain(cell)))
            if key is not None:
                places.setdefault(key, place)
        if places.keys() >= set(known_by):
            _demand_all(columns, places, row)
            return row, places
    mark = next(column.names[0] for column in columns if column.key == known_by[0])
    words = {"sheet": grid.sheet, "heading": mark}
    raise ActionRefused(
        _("The sheet “%(sheet)s” has no heading “%(heading)s” in its first 10 rows. Use the template.") % words
    )


def _demand_all(columns: Sequence[SheetColumn], places: dict[str, int], row: int) -> None:
    missing = [str(column.names[0]) for column in columns if column.required and column.key not in places]
    if missing:
        words = {"row": row + 1, "columns": ", ".join(missing)}
        raise ActionRefused(_("Row %(row)d lacks these headings: %(columns)s. Use the template.") % words)
