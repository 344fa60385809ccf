import pytest

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.sheets.cells import CellProblem, Problem, cell_at, read_row, within
from dure.foundation.documents.sheets.columns import SheetColumn, headings
from dure.foundation.documents.sheets.workbook import Grid

COLUMNS = (
    SheetColumn("name", ("이름", "Name"), "", ""),
    SheetColumn("won", ("금액(원)", "Amount"), "", ""),
    SheetColumn("note", ("비고",), "", "", required=False),
)


def test_headings_are_known_whatever_their_blanks_marks_and_case() -> None:
    grid = Grid("목록", [["표지"], [" NAME * ", "금액\n(원)", "모름", "amount"]])
    assert headings(grid, COLUMNS, known_by=["name"]) == (1, {"name": 0, "won": 1})


def test_a_required_heading_that_is_missing_is_named() -> None:
    with pytest.raises(ActionRefused, match=r"금액\(원\)"):
        headings(Grid("목록", [["이름"]]), COLUMNS, known_by=["name"])


def test_a_sheet_without_its_heading_is_refused() -> None:
    with pytest.raises(ActionRefused, match="이름"):
        headings(Grid("목록", [["금액"]]), COLUMNS, known_by=["name"])


@pytest.mark.parametrize("error", ["#REF!", "#NAME?", "#N/A", "#DIV/0!", "#SPILL!"])
def test_a_formula_that_failed_is_no_value(error: str) -> None:
    with pytest.raises(CellProblem):
        cell_at(Grid("목록", [[error]]), 0, 0)


def test_a_number_sign_in_a_text_is_no_error() -> None:
    assert cell_at(Grid("목록", [["#1 계약!"]]), 0, 0) == "#1 계약!"


def test_a_row_gives_its_sound_values_and_names_its_bad_cells() -> None:
    grid = Grid("목록", [["두레식품", "너무 깁니다", 3]], formulas=frozenset({"C1"}))
    values, problems = read_row(grid, 0, {"name": 0, "won": 1, "note": 2}, lambda _key, cell: within(str(cell), 4))
    assert values == {"name": "두레식품"}
    assert [(each.sheet, each.cell) for each in problems] == [("목록", "B1"), ("목록", "C1")]
    assert all(isinstance(each, Problem) for each in problems)
