"""From a filled form to events, with every bad cell named."""

import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from dure.engine.floor.events import Event
from dure.engine.floor.plant import Plant
from dure.engine.floor.reading import BadLine, LineError, Reading
from dure.engine.strict_json import InputError
from dure.floor.entry.sheet.cells import CellError, plain, read_cell, read_date
from dure.floor.entry.sheet.days import FormDay
from dure.floor.entry.sheet.identity import Identity, identity_in
from dure.floor.entry.sheet.layout import (
    CODE_ROW,
    COLUMNS,
    DATE_COLUMN,
    DATE_ROW,
    FIRST_ROW,
    HEADING_ROW,
    MOST_ROWS,
    Cell,
    cell_name,
)
from dure.floor.entry.sheet.naming import Naming, folded, naming_of
from dure.floor.entry.sheet.rows import Row, RowError, RowReader, with_ends

MOST_BYTES: Final = 2 * 1024 * 1024
MOST_UNPACKED_BYTES: Final = 60 * 1024 * 1024
MOST_SHEETS: Final = 40
NAMED: Final = (Cell.MACHINE, Cell.ITEM, Cell.DEFECT, Cell.REASON, Cell.CHECK)
Grid = list[list[Any]]


@dataclass
class Sheet:
    """One form as read. Rows with a bad cell tell nothing; `bad_rows` are left as they were told before."""

    name: str
    identity: Identity
    events: list[tuple[int, Event]] = field(default_factory=list)
    bad: list[BadLine] = field(default_factory=list)
    bad_rows: set[int] = field(default_factory=set)

    def refuse(self, row: int, column: int, why_en: str, why_ko: str) -> None:
        """Name a bad cell; row and column count from 0."""
        error = LineError(f"{self.name}!{cell_name(row, column)}", why_en, why_ko)
        self.bad.append(BadLine(row + 1, error))
        self.bad_rows.add(row + 1)


def read_sheet(data: bytes, plant: Plant) -> Reading:
    """All events of a filled workbook under the keys they have when told for the first time.

    Raises:
        InputError: no Excel file, or no form of ours in it.
    """
    sheets = read_sheets(data, plant)
    return Reading(
        [event for sheet in sheets for event in sheet.events], [bad for sheet in sheets for bad in sheet.bad]
    )


def read_sheets(data: bytes, plant: Plant) -> list[Sheet]:
    """The forms of a workbook, one by one; raises InputError as `read_sheet` does."""
    naming = {kind: naming_of(plant, kind) for kind in NAMED}
    found: list[Sheet] = []
    for name, grid in _grids(data):
        identity = _identity(grid)
        if identity is None:
            continue
        if any(identity == sheet.identity for sheet in found):
            raise InputError(f"/{name}", f"the form {identity.text} stands twice in this file; delete the copy",
                             f"같은 양식({identity.text})이 두 번 있습니다. 복사한 시트를 지우세요")  # fmt: skip
        found.append(_sheet(name, grid, identity, plant, naming))
    if not found:
        raise InputError("", "no form of Dure: the code that is printed in the third row is missing",
                         "두레 양식이 아닙니다. 셋째 줄에 인쇄된 양식 코드가 없습니다")  # fmt: skip
    return found


def _grids(data: bytes) -> list[tuple[str, Grid]]:
    wrong = InputError("", "not an Excel file (xlsx)", "엑셀 파일(xlsx)이 아닙니다")
    if len(data) > MOST_BYTES:
        raise InputError("", f"larger than {MOST_BYTES // 1024 // 1024} MB",
                         f"{MOST_BYTES // 1024 // 1024}MB보다 큽니다")  # fmt: skip
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED_BYTES:
                raise wrong
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            names = book.sheet_names[:MOST_SHEETS]
            return [(name, _rows(book, name)) for name in names]
    except (CalamineError, zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise wrong from error


def _rows(book: CalamineWorkbook, name: str) -> Grid:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height > FIRST_ROW + MOST_ROWS or sheet.total_width > 200:
        raise InputError(f"/{name}", f"more than {MOST_ROWS} rows", f"{MOST_ROWS}줄이 넘습니다")
    return sheet.to_python(skip_empty_area=False)


def _identity(grid: Grid) -> Identity | None:
    cells = grid[CODE_ROW] if len(grid) > CODE_ROW else []
    return next((found for cell in cells if (found := identity_in(plain(cell)))), None)


def _sheet(name: str, grid: Grid, identity: Identity, plant: Plant, naming: dict[Cell, Naming]) -> Sheet:
    sheet = Sheet(name, identity)
    _check_date(sheet, grid)
    _check_headings(sheet, grid)
    if sheet.bad:
        # What stands where is not certain: nothing of it is read, nothing told before is touched.
        sheet.bad_rows = set(range(1, FIRST_ROW + MOST_ROWS + 1))
        return sheet
    reader = RowReader(identity, FormDay(plant, identity.on))
    for place, cells in enumerate(grid[FIRST_ROW:], start=FIRST_ROW):
        values = _values(sheet, place, cells, naming)
        if values is None or not values:
            continue
        try:
            sheet.events += [(place + 1, event) for event in reader.events(Row(place + 1, values))]
        except RowError as error:
            keys = [column.key for column in COLUMNS[identity.form]]
            sheet.refuse(place, keys.index(error.column), error.why_en, error.why_ko)
    sheet.events = with_ends(sheet.events)
    return sheet


def _check_date(sheet: Sheet, grid: Grid) -> None:
    cells = grid[DATE_ROW]
    shown = read_date(cells[DATE_COLUMN]) if len(cells) > DATE_COLUMN else None
    if shown != sheet.identity.on:
        on = sheet.identity.on.isoformat()
        sheet.refuse(DATE_ROW, DATE_COLUMN, f"this form is for {on}; download one for the other day",
                     f"{on} 양식입니다. 다른 날은 그날의 양식을 새로 내려받으세요")  # fmt: skip


def _check_headings(sheet: Sheet, grid: Grid) -> None:
    cells = grid[HEADING_ROW] if len(grid) > HEADING_ROW else []
    for place, column in enumerate(COLUMNS[sheet.identity.form]):
        told = plain(cells[place]) if place < len(cells) else ""
        if folded(told) not in {folded(column.ko), folded(column.en)}:
            sheet.refuse(HEADING_ROW, place, f"must be “{column.en}”; columns must stay where they are",
                         f"‘{column.ko}’ 열이어야 합니다. 열의 순서를 바꾸지 마세요")  # fmt: skip


def _values(sheet: Sheet, place: int, cells: list[Any], naming: dict[Cell, Naming]) -> dict[str, Any] | None:
    """The filled cells of a row; None where one of them is bad."""
    found: dict[str, Any] = {}
    is_sound = True
    for column_place, column in enumerate(COLUMNS[sheet.identity.form]):
        cell = cells[column_place] if column_place < len(cells) else None
        try:
            value = read_cell(column.cell, cell, naming.get(column.cell))
        except CellError as error:
            sheet.refuse(place, column_place, error.why_en, error.why_ko)
            is_sound = False
            continue
        if value is not None:
            found[column.key] = value
    return found if is_sound else None
