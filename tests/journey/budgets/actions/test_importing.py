"""Budget movements from Excel: tried on their lines, named by row where refused, and never booked twice."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import world as w
from tests.journey.budgets import scene as s
from xlsxwriter import Workbook

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.journey.budgets import actions, queries
from dure.journey.budgets.models import Movement
from dure.journey.budgets.sheet import Reading, read_movements, template_bytes
from dure.journey.programmes import actions as programmes

pytestmark = pytest.mark.django_db
HEADINGS = ("재원기관", "회계연도", "예산과목", "구분", "금액(원)", "일자", "공문번호", "사유")
ROWS = (
    ("무주군", 2024, "스마트 제조혁신", "편성", "60,000,000", "2024-01-05", "", ""),
    ("무주군", "2024", "스마트 제조 혁신", "교부신청", 50_000_000.0, date(2024, 3, 4), "기업-1", ""),
    ("무주군", 2024, "스마트 제조혁신", "decide", "40000000원", "2024. 4. 2.", "예산-7", ""),
    ("무주군", 2024, "스마트 제조혁신", "추가경정예산", "△1,000", date(2024, 5, 2), "", "감액 추경"),
)


def workbook(*rows: tuple[object, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("집행")
    for row, cells in enumerate((headings, *rows)):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.close()
    return target.getvalue()


def read(here: s.Scene, tmp_path: Path, *rows: tuple[object, ...], **more: tuple[str, ...]) -> Reading:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(*rows, **more))
    return read_movements(path, "a.xlsx", queries.lines_of(here.world.programme.pk))


def booked(here: s.Scene) -> list[tuple[str, int]]:
    here.muju.refresh_from_db()
    return [(row.kind, row.amount_won) for row in Movement.objects.filter(line=here.muju).order_by("pk")]


def test_a_sheet_is_booked_once_however_often_it_comes(tmp_path: Path) -> None:
    here = s.scene()
    rows = read(here, tmp_path, *ROWS).rows
    told = {"programme": here.world.programme, "rows": rows, "by": here.operator, "at": s.AT}
    tried = actions.try_movements(**told)  # type: ignore[arg-type]
    before = booked(here)
    first, again = (actions.import_movements(**told) for _time in range(2))  # type: ignore[arg-type]
    retried = actions.try_movements(**told)  # type: ignore[arg-type]

    assert ([each.is_new for each in tried], before) == ([True] * 4, [])
    assert ((first.new, first.unchanged), (again.new, again.unchanged)) == ((4, 0), (0, 4))
    assert booked(here) == [
        ("budget", 60_000_000), ("request", 50_000_000), ("decide", 40_000_000), ("supplement", -1_000)
    ]  # fmt: skip
    assert [(each.is_new, each.refused) for each in retried] == [(False, "")] * 4
    assert (s.agrees(here.muju), w.ledger_holds()) == (True, True)


def test_a_row_over_its_line_is_named_and_the_others_are_tried_on(tmp_path: Path) -> None:
    here = s.scene()
    over = ("무주군", 2024, "스마트 제조혁신", "교부신청", 60_000_001, "2024-03-04", "기업-1", "")
    rows = read(here, tmp_path, ROWS[0], over, ROWS[1]).rows
    told = {"programme": here.world.programme, "by": here.operator, "at": s.AT}
    tried = actions.try_movements(rows=rows, **told)  # type: ignore[arg-type]
    with pytest.raises(ActionRefused) as refused:
        actions.import_movements(rows=rows, **told)  # type: ignore[arg-type]

    assert [(each.row.number, bool(each.refused), each.is_new) for each in tried] == [
        (2, False, True), (3, True, False), (4, False, True)
    ]  # fmt: skip
    assert "60,000,001원" in tried[1].refused
    assert refused.value.reason.startswith("3행")
    assert booked(here) == []


def test_hostile_cells_are_named_by_their_address(tmp_path: Path) -> None:
    here = s.scene()
    line = ("무주군", 2024, "스마트 제조혁신")
    reading = read(
        here, tmp_path,
        (*line, "편성", "=1+1", "2024-01-05"),
        (*line, "탕진", "1e9", "2024-13-05"),
        ("없는기관", 2024, "스마트 제조혁신", "편성", 1, "2024-01-05"),
        (*line, "편성", 0, "#REF!"),
        (*line, "이월액", "9" * 15, 45_000),
        ("무주군", "이천이십사", "=HYPERLINK(1)", "편성", "-", "2024-01-05", "ㄱ" * 61, "ㄴ" * 301),
        ("", "", "", "", "", "", "", "까닭만"),
    )  # fmt: skip
    assert reading.rows == []
    assert [each.cell for each in reading.problems] == [
        "E2", "D3", "E3", "F3", "C4", "E5", "F5", "D6", "E6", "F6", "B7", "C7", "E7", "G7", "H7",
        "A8", "B8", "C8", "D8", "E8", "F8",
    ]  # fmt: skip


def test_the_same_movement_twice_in_a_file_is_named(tmp_path: Path) -> None:
    here = s.scene()
    reading = read(here, tmp_path, ROWS[0], ROWS[0])
    assert ([row.number for row in reading.rows], [each.cell for each in reading.problems]) == ([2], ["C3"])


@pytest.mark.parametrize("headings", [("가", "나"), ("구분", "금액(원)", "재원기관")])
def test_a_sheet_without_its_headings_is_refused(tmp_path: Path, headings: tuple[str, ...]) -> None:
    here = s.scene()
    with pytest.raises(ActionRefused):
        read(here, tmp_path, ROWS[0], headings=headings)


def test_a_line_of_another_programme_is_not_booked(tmp_path: Path) -> None:
    here = s.scene()
    rows = read(here, tmp_path, *ROWS).rows
    mine = here.world.programme
    other = programmes.create_programme(
        slug="jeonbuk-2025", name_ko="다음 해 사업", name_en="Next year", year=2025, operator=mine.operator,
        province=mine.province, by=w.SYSTEM, at=s.AT,
    )  # fmt: skip
    with pytest.raises(ActionRefused):
        actions.import_movements(programme=other, rows=rows, by=here.operator, at=s.AT)
    with pytest.raises(AccessRefused):
        actions.import_movements(programme=here.world.programme, rows=rows, by=here.world.muju.actor, at=s.AT)
    assert booked(here) == []


def test_the_template_can_be_filled_and_read(tmp_path: Path) -> None:
    here = s.scene()
    path = tmp_path / "template.xlsx"
    path.write_bytes(template_bytes(queries.lines_of(here.world.programme.pk)))
    with pytest.raises(ActionRefused, match="제목 아래에"):
        read_movements(path, "template.xlsx", queries.lines_of(here.world.programme.pk))


def test_a_file_is_looked_at_and_booked_on_its_pages() -> None:
    here = s.scene()
    client = s.signed_in(here.world.operator)
    bad = ("무주군", 2024, "스마트 제조혁신", "교부", 1, "2024-03-04", "", "")
    file = SimpleUploadedFile("집행.xlsx", workbook(*ROWS, bad))
    page = client.post(reverse("budgets:import"), {"file": file})
    nothing_yet = booked(here)
    parcel = page.context["parcel"]
    forged = client.post(reverse("budgets:import_enter"), {"parcel": parcel[:-2] + "xx"})
    answers = [client.post(reverse("budgets:import_enter"), {"parcel": parcel}).status_code for _click in range(2)]

    assert (page.status_code, page.context["new"], len(page.context["refused_rows"])) == (200, 4, 1)
    assert (nothing_yet, forged.status_code, answers) == ([], 409, [302, 302])
    assert len(booked(here)) == 4


def test_a_file_of_which_nothing_can_be_booked_says_which_rows_and_why() -> None:
    here = s.scene()
    client = s.signed_in(here.world.operator)
    over = ("무주군", 2024, "스마트 제조혁신", "교부", 1, "2024-03-04", "기업-1", "")
    file = SimpleUploadedFile("집행.xlsx", workbook(("헛소리",) * len(HEADINGS), over))
    page = client.post(reverse("budgets:import"), {"file": file})

    assert (page.status_code, page.context["left_out_rows"]) == (422, "2, 3")
    assert [each.cell for each in page.context["problems"]] == ["B2", "D2", "E2", "F2"]
    assert "제외한 행의 번호: 2, 3." in page.content.decode()
