"""The whole of a list as an Excel file, with real dates and figures.

Text is always written as text: a cell that begins with = + - @ is data, never a formula (CSV injection).
Rows stream through constant memory, so that ten thousand firms cost no more than fifty.
"""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import quote

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dure.foundation.interface import formats
from dure.foundation.interface.lists.cells import written
from dure.foundation.interface.lists.declare import Column, Kind
from dure.foundation.interface.lists.listing import Listing
from dure.foundation.interface.parts import Text

EXCEL_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NUMBER_FORMATS: Final = {
    Kind.NUMBER: "#,##0.##",
    Kind.WON: "#,##0",
    Kind.PCT: "0.0",
    Kind.DATE: "yyyy-mm-dd",
    Kind.MOMENT: "yyyy-mm-dd hh:mm",
}
WIDTHS: Final = {Kind.DATE: 12, Kind.MOMENT: 17, Kind.NUMBER: 12, Kind.WON: 16, Kind.PCT: 10, Kind.STATE: 14}
TEXT_WIDTH: Final = 24
CHUNK: Final = 500
LONGEST_CELL: Final = 32_767


@dataclass(frozen=True)
class Sheet:
    """What goes into a file; `rows` are read once, `conditions` say what narrowed them."""

    title: Text
    columns: Sequence[Column]
    rows: Iterable[Any]
    count: int
    conditions: Sequence[str] = ()


def sheet_of(listing: Listing) -> Sheet:
    """Every filtered row of a list, streamed."""
    rows = listing.ordered.iterator(chunk_size=CHUNK)
    conditions = [chip.label for chip in listing.chips]
    return Sheet(listing.declared.title, listing.declared.columns, rows, listing.count, conditions)


def excel_response(sheet: Sheet) -> FileResponse:
    name = f"{sheet.title}_{formats.local_date(timezone.now()):%Y%m%d}.xlsx"
    response = FileResponse(excel_file(sheet), content_type=EXCEL_TYPE)
    names = f"filename=\"list.xlsx\"; filename*=UTF-8''{quote(name)}"
    response.headers["Content-Disposition"] = f"attachment; {names}"
    return response


def excel_file(sheet: Sheet) -> IO[bytes]:
    """A temporary file, at its start, that goes when it is closed."""
    target = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115 (FileResponse closes it)
    book = Workbook(
        target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "tmpdir": str(Path(tempfile.gettempdir())),
            "remove_timezone": True,
        },
    )
    _write_rows(book, sheet)
    _write_choices(book, sheet)
    book.close()
    target.seek(0)
    return target


def _write_rows(book: Workbook, given: Sheet) -> None:
    columns = given.columns
    sheet = book.add_worksheet(_sheet_name(str(given.title)))
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F4F5F6", "text_wrap": True})
    looks = {kind: book.add_format({"num_format": pattern}) for kind, pattern in NUMBER_FORMATS.items()}
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, WIDTHS.get(column.kind, TEXT_WIDTH))
        sheet.write_string(0, index, str(column.label), head)
    last = 0
    for line, row in enumerate(given.rows, start=1):
        last = line
        for index, column in enumerate(columns):
            _write_cell(sheet, line, index, column, row, looks)
    sheet.autofilter(0, 0, last, max(len(columns) - 1, 0))


def _write_cell(sheet: Worksheet, line: int, index: int, column: Column, row: Any, looks: dict[Kind, Format]) -> None:
    value = column.export(row) if column.export else column.read(row)
    if value is None or value == "":
        return
    look = looks.get(column.kind)
    if column.kind.is_figure and isinstance(value, int | float | Decimal):
        sheet.write_number(line, index, float(value), look)
    elif column.kind in {Kind.DATE, Kind.MOMENT} and isinstance(value, date):
        sheet.write_datetime(line, index, _without_zone(value, column.kind), look)
    else:
        text = str(value) if column.export else written(column.kind, value)
        sheet.write_string(line, index, text[:LONGEST_CELL])


def _without_zone(value: date | datetime, kind: Kind) -> date | datetime:
    """Excel knows no time zones: the reader's own clock is written."""
    if isinstance(value, datetime):
        local = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
        return local if kind is Kind.MOMENT else local.date()
    return value


def _write_choices(book: Workbook, given: Sheet) -> None:
    """What narrowed the list, and when it was taken: a file is read long after its page was closed."""
    sheet = book.add_worksheet(_("Conditions"))
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 60)
    conditions = list(given.conditions) or [_("none, the whole list")]
    lines = [
        (_("List"), str(given.title)),
        (_("Taken at"), formats.moment(timezone.now())),
        (_("Rows"), formats.number(given.count)),
        *((_("Condition"), each) for each in conditions),
    ]
    for line, (label, text) in enumerate(lines):
        sheet.write_string(line, 0, label)
        sheet.write_string(line, 1, text)


def _sheet_name(title: str) -> str:
    """Excel allows 31 characters and none of []:*?/\\ in the name of a sheet."""
    allowed = "".join(" " if character in "[]:*?/\\" else character for character in title)
    return allowed[:31].strip("' ") or "1"
