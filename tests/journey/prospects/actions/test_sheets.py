"""Entering interest forms from Excel: all or none, and nothing twice."""

from pathlib import Path
from typing import Any

import pytest
from tests.world import IN_INTEREST, World, business_number, interest, ledger_holds, small_programme
from xlsxwriter import Workbook

from dure.foundation.access.verdict import AccessRefused, ActionRefused
from dure.journey.prospects import actions
from dure.journey.prospects.excel.columns import COLUMNS
from dure.journey.prospects.models import Interest, Sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return small_programme()


def row(name: str, number: str, consent: str = "O") -> list[Any]:
    return [name, number, "진안군", "10", 1_000_000, 5, "", "", "김", "063-000-0000", "", consent]


def keep(world: World, tmp_path: Path, *rows: list[Any]) -> Sheet:
    path = tmp_path / "a.xlsx"
    book = Workbook(str(path))
    page = book.add_worksheet()
    for place, each in enumerate([[column.names[0] for column in COLUMNS], *rows]):
        page.write_row(place, 0, each)
    book.close()
    return actions.keep_sheet(
        programme=world.programme, path=path, name="a.xlsx", by=world.operator.actor, at=IN_INTEREST
    )


def enter(world: World, sheet: Sheet) -> tuple[int, int]:
    result = actions.enter_sheet(sheet=sheet, by=world.operator.actor, at=IN_INTEREST)
    return result.new, result.unchanged


def test_keep_sheet_makes_no_interest(world: World, tmp_path: Path) -> None:
    sheet = keep(world, tmp_path, row("가식품", business_number()), row("나식품", business_number(), "X"))
    assert (len(sheet.rows), [problem["cell"] for problem in sheet.problems]) == (1, ["L3"])
    assert Interest.objects.count() == 0


def test_enter_sheet_makes_the_sound_rows_and_forgets_the_contacts(world: World, tmp_path: Path) -> None:
    sheet = keep(world, tmp_path, row("가식품", business_number()), row("나식품", business_number()))
    assert enter(world, sheet) == (2, 0)
    sheet.refresh_from_db()
    assert (sheet.rows, [each.source for each in Interest.objects.all()]) == ([], ["excel", "excel"])
    assert ledger_holds()


def test_enter_the_same_file_again_changes_nothing(world: World, tmp_path: Path) -> None:
    rows = [row("가식품", business_number()), row("나식품", business_number())]
    enter(world, keep(world, tmp_path, *rows))
    before = list(Interest.objects.values())
    assert enter(world, keep(world, tmp_path, *rows)) == (0, 2)
    assert list(Interest.objects.values()) == before


def test_enter_sheet_twice_is_refused(world: World, tmp_path: Path) -> None:
    sheet = keep(world, tmp_path, row("가식품", business_number()))
    enter(world, sheet)
    with pytest.raises(ActionRefused):
        enter(world, sheet)
    assert Interest.objects.count() == 1


def test_enter_sheet_leaves_a_form_from_the_web_as_it_is(world: World, tmp_path: Path) -> None:
    first = interest(world, "웹식품")
    assert enter(world, keep(world, tmp_path, row("다른 이름", first.number))) == (0, 1)
    assert Interest.objects.get().firm_name == "웹식품"


def test_keep_sheet_by_a_city_is_refused(world: World, tmp_path: Path) -> None:
    with pytest.raises(AccessRefused):
        actions.keep_sheet(
            programme=world.programme, path=tmp_path / "a.xlsx", name="a.xlsx", by=world.muju.actor, at=IN_INTEREST
        )
