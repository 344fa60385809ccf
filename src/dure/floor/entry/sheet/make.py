"""The empty form as an Excel file: what the paper shows, lists to choose from, and the code by which it is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from dure.engine.floor.plant import Plant
from dure.floor.entry.sheet.identity import Identity, new_identity
from dure.floor.entry.sheet.layout import (
    CODE_ROW,
    COLUMNS,
    DATE_COLUMN,
    DATE_ROW,
    FIRST_ROW,
    HEADING_ROW,
    MOST_ROWS,
    ROWS_DRAWN,
    TITLE_ROW,
    TITLES,
    Cell,
    Column,
    Form,
)
from dure.floor.entry.sheet.naming import naming_of

A4: Final = 9
LISTED: Final = (Cell.MACHINE, Cell.ITEM, Cell.DEFECT, Cell.REASON, Cell.CHECK)
VALUES: Final = {"ko": ["적합", "부적합"], "en": ["ok", "ng"]}
WORDS: Final = {
    "ko": {
        "list": "목록", "date": "날짜", "made": "작성", "seen": "검토", "passed": "승인",
        "code": "이 코드로 양식을 알아봅니다. 지우거나 고치지 마세요.",
    },
    "en": {
        "list": "Lists", "date": "Date", "made": "Written", "seen": "Checked", "passed": "Approved",
        "code": "The form is known by this code. Leave it as it is.",
    },
}  # fmt: skip
Formats = dict[str, Any]


@dataclass(frozen=True)
class _Drawing:
    """What every sheet of a file shares: where the lists stand, and how cells look."""

    book: Workbook
    plant: Plant
    language: str
    lists: dict[Cell, str]
    formats: Formats


def form_bytes(form: Form, days: Sequence[date], plant: Plant, language: str = "ko") -> bytes:
    """A file with one sheet a day, each a form of its own."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheets = [(day, book.add_worksheet(_sheet_name(form, day, language))) for day in days]
    drawing = _Drawing(book, plant, language, _lists(book, plant, language), _formats(book))
    for day, sheet in sheets:
        _draw(drawing, sheet, new_identity(form, day))
    book.close()
    return target.getvalue()


def _sheet_name(form: Form, day: date, language: str) -> str:
    title = TITLES[form][0 if language == "ko" else 1]
    return f"{title} {day.month:02d}-{day.day:02d}"


def _draw(drawing: _Drawing, sheet: Worksheet, identity: Identity) -> None:
    columns, words, looks = COLUMNS[identity.form], WORDS[drawing.language], drawing.formats
    title = TITLES[identity.form][0 if drawing.language == "ko" else 1]
    sheet.write_string(TITLE_ROW, 0, f"{title} · {drawing.plant.name}", looks["title"])
    sheet.write_string(DATE_ROW, 0, words["date"], looks["label"])
    day = datetime.combine(identity.on, datetime.min.time())
    sheet.write_datetime(DATE_ROW, DATE_COLUMN, day, looks["date"])
    sheet.write_string(CODE_ROW, 0, identity.printed, looks["code"])
    sheet.write_comment(CODE_ROW, 0, words["code"])
    _draw_signatures(sheet, len(columns), words, looks)
    for place, column in enumerate(columns):
        _draw_column(drawing, sheet, place, column)
    for row in range(FIRST_ROW, FIRST_ROW + ROWS_DRAWN):
        sheet.set_row(row, 20)
        for place, column in enumerate(columns):
            sheet.write_blank(row, place, None, looks[_look(column.cell)])
    _set_page(sheet, len(columns))


def _draw_signatures(sheet: Worksheet, width: int, words: dict[str, str], looks: Formats) -> None:
    """The three boxes in which paper is signed, in the corner above the headings."""
    for place, key in zip(range(width - 3, width), ("made", "seen", "passed"), strict=True):
        sheet.write_string(TITLE_ROW, place, words[key], looks["heading"])
        sheet.merge_range(DATE_ROW, place, CODE_ROW, place, "", looks["box"])


def _draw_column(drawing: _Drawing, sheet: Worksheet, place: int, column: Column) -> None:
    sheet.set_column(place, place, column.width, drawing.formats["open"])
    sheet.write_string(HEADING_ROW, place, column.heading(drawing.language), drawing.formats["heading"])
    last = FIRST_ROW + MOST_ROWS - 1
    # A value that is not in the list may be typed all the same: names in other languages and codes are known too.
    chosen: object = drawing.lists.get(column.cell)
    if column.cell is Cell.VALUE:
        chosen = VALUES[drawing.language]
    if chosen:
        told = {"validate": "list", "source": chosen, "show_error": False}
        sheet.data_validation(FIRST_ROW, place, last, place, told)


def _set_page(sheet: Worksheet, width: int) -> None:
    sheet.set_row(TITLE_ROW, 26)
    sheet.set_row(HEADING_ROW, 30)
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADING_ROW)
    sheet.print_area(0, 0, FIRST_ROW + ROWS_DRAWN - 1, width - 1)
    # Without a password: it keeps the code and the headings from slips, not from people.
    sheet.protect("", {"format_cells": True, "format_rows": True, "format_columns": True, "sort": False})


def _lists(book: Workbook, plant: Plant, language: str) -> dict[Cell, str]:
    """The names to choose from, on a sheet of their own; by kind of cell, where they stand."""
    name = WORDS[language]["list"]
    sheet = book.add_worksheet(name)
    found: dict[Cell, str] = {}
    for place, kind in enumerate(LISTED):
        shown = list(naming_of(plant, kind, language).shown.values())
        sheet.set_column(place, place, 26)
        for row, text in enumerate(shown):
            sheet.write_string(row, place, text)
        if shown:
            letter = "ABCDEFGH"[place]
            found[kind] = f"='{name}'!${letter}$1:${letter}${len(shown)}"
    return found


def _formats(book: Workbook) -> Formats:
    edge = {"border": 1, "valign": "vcenter"}
    free = {**edge, "locked": False}
    looks = {
        "title": {"bold": True, "font_size": 15, "valign": "vcenter"},
        "label": {"bold": True, "align": "left"},
        "date": {"num_format": "yyyy-mm-dd", "align": "left"},
        "code": {"font_size": 8, "font_color": "#666666", "font_name": "Consolas"},
        "heading": {**edge, "bold": True, "bg_color": "#E7ECF3", "text_wrap": True, "align": "center"},
        "box": edge,
        "open": {"locked": False},
        "time": {**free, "num_format": "hh:mm", "align": "center"},
        "number": {**free, "num_format": "#,##0.###", "align": "right"},
        "text": {**free, "text_wrap": True, "num_format": "@"},
        "choice": {**free, "text_wrap": True},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _look(cell: Cell) -> str:
    if cell is Cell.TIME:
        return "time"
    if cell is Cell.NUMBER:
        return "number"
    return "text" if cell is Cell.TEXT else "choice"
