"""Reading interest forms from Excel, with every bad cell named."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.documents.sheets.cells import Problem
from dure.foundation.documents.sheets.workbook import address
from dure.foundation.parties.business_number import check_digit
from dure.journey.prospects.excel import Reading, read_interests, template_bytes
from dure.journey.prospects.excel.columns import COLUMNS
from dure.journey.prospects.excel.read import Lists

LISTS = Lists(cities={"진안군": "52720", "진안": "52720"}, sectors=frozenset({"10"}), types=frozenset({"JS1"}))
HEADINGS = [column.names[0] for column in COLUMNS]
NUMBER = f"123456789{check_digit('123456789')}"
ROW: list[Any] = ["두레식품", NUMBER, "진안군", "10", 1_200_000_000, 14, "JS1", "", "김두레", "063-000-0000", "", "O"]


def sheet(path: Path, *rows: list[Any], headings: list[str] = HEADINGS) -> Path:
    book = Workbook(str(path))
    page = book.add_worksheet("명단")
    for place, row in enumerate([headings, *rows]):
        page.write_row(place, 0, row)
    book.close()
    return path


def read(path: Path) -> Reading:
    return read_interests(path, "명단.xlsx", LISTS)


def changed(column: str, value: Any) -> list[Any]:
    place = [each.key for each in COLUMNS].index(column)
    return [*ROW[:place], value, *ROW[place + 1 :]]


def test_read_of_sound_rows_gives_forms(tmp_path: Path) -> None:
    reading = read(sheet(tmp_path / "a.xlsx", ROW))
    form = reading.forms[0][1]
    assert (reading.problems, reading.forms[0][0]) == ([], 2)
    assert (form.firm_name, form.number, form.city_code, form.sector_code, form.sales_won, form.headcount) == (
        "두레식품", NUMBER, "52720", "10", 1_200_000_000, 14,
    )  # fmt: skip


def test_read_of_headings_in_another_order_and_spelling(tmp_path: Path) -> None:
    headings = ["사업자 번호", "업체명", "공장\n소재지", "전화번호", "담당자명", "개인정보 수집·이용 동의*"]
    reading = read(sheet(tmp_path / "a.xlsx", [NUMBER, "두레", "진안", "063-1", "김", "예"], headings=headings))
    assert [form.firm_name for _row, form in reading.forms] == ["두레"]


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [
        ("firm_name", "", "A2"),
        ("number", "123-45-67890", "B2"),
        ("number", 12345678.0, "B2"),
        ("city", "서울", "C2"),
        ("sector", "99", "D2"),
        ("sales_won", "12억", "E2"),
        ("sales_won", -3, "E2"),
        ("sales_won", 10.5, "E2"),
        ("headcount", "많음", "F2"),
        ("type_code", "JS9", "G2"),
        ("contact_email", "없음", "K2"),
        ("consent", "X", "L2"),
        ("consent", "", "L2"),
    ],
)
def test_read_of_a_bad_cell_names_it(tmp_path: Path, column: str, value: Any, cell: str) -> None:
    reading = read(sheet(tmp_path / "a.xlsx", changed(column, value)))
    assert [(problem.sheet, problem.cell) for problem in reading.problems] == [("명단", cell)]
    assert reading.forms == []


def test_read_of_the_same_number_twice_names_the_second(tmp_path: Path) -> None:
    reading = read(sheet(tmp_path / "a.xlsx", ROW, ROW))
    assert ([row for row, _form in reading.forms], [problem.cell for problem in reading.problems]) == ([2], ["B3"])


def test_read_of_a_formula_names_the_cell(tmp_path: Path) -> None:
    book = Workbook(str(tmp_path / "a.xlsx"))
    page = book.add_worksheet("명단")
    page.write_row(0, 0, HEADINGS)
    page.write_row(1, 0, ROW)
    page.write_formula(1, 5, "=7*2", None, 14)
    book.close()
    assert [problem.cell for problem in read(tmp_path / "a.xlsx").problems] == ["F2"]


def test_read_of_merged_cells_names_each(tmp_path: Path) -> None:
    book = Workbook(str(tmp_path / "a.xlsx"))
    page = book.add_worksheet("명단")
    page.write_row(0, 0, HEADINGS)
    page.write_row(1, 0, ROW)
    page.write_row(2, 0, ROW)
    page.merge_range(1, 2, 2, 2, "진안군")
    book.close()
    assert {problem.cell for problem in read(tmp_path / "a.xlsx").problems} == {"C2", "C3", "B3"}


def test_read_skips_empty_rows(tmp_path: Path) -> None:
    reading = read(sheet(tmp_path / "a.xlsx", ["  "], ROW))
    assert [row for row, _form in reading.forms] == [3]


def test_read_of_the_empty_template_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(template_bytes(["진안군"], ["JS1"]))
    with pytest.raises(ActionRefused):
        read(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    "content",
    [b"", b"firm,number\n", b"%PDF-1.7\n", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600],
)
def test_read_of_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(ActionRefused):
        read(tmp_path / "a.xlsx")


def test_read_of_an_encrypted_workbook_tells_the_password(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0\0"
    (tmp_path / "a.xlsx").write_bytes(ole)
    with pytest.raises(ActionRefused, match="암호"):
        read(tmp_path / "a.xlsx")


def test_read_of_a_workbook_under_another_name_is_refused(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", ROW)
    with pytest.raises(ActionRefused):
        read_interests(path, "명단.pdf", LISTS)


def test_read_of_a_bomb_is_refused(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", ROW)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", b"\0" * 120_000_000)
    with pytest.raises(ActionRefused):
        read(path)


def test_read_without_the_needed_headings_names_them(tmp_path: Path) -> None:
    with pytest.raises(ActionRefused, match="기업명"):
        read(sheet(tmp_path / "a.xlsx", [NUMBER], headings=["사업자등록번호"]))


@pytest.mark.parametrize(("row", "column", "cell"), [(0, 0, "A1"), (6, 2, "C7"), (0, 25, "Z1"), (9, 26, "AA10")])
def test_address_is_as_excel_shows_it(row: int, column: int, cell: str) -> None:
    assert address(row, column) == cell


def test_template_opens_with_every_heading() -> None:
    with zipfile.ZipFile(BytesIO(template_bytes(["진안군"], ["JS1"]))) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode()
    assert [heading for heading in HEADINGS if heading not in strings] == []


def test_problem_says_what_is_wrong_and_how_to_mend_it(tmp_path: Path) -> None:
    reading = read(sheet(tmp_path / "a.xlsx", changed("city", "서울")))
    assert reading.problems == [
        Problem("명단", "C2", "“서울”은(는) 도내 시군이 아닙니다.", "진안군, 진안 또는 52720처럼 적어 주십시오.")
    ]
