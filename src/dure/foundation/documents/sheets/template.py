"""The empty sheet to fill in."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from dure.foundation.documents.sheets.columns import SheetColumn

HEAD = {"bold": True, "bg_color": "#EAF0FA", "border": 1, "text_wrap": True}


def add_columns(
    book: Workbook, name: str, columns: Sequence[SheetColumn], choices: Mapping[str, Sequence[str]],
    as_text: AbstractSet[str], rows: int,
) -> Worksheet:  # fmt: skip
    """A sheet with the columns' headings; ``rows`` below them choose from ``choices``, by key, and those of the keys
    ``as_text`` keep their leading zeros."""
    head = book.add_format(HEAD)
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(name)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.names[0], head)
        sheet.set_column(place, place, column.width, text if column.key in as_text else None)
        if choices.get(column.key):
            sheet.data_validation(1, place, rows, place, {"validate": "list", "source": choices[column.key]})
    sheet.freeze_panes(1, 0)
    return sheet
