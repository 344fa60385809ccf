"""From a grid of cells to payments as another system tells them, with every bad cell named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.sheets.cells import CellProblem, Problem, figure, plain, read_row, within
from dure.foundation.documents.sheets.columns import letters_of
from dure.foundation.documents.sheets.workbook import Grid, address
from dure.foundation.interface.fields import MOST_WON
from dure.journey.money.lists.columns import COLUMNS, KEYS, REQUIRED, is_one_sided
from dure.journey.money.lists.grid import read_grid

HEADING_ROWS = 20
IN = "in_won"
AMOUNTS = ("amount_won", IN)
LONGEST = {"reference": 80, "account_number": 40, "name": 120}
TOTALS = frozenset({"합계", "소계", "총계", "계", "total"})
OUR_REFERENCE = re.compile(r"DR\d{8,}")
_DAY = re.compile(r"^(\d{4})[.\-/년\s]*(\d{1,2})[.\-/월\s]*(\d{1,2})")


@dataclass(frozen=True)
class ListRow:
    """A move of money as the other system tells it, below zero where it came in; ``number`` is its row in the file."""

    number: int
    on: date
    amount_won: int
    reference: str = ""
    account_number: str = ""
    name: str = ""


@dataclass
class ListReading:
    """The sound rows, every problem, which heading means what, and how many rows told of no money."""

    sheet: str
    columns: dict[str, str]
    rows: list[ListRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: int = 0


def read_list(path: Path, name: str) -> ListReading:
    """Read a file; raises ``ActionRefused`` where it cannot be read at all."""
    grid = read_grid(path, name)
    top, places = _headings(grid)
    one_sided = is_one_sided(plain(grid.rows[top][places["amount_won"]]))
    sides = [key for key in (AMOUNTS if one_sided else REQUIRED[1:]) if key in places]
    read = {key: place for key, place in places.items() if key not in AMOUNTS or key in sides}
    reading = ListReading(grid.sheet, {key: plain(grid.rows[top][place]) for key, place in read.items()})
    for row in range(top + 1, len(grid.rows)):
        texts = [plain(cell) for cell in grid.rows[row]]
        if not any(texts) or texts[0].replace(" ", "").casefold() in TOTALS:
            continue
        told = [key for key in sides if not (one_sided and _is_nothing(texts, places[key]))]
        if not told:
            reading.skipped += 1
            continue
        _read_row(grid, row, places, told, reading)
    if not reading.rows and not reading.problems:
        raise ActionRefused(_("“%(name)s” has no payments under its headings.") % {"name": name})
    return reading


def _is_nothing(texts: list[str], place: int) -> bool:
    return place >= len(texts) or texts[place].strip("0.,- 원") == ""


def _headings(grid: Grid) -> tuple[int, dict[str, int]]:
    """The row of headings and the column of each key; a statement begins with rows about the account."""
    for row, cells in enumerate(grid.rows[:HEADING_ROWS]):
        places: dict[str, int] = {}
        for column in COLUMNS:
            found = _best(column.names, [plain(cell) for cell in cells])
            if found is not None:
                places[column.key] = found
        if all(key in places for key in REQUIRED) and set(places) - {*REQUIRED, IN}:
            return row, places
    needed = ", ".join(KEYS[key].names[0] for key in ("on", "amount_won", "reference"))
    raise ActionRefused(
        _("No row of headings was found in the first %(rows)d rows. Columns such as these are needed: %(names)s.")
        % {"rows": HEADING_ROWS, "names": needed}
    )


def _best(names: tuple[str, ...], texts: list[str]) -> int | None:
    """The column whose heading comes first among the names: a statement's 출금액 rather than its 입금액."""
    headings = [letters_of(text) for text in texts]
    return next((headings.index(name) for name in map(letters_of, names) if name in headings), None)


def _read_row(grid: Grid, row: int, places: dict[str, int], told: Sequence[str], reading: ListReading) -> None:
    asked = {key: place for key, place in places.items() if key not in AMOUNTS or key in told}
    values, problems = read_row(grid, row, asked, _read)
    if len(told) > 1:
        wrong, mend = _("The row says that money left and came in."), _("Divide it into two rows.")
        problems.append(Problem(grid.sheet, address(row, places[IN]), wrong, mend))
    reading.problems += problems
    if not problems:
        if IN in values:
            values["amount_won"] = -values.pop(IN)
        values["reference"] = _reference(values.get("reference", ""))
        reading.rows.append(ListRow(row + 1, **values))


def _reference(text: str) -> str:
    """Our own reference where a memo holds it among other words; otherwise the memo."""
    found = OUR_REFERENCE.search(text.upper().replace("-", ""))
    return found.group() if found else text


def _read(key: str, cell: Any) -> Any:
    if key == "on":
        return _day(cell)
    if key in AMOUNTS:
        return _won(cell)
    return within(plain(cell), LONGEST[key])


def _day(cell: Any) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = plain(cell)
    found = _DAY.match(text)
    if found:
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            pass
    wrong = _("“%(value)s” is not a date.") % {"value": text} if text else _("The cell is empty.")
    raise CellProblem(wrong, _("Write the day as 2024-11-30."))


def _won(cell: Any) -> int:
    text = plain(cell)
    digits = figure(text)
    if not digits:
        raise CellProblem(_("The cell is empty."), _("Enter the amount in won, or delete the row."))
    if not digits.isascii() or not digits.isdigit():
        raise CellProblem(
            _("“%(value)s” is not a whole number of won above zero.") % {"value": text},
            _("Enter digits only, without a unit (million, 억)."),
        )
    if not 0 < int(digits) <= MOST_WON:
        raise CellProblem(_("“%(value)s” cannot be the amount of a payment.") % {"value": text}, _("Check the digits."))
    return int(digits)
