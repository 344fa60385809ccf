"""From a grid of cells to movements of open lines, with every bad cell named."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.sheets.cells import CellProblem, Problem, plain, read_row
from dure.foundation.documents.sheets.columns import headings, letters_of
from dure.foundation.documents.sheets.workbook import Grid, address, open_grid
from dure.journey.budgets.models import BudgetLine
from dure.journey.budgets.sheet.cells import read_cell
from dure.journey.budgets.sheet.columns import COLUMNS

# Each row is booked by itself to see whether its line bears it.
MOST_ROWS = 500


@dataclass(frozen=True)
class SheetRow:
    """A movement as the sheet tells it; ``number`` is its row in the file."""

    number: int
    line_id: int
    kind: str
    amount_won: int
    on: date
    letter_no: str = ""
    reason: str = ""

    @property
    def source_key(self) -> str:
        """The same for the same movement in every file: what was booked from one is not booked again."""
        said = (self.line_id, self.kind, self.amount_won, self.on.isoformat(), self.letter_no, self.reason)
        return "sheet:" + hashlib.sha256("|".join(str(each) for each in said).encode()).hexdigest()[:48]

    def as_json(self) -> dict[str, Any]:
        """Plain values, for the way through the preview."""
        return asdict(self) | {"on": self.on.isoformat()}


def row_from(values: dict[str, Any]) -> SheetRow:
    """The row that ``as_json`` gave."""
    return SheetRow(**(values | {"on": date.fromisoformat(values["on"])}))


@dataclass
class Reading:
    """The sound rows and every problem; a row with a problem is not among the sound ones."""

    sheet: str
    rows: list[SheetRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_movements(path: Path, name: str, lines: Iterable[BudgetLine]) -> Reading:
    """Read a file against the lines it may name; raises ``ActionRefused`` where it cannot be read at all."""
    grid = open_grid(path, name)
    top, places = headings(grid, COLUMNS, known_by=["kind", "amount_won"])
    reading, known, seen = Reading(grid.sheet), _known(lines), dict[str, int]()
    filled = [row for row in range(top + 1, len(grid.rows)) if any(plain(cell) for cell in grid.rows[row])]
    if not filled:
        raise ActionRefused(_("The sheet “%(sheet)s” has no rows under its headings.") % {"sheet": grid.sheet})
    if len(filled) > MOST_ROWS:
        words = {"rows": len(filled), "most": MOST_ROWS}
        raise ActionRefused(_("The sheet has %(rows)d rows; at most %(most)d are taken at once. Split it.") % words)
    for row in filled:
        _read_row(grid, row, places, known, reading, seen)
    return reading


def _known(lines: Iterable[BudgetLine]) -> dict[tuple[str, int, str], list[BudgetLine]]:
    found: dict[tuple[str, int, str], list[BudgetLine]] = {}
    for line in lines:
        key = (letters_of(line.funder.name), line.fiscal_year, letters_of(line.name))
        found.setdefault(key, []).append(line)
    return found


def _read_row(
    grid: Grid,
    row: int,
    places: dict[str, int],
    known: dict[tuple[str, int, str], list[BudgetLine]],
    reading: Reading,
    seen: dict[str, int],
) -> None:
    values, bad = read_row(grid, row, places, read_cell)
    reading.problems += bad
    if bad:
        return
    try:
        found = _row(row + 1, values, known)
        _demand_new(found, seen)
        reading.rows.append(found)
    except CellProblem as problem:
        reading.problems.append(Problem(grid.sheet, address(row, places["line"]), problem.wrong, problem.mend))


def _row(number: int, values: dict[str, Any], known: dict[tuple[str, int, str], list[BudgetLine]]) -> SheetRow:
    key = (letters_of(values.pop("funder")), values.pop("fiscal_year"), letters_of(said := values.pop("line")))
    lines = known.get(key, [])
    if not lines:
        wrong = _("No line “%(line)s” of this funder and fiscal year is open.") % {"line": said[:60]}
        raise CellProblem(wrong, _("Open the line first, or write its name as Dure shows it."))
    if len(lines) > 1:
        wrong = _("%(count)d lines bear this name in that year.") % {"count": len(lines)}
        raise CellProblem(wrong, _("Book on the page of the line itself."))
    return SheetRow(number=number, line_id=lines[0].pk, **values)


def _demand_new(row: SheetRow, seen: dict[str, int]) -> None:
    if row.source_key in seen:
        wrong = _("The same movement stands in row %(row)d already.") % {"row": seen[row.source_key]}
        raise CellProblem(wrong, _("Delete one of the two rows, or tell them apart by letter or reason."))
    seen[row.source_key] = row.number
