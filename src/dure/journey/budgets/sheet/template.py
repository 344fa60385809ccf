"""The empty sheet to fill in."""

from collections.abc import Iterable
from io import BytesIO

from xlsxwriter import Workbook

from dure.foundation.documents.sheets.template import HEAD, add_columns
from dure.journey.budgets.models import BudgetLine
from dure.journey.budgets.sheet.cells import FROM_A_SHEET
from dure.journey.budgets.sheet.columns import COLUMNS
from dure.journey.budgets.sheet.read import MOST_ROWS

TEXT_COLUMNS = frozenset({"letter_no", "on"})


def template_bytes(lines: Iterable[BudgetLine]) -> bytes:
    """An Excel file with headings, the movements to choose from, and the open lines on a second sheet."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    kinds = [str(kind.label) for kind in FROM_A_SHEET]
    sheet = add_columns(book, "예산집행", COLUMNS, {"kind": kinds}, TEXT_COLUMNS, MOST_ROWS)
    for place, column in enumerate(COLUMNS):
        sheet.write_comment(0, place, str(column.how))
    head = book.add_format(HEAD)
    listed = book.add_worksheet("예산과목 목록")
    listed.set_column(0, 2, 26)
    for place, column in enumerate(COLUMNS[:3]):
        listed.write_string(0, place, column.names[0], head)
    for row, line in enumerate(lines, start=1):
        for place, value in enumerate((line.funder.name, str(line.fiscal_year), line.name)):
            listed.write_string(row, place, value)
    book.close()
    return target.getvalue()
