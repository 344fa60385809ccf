"""Opening an Excel file as a grid of cells with their addresses, whatever is wrong with it."""

import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring, iterparse  # type: ignore[import-untyped]
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents import words
from dure.foundation.documents.formats import Known
from dure.foundation.documents.sniff import Trouble, sniff

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED_BYTES = 100 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 60
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True)
class Grid:
    """The first visible sheet. ``rows`` begin at row 1, column A; positions count from 0."""

    sheet: str
    rows: list[list[Any]]
    merged: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    formulas: frozenset[str] = field(default_factory=frozenset)


def address(row: int, column: int) -> str:
    """The cell's name as Excel shows it: (6, 2) is C7."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def open_grid(path: Path, name: str) -> Grid:
    """The file's first visible sheet; raises ``ActionRefused`` with the sentence for what is wrong with the file."""
    _refuse_file(path, name)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheet = _first_sheet(book, name)
            return Grid(sheet.name, _rows(sheet, name), _merged(sheet), _formulas(path, sheet.name))
    except (CalamineError, ParseError, DefusedXmlException, zipfile.BadZipFile, KeyError, OSError) as error:
        raise ActionRefused(words.trouble_words(Trouble.BROKEN, name)) from error


def _refuse_file(path: Path, name: str) -> None:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise ActionRefused(words.too_large(name, size, MOST_BYTES))
    known = sniff(path)
    if isinstance(known, Trouble):
        raise ActionRefused(words.trouble_words(known, name))
    if known is not Known.XLSX:
        raise ActionRefused(_("“%(name)s” is not an Excel file. Save it as xlsx and try again.") % {"name": name})
    if PurePath(name).suffix.lower() != ".xlsx":
        raise ActionRefused(words.mislabelled(name, known))
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED_BYTES:
            raise ActionRefused(words.trouble_words(Trouble.BOMB, name))


def _first_sheet(book: CalamineWorkbook, name: str) -> CalamineSheet:
    for each in book.sheets_metadata:
        if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible:
            return book.get_sheet_by_name(each.name)
    raise ActionRefused(_("“%(name)s” has no sheet with rows. Use the template.") % {"name": name})


def _rows(sheet: CalamineSheet, name: str) -> list[list[Any]]:
    if sheet.total_height > MOST_ROWS + 20 or sheet.total_width > 16_384:
        limits = {"name": name, "rows": MOST_ROWS}
        raise ActionRefused(
            _("“%(name)s” has more than %(rows)d rows. Delete empty rows at its end or split it.") % limits
        )
    return [row[:MOST_COLUMNS] for row in sheet.to_python(skip_empty_area=False)]


def _merged(sheet: CalamineSheet) -> frozenset[tuple[int, int]]:
    """Every cell that lies in a merged area."""
    return frozenset(
        (row, column)
        for (top, left), (bottom, right) in (sheet.merged_cell_ranges or [])
        for row in range(top, min(bottom, MOST_ROWS) + 1)
        for column in range(left, min(right, MOST_COLUMNS) + 1)
    )


def _formulas(path: Path, sheet: str) -> frozenset[str]:
    """The addresses of cells that hold a formula; calamine gives their last value without saying so."""
    with zipfile.ZipFile(path) as archive:
        part = _sheet_part(archive, sheet)
        with archive.open(part) as stream:
            return frozenset(
                element.get("r", "")
                for _event, element in iterparse(stream, forbid_dtd=True)
                if element.tag == f"{_MAIN}c" and element.find(f"{_MAIN}f") is not None
            )


def _sheet_part(archive: zipfile.ZipFile, sheet: str) -> str:
    book = fromstring(archive.read("xl/workbook.xml"), forbid_dtd=True)
    links = fromstring(archive.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    wanted = next(each.get(f"{_REL}id") for each in book.iter(f"{_MAIN}sheet") if each.get("name") == sheet)
    target = next(each.get("Target", "") for each in links if each.get("Id") == wanted)
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
