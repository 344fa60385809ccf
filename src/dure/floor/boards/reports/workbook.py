"""A report as a workbook: text stays text, the same report is the same file to the byte."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dure.floor.boards.reports.report import Report
from dure.floor.boards.reports.sheets import Sheet, Value, sheets_of

# The workbook's own date of making would differ every time; the true one stands on the last sheet.
MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)
OPTIONS: Final = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
FIGURE_WIDTH: Final = 14
TEXT_WIDTH: Final = 24
WIDEST: Final = 90
LONGEST_CELL: Final = 32_767


def workbook_bytes(report: Report) -> bytes:
    """One sheet a table, the one on where the figures come from last."""
    target = BytesIO()
    book = Workbook(target, OPTIONS)
    book.set_properties({"created": MADE.replace(tzinfo=None), "title": report.provenance.site.name})
    looks = _Looks(book)
    for sheet in sheets_of(report):
        _write(book.add_worksheet(sheet.title[:31]), sheet, looks)
    book.close()
    return target.getvalue()


class _Looks:
    """How cells look."""

    def __init__(self, book: Workbook) -> None:
        self.head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F4F5F6", "text_wrap": True})
        self.whole = book.add_format({"num_format": "#,##0"})
        self.figure = book.add_format({"num_format": "#,##0.0##"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})


def _write(target: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    target.freeze_panes(1, 0)
    for place, head in enumerate(sheet.heads):
        target.set_column(place, place, _width(sheet, place))
        target.write_string(0, place, head, looks.head)
    rows = [*sheet.rows, sheet.foot] if sheet.foot else sheet.rows
    for line, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            _cell(target, line, place, value, looks)


def _cell(target: Worksheet, line: int, place: int, value: Value, looks: _Looks) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        target.write_string(line, place, value[:LONGEST_CELL])
    elif isinstance(value, date):
        target.write_datetime(line, place, value, looks.moment if isinstance(value, datetime) else looks.day)
    else:
        target.write_number(line, place, *_figure(value, looks))


def _figure(value: float, looks: _Looks) -> tuple[float, Format]:
    return (value, looks.whole) if isinstance(value, int) else (round(value, 6), looks.figure)


def _width(sheet: Sheet, place: int) -> int:
    if place in sheet.figures:
        return FIGURE_WIDTH
    longest = max((len(str(row[place])) for row in sheet.rows if row[place]), default=0)
    return min(WIDEST, max(TEXT_WIDTH, longest))
