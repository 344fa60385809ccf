"""From a grid of cells to interest forms, with every bad cell named."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.sheets.cells import Problem, plain, read_row
from dure.foundation.documents.sheets.columns import headings
from dure.foundation.documents.sheets.workbook import Grid, address, open_grid
from dure.journey.prospects import consents
from dure.journey.prospects.excel.cells import read_cell
from dure.journey.prospects.excel.columns import COLUMNS
from dure.journey.prospects.values import InterestForm


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
    top, places = headings(grid, COLUMNS, known_by=["number"])
    reading = Reading(grid.sheet)
    seen: dict[str, int] = {}
    for row in range(top + 1, len(grid.rows)):
        if any(plain(cell) for cell in grid.rows[row]):
            _read_row(grid, row, places, lists, reading, seen)
    if not reading.forms and not reading.problems:
        raise ActionRefused(_("The sheet “%(sheet)s” has no rows under its headings.") % {"sheet": grid.sheet})
    return reading


def _read_row(
    grid: Grid, row: int, places: dict[str, int], lists: Lists, reading: Reading, seen: dict[str, int]
) -> None:
    def read(key: str, cell: Any) -> Any:
        return read_cell(key, cell, lists.cities, lists.sectors, lists.types)

    values, problems = read_row(grid, row, places, read)
    number = values.get("number", "")
    if number and number in seen:
        words = {"row": seen[number] + 1}
        wrong = _("The same business number stands in row %(row)d already.") % words
        problems.append(Problem(grid.sheet, address(row, places["number"]), wrong, _("Delete one of the two rows.")))
    seen.setdefault(number, row)
    reading.problems += problems
    if not problems:
        values.pop("consent")
        form = InterestForm(**_named(values), consents=tuple(each.code for each in consents.CONSENTS))
        reading.forms.append((row + 1, form))


def _named(values: dict[str, Any]) -> dict[str, Any]:
    names = {"city": "city_code", "sector": "sector_code"}
    return {names.get(key, key): value for key, value in values.items()}
