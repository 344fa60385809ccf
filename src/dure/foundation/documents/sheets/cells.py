"""One cell of a sheet: what it holds, or what is wrong with it and how to mend it."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dure.foundation.documents.sheets.workbook import Grid, address

# What Excel shows where a formula failed: #REF!, #NAME?, #N/A and their like.
_ERROR = re.compile(r"#(?:[A-Z0-9/]+[!?]|N/A)")


class CellProblem(ValueError):
    """What is wrong with a cell and how to mend it."""

    def __init__(self, wrong: str, mend: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.mend = mend


@dataclass(frozen=True)
class Problem:
    """A bad cell: its sheet and address, what is wrong and how to mend it."""

    sheet: str
    cell: str
    wrong: str
    mend: str

    @property
    def row(self) -> int:
        """The row of the cell, as Excel counts."""
        return int("".join(each for each in self.cell if each.isdigit()))


def plain(cell: Any) -> str:
    """A cell as text; a whole number loses the .0 that Excel gives it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def figure(text: str) -> str:
    """The text of a figure as digits: full-width ones made plain, separators, blanks and 원 taken away."""
    return unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").removesuffix("원")


def cell_at(grid: Grid, row: int, column: int) -> Any:
    """What was entered; raises ``CellProblem`` where a formula, its error or a merged area stands."""
    if address(row, column) in grid.formulas:
        raise CellProblem(_("The cell holds a formula."), _("Copy the cell and paste it as a value."))
    if (row, column) in grid.merged:
        raise CellProblem(_("The cell is merged with others."), _("Split the merged cells and fill each row."))
    cells = grid.rows[row]
    cell = cells[column] if column < len(cells) else ""
    if isinstance(cell, str) and _ERROR.fullmatch(cell.strip()):
        raise CellProblem(_("The cell holds an error (%(error)s).") % {"error": cell}, _("Enter the value itself."))
    return cell


def within(text: str, most: int) -> str:
    """The text; raises ``CellProblem`` where it has more than ``most`` characters."""
    if len(text) > most:
        words = {"length": len(text), "most": most}
        raise CellProblem(_("The text has %(length)d characters; at most %(most)d fit.") % words, _("Shorten it."))
    return text


def read_row(
    grid: Grid, row: int, places: Mapping[str, int], read: Callable[[str, Any], Any]
) -> tuple[dict[str, Any], list[Problem]]:
    """The sound values of a row by the key of their column, and what is wrong with its other cells."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, column in places.items():
        try:
            values[key] = read(key, cell_at(grid, row, column))
        except CellProblem as problem:
            problems.append(Problem(grid.sheet, address(row, column), problem.wrong, problem.mend))
    return values, problems
