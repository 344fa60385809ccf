"""The score summary as an Excel file: figures as figures, names as text, never a formula."""

import tempfile
from typing import Any
from urllib.parse import quote

from django.http import FileResponse
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dure.journey.evaluation.queries.summary import Summary, SummaryRow, TypeTable

EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def summary_file(programme: Any, summary: Summary) -> FileResponse:
    """A sheet for each type."""
    target = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115 (FileResponse closes it)
    book = Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    looks = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "align": "center"}),
        "points": book.add_format({"num_format": "0.00"}),
        "dropped": book.add_format({"num_format": "0.00", "font_strikeout": True, "font_color": "#6d7882"}),
    }
    for table in summary.types or [TypeTable("", _("Score summary"), [])]:
        _write(book.add_worksheet((table.code or _("Score summary"))[:31]), summary, table, looks)
    book.close()
    target.seek(0)
    name = quote(f"{_('Score summary')}_{programme.slug}.xlsx")
    response = FileResponse(target, content_type=EXCEL_TYPE)
    response.headers["Content-Disposition"] = f"attachment; filename=\"summary.xlsx\"; filename*=UTF-8''{name}"
    return response


def _write(sheet: Worksheet, summary: Summary, table: TypeTable, looks: dict[str, Format]) -> None:
    labels = [_("Rank"), _("Number"), _("Firm"), _("City or county")]
    for head in summary.heads:
        labels += [f"{head.name} {number}" for number in head.numbers]
        labels += [_("%(step)s mean") % {"step": head.name}, f"{head.name} {head.weight_pct}%"]
    labels += [_("Bonus"), _("Penalty"), _("Total"), _("Minimum score")]
    sheet.freeze_panes(1, 3)
    sheet.set_column(2, 2, 24)
    for column, label in enumerate(labels):
        sheet.write_string(0, column, str(label), looks["head"])
    for line, row in enumerate(table.rows, start=1):
        _write_row(sheet, line, row, looks)


def _write_row(sheet: Worksheet, line: int, row: SummaryRow, looks: dict[str, Format]) -> None:
    sheet.write_number(line, 0, row.facts.rank)
    for column, text in enumerate((row.number, row.firm, row.city), start=1):
        sheet.write_string(line, column, text)
    column = 4
    for step in row.steps:
        for given in step.sheets:
            if given is not None:
                sheet.write_number(line, column, float(given[0]), looks["dropped" if given[1] else "points"])
            column += 1
        for text in (step.mean, step.weighted):
            sheet.write_number(line, column, float(text), looks["points"])
            column += 1
    for amount in (row.facts.bonus, -row.facts.penalty, row.total):
        sheet.write_number(line, column, float(amount), looks["points"])
        column += 1
    sheet.write_string(line, column, _("Reached") if row.facts.passed else _("Below the minimum"))
