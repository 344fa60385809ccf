"""Filling in a form as a person does: the file that Dure made, with values put into its cells."""

from datetime import date
from functools import lru_cache
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from dure.engine.floor.plant import Plant
from dure.engine.floor.plant_document import read_plant
from dure.floor.entry.sheet.layout import FIRST_ROW, Form
from dure.floor.entry.sheet.make import form_bytes
from dure.floor.plant.sectors import document

MONDAY = date(2026, 1, 5)
Cells = dict[str, Any]


@lru_cache
def kimchi() -> Plant:
    return read_plant(document("food-kimchi", name="두레김치"))


@lru_cache
def empty(form: Form = Form.DAILY, days: int = 1, language: str = "ko") -> bytes:
    return form_bytes(form, [date(2026, 1, 5 + number) for number in range(days)], kimchi(), language)


def filled(
    form: bytes, rows: list[list[Any]], *, sheet: int = 0, changed: dict[tuple[int, int], Any] | None = None
) -> bytes:
    """The form with these rows; written anew, as Excel writes the whole file when it saves."""
    changes = {(FIRST_ROW + row, place): cell for row, cells in enumerate(rows) for place, cell in enumerate(cells)}
    changes |= changed or {}
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    with CalamineWorkbook.from_filelike(BytesIO(form)) as source:
        for number, name in enumerate(source.sheet_names):
            page = book.add_worksheet(name)
            for row, cells in enumerate(source.get_sheet_by_name(name).to_python(skip_empty_area=False)):
                for place, cell in enumerate(cells):
                    if cell != "":
                        page.write(row, place, cell)
            for (row, place), cell in changes.items() if number == sheet else ():
                page.write(row, place, cell)
    book.close()
    return target.getvalue()
