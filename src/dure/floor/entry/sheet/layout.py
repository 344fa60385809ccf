"""What the forms look like: columns in the order of the paper they replace, under their names in both languages."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Form(StrEnum):
    """The papers that a form replaces."""

    DAILY = "daily"
    BATCH = "batch"
    CHECKS = "checks"


class Cell(StrEnum):
    """What a column holds; it decides how its cells are read and formatted."""

    TIME = "time"
    NUMBER = "number"
    MACHINE = "machine"
    ITEM = "item"
    DEFECT = "defect"
    REASON = "reason"
    CHECK = "check"
    VALUE = "value"
    TEXT = "text"


@dataclass(frozen=True)
class Column:
    """A column. Its place never changes: the place stands in the keys of what was taken."""

    key: str
    cell: Cell
    ko: str
    en: str
    width: int = 11

    def heading(self, language: str) -> str:
        return self.ko if language == "ko" else self.en


TITLES: Final = {
    Form.DAILY: ("생산일지", "Daily production"),
    Form.BATCH: ("배치 기록지", "Batch record"),
    Form.CHECKS: ("점검표", "Check sheet"),
}
COLUMNS: Final = {
    Form.DAILY: (
        Column("start", Cell.TIME, "시작", "Start", 8),
        Column("end", Cell.TIME, "끝", "End", 8),
        Column("machine", Cell.MACHINE, "설비", "Machine", 16),
        Column("item", Cell.ITEM, "품목", "Item", 16),
        Column("order", Cell.TEXT, "작업지시", "Order", 14),
        Column("good", Cell.NUMBER, "양품", "Good", 10),
        Column("scrap", Cell.NUMBER, "불량", "Defective", 10),
        Column("defect", Cell.DEFECT, "불량 유형", "Defect", 16),
        Column("stop", Cell.REASON, "멈춘 이유", "Stopped because", 18),
        Column("note", Cell.TEXT, "비고", "Remarks", 22),
    ),
    Form.BATCH: (
        Column("start", Cell.TIME, "투입 시각", "Time in", 9),
        Column("machine", Cell.MACHINE, "설비", "Machine", 14),
        Column("order", Cell.TEXT, "배치 번호", "Batch", 13),
        Column("lot_in", Cell.TEXT, "투입 LOT", "Lot in", 15),
        Column("item_in", Cell.ITEM, "투입 품목", "Item in", 13),
        Column("amount_in", Cell.NUMBER, "투입량", "Amount in", 10),
        Column("end", Cell.TIME, "산출 시각", "Time out", 9),
        Column("lot_out", Cell.TEXT, "산출 LOT", "Lot out", 15),
        Column("item_out", Cell.ITEM, "산출 품목", "Item out", 13),
        Column("amount_out", Cell.NUMBER, "산출량", "Amount out", 10),
        Column("loss", Cell.NUMBER, "손실·폐기", "Lost", 10),
        Column("defect", Cell.DEFECT, "손실 사유", "Lost because", 14),
        Column("note", Cell.TEXT, "비고", "Remarks", 16),
    ),
    Form.CHECKS: (
        Column("start", Cell.TIME, "시각", "Time", 8),
        Column("check", Cell.CHECK, "점검 항목", "Check", 26),
        Column("machine", Cell.MACHINE, "설비", "Machine", 14),
        Column("lot", Cell.TEXT, "LOT", "Lot", 15),
        Column("item", Cell.ITEM, "품목", "Item", 14),
        Column("value", Cell.VALUE, "측정값(적합·부적합)", "Value (ok, ng)", 16),
        Column("action", Cell.TEXT, "조치", "Action taken", 22),
        Column("note", Cell.TEXT, "비고", "Remarks", 18),
    ),
}
# Rows count from 0 as libraries do; people see them from 1.
TITLE_ROW: Final = 0
DATE_ROW: Final = 1
CODE_ROW: Final = 2
HEADING_ROW: Final = 3
FIRST_ROW: Final = 4
ROWS_DRAWN: Final = 30
MOST_ROWS: Final = 500
DATE_COLUMN: Final = 1


def cell_name(row: int, column: int) -> str:
    """The cell's name as Excel shows it: (6, 2) is C7."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
