"""From a grid of cells to interest forms, with every bad cell named."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from dure.foundation.access.verdict import ActionRefused
from dure.journey.prospects import consents
from dure.journey.prospects.excel.cells import CellProblem, read_cell
from dure.journey.prospects.excel.columns import COLUMNS, KEYS, heading_key
from dure.journey.prospects.excel.workbook import Grid, address, open_grid
from dure.journey.prospects.values import InterestForm

HEADING_ROWS = 10


@dataclass(frozen=True)
class Problem:
    """A bad cell: its sheet and address, what is wrong and how to mend it."""

    sheet: str
    cell: str
    wrong: str
    mend: str


@dataclass(frozen=True)
class Lists:
    """What a cell may name: cities by each of their spellings, industries and types by code."""

    cities: Mapping[str, str]
    sectors: frozenset[str]
    types: frozenset[str]


@dataclass
class Reading:
    """The sound rows as (row number, form), and every problem. A row with a problem is not among the sound ones."""

    sheet: str
    forms: list[tuple[int, InterestForm]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def as_rows(self) -> list[dict[str, Any]]:
        """The sound rows as plain JSON."""
        return [{"row": row, **asdict(form)} for row, form in self.forms]


def read_interests(path: Path, name: str, lists: Lists) -> Reading:
    """Read a file; raises ``ActionRefused`` where it cannot be read at all."""
    grid = open_grid(path, name)
    top, places = _headings(grid)
    reading = Reading(grid.sheet)
    seen: dict[str, int] = {}
    for row in range(top + 1, len(grid.rows)):
        if any(_text(cell) for cell in grid.rows[row]):
            _read_row(grid, row, places, lists, reading, seen)
    if not reading.forms and not reading.problems:
        raise ActionRefused(_("The sheet “%(sheet)s” has no rows under its headings.") % {"sheet": grid.sheet})
    return reading


def _headings(grid: Grid) -> tuple[int, dict[str, int]]:
    """The row of headings and the column of each key."""
    for row, cells in enumerate(grid.rows[:HEADING_ROWS]):
        places: dict[str, int] = {}
        for column, cell in enumerate(cells):
            key = heading_key(_text(cell))
            if key is not None and key not in places:
                places[key] = column
        if "number" in places:
            missing = [str(column.names[0]) for column in COLUMNS if column.required and column.key not in places]
            if missing:
                words = {"row": row + 1, "columns": ", ".join(missing)}
                raise ActionRefused(_("Row %(row)d lacks these headings: %(columns)s. Use the template.") % words)
            return row, places
    words = {"sheet": grid.sheet, "heading": KEYS["number"].names[0]}
    raise ActionRefused(
        _("The sheet “%(sheet)s” has no heading “%(heading)s” in its first 10 rows. Use the template.") % words
    )


def _read_row(
    grid: Grid, row: int, places: dict[str, int], lists: Lists, reading: Reading, seen: dict[str, int]
) -> None:
    before = len(reading.problems)
    values: dict[str, Any] = {}
    for key, column in places.items():
        try:
            values[key] = _value(grid, row, column, key, lists)
        except CellProblem as problem:
            reading.problems.append(Problem(grid.sheet, address(row, column), problem.wrong, problem.mend))
    number = values.get("number", "")
    if number and number in seen:
        words = {"row": seen[number] + 1}
        wrong = _("The same business number stands in row %(row)d already.") % words
        reading.problems.append(
            Problem(grid.sheet, address(row, places["number"]), wrong, _("Delete one of the two rows."))
        )
    seen.setdefault(number, row)
    if len(reading.problems) == before:
        values.pop("consent")
        form = InterestForm(**_named(values), consents=tuple(each.code for each in consents.CONSENTS))
        reading.forms.append((row + 1, form))


def _value(grid: Grid, row: int, column: int, key: str, lists: Lists) -> Any:
    where = address(row, column)
    if where in grid.formulas:
        raise CellProblem(_("The cell holds a formula."), _("Copy the cell and paste it as a value."))
    if (row, column) in grid.merged:
        raise CellProblem(_("The cell is merged with others."), _("Split the merged cells and fill each row."))
    cells = grid.rows[row]
    return read_cell(key, cells[column] if column < len(cells) else "", lists.cities, lists.sectors, lists.types)


def _named(values: dict[str, Any]) -> dict[str, Any]:
    names = {"city": "city_code", "sector": "sector_code"}
    return {names.get(key, key): value for key, value in values.items()}


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()
