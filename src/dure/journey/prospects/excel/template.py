"""The empty sheet to fill in."""

from collections.abc import Sequence
from io import BytesIO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from dure.foundation.documents.sheets.template import add_columns
from dure.foundation.documents.sheets.workbook import MOST_ROWS
from dure.journey.prospects.excel.columns import COLUMNS

TEXT_COLUMNS = frozenset({"number", "sector", "contact_phone"})


def template_bytes(cities: Sequence[str], types: Sequence[str]) -> bytes:
    """An Excel file with headings, lists to choose from, and a second sheet that explains each column."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    choices = {"city": list(cities), "type_code": list(types), "consent": ["O", "X"]}
    add_columns(book, "참여의향서", COLUMNS, choices, TEXT_COLUMNS, MOST_ROWS)
    _explain(book)
    book.close()
    return target.getvalue()


def _explain(book: Workbook) -> None:
    head = book.add_format({"bold": True, "bottom": 1})
    sheet = book.add_worksheet("작성 방법")
    sheet.set_column(0, 3, 28)
    for place, heading in enumerate((_("Column"), _("Required"), _("How"), _("Example"))):
        sheet.write_string(0, place, heading, head)
    for row, column in enumerate(COLUMNS, start=1):
        sheet.write_string(row, 0, column.names[0])
        sheet.write_string(row, 1, _("Yes") if column.required else _("No"))
        sheet.write_string(row, 2, str(column.how))
        sheet.write_string(row, 3, str(column.example))
