"""A form is downloaded, filled, looked at and taken; again it changes nothing."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.floor.entry.sheet.papers import filled
from tests.floor.scene import Floor, kimchi
from tests.portal.conftest import as_member

from dure.floor.events.queries import arrow, events

ROW = ["8:00", "12:00", "PACK1", "KIMCHI", "", 300]


@pytest.fixture
def owner(floor: Floor) -> Client:
    """The firm's owner, signed in, reading English."""
    return as_member(floor.firm.owner, "en")


def form(floor: Floor, owner: Client, days: int = 1) -> bytes:
    answer = owner.get(f"/floor/{floor.code}/excel/form/", {"form": "daily", "on": "2025-03-03", "days": days})
    assert answer["Content-Disposition"] == f'attachment; filename="{floor.code}-daily-2025-03-03.xlsx"'
    return bytes(answer.content)


def upload(floor: Floor, owner: Client, data: bytes) -> HttpResponse:
    return owner.post(f"/floor/{floor.code}/excel/", {"file": SimpleUploadedFile("day.xlsx", data)})


def parcel(preview: HttpResponse) -> str:
    return re.findall(r'name="parcel" value="([^"]+)"', preview.content.decode())[0]


def counts(preview: HttpResponse) -> tuple[int, int, int, int]:
    return tuple(preview.context[name] for name in ("new", "changed", "cleared", "same"))


def test_form_looked_at_then_taken_then_unchanged(floor: Floor, owner: Client) -> None:
    data = filled(form(floor, owner), [ROW])
    preview = upload(floor, owner, data)
    assert (counts(preview), list(events(floor.code))) == ((3, 0, 0, 0), [])
    taken = owner.post(f"/floor/{floor.code}/excel/take/", {"parcel": parcel(preview)})
    assert (taken.status_code, len(list(events(floor.code)))) == (302, 3)
    assert set(arrow(floor.code).column("origin").to_pylist()) == {"excel"}
    again = upload(floor, owner, data)
    assert (counts(again), "Nothing in this file is left to take." in again.content.decode()) == ((0, 0, 0, 3), True)


def test_changed_cell_is_one_correction(floor: Floor, owner: Client) -> None:
    blank = form(floor, owner)
    for rows in ([ROW], [[*ROW[:5], 310]]):
        owner.post(f"/floor/{floor.code}/excel/take/", {"parcel": parcel(upload(floor, owner, filled(blank, rows)))})
    last = list(events(floor.code))[-1]
    assert (last.kind, last.ref_seq, last.value) == ("correction", 50100, "310")


def test_second_copy_of_a_days_form_is_pointed_out(floor: Floor, owner: Client) -> None:
    words = "Another copy of this form was taken before"
    first, second = filled(form(floor, owner), [ROW]), filled(form(floor, owner), [ROW])
    preview = upload(floor, owner, first)
    owner.post(f"/floor/{floor.code}/excel/take/", {"parcel": parcel(preview)})
    pages = [upload(floor, owner, data).content.decode() for data in (first, second)]
    assert [words in page for page in (preview.content.decode(), *pages)] == [False, False, True]


def test_bad_cells_named_before_anything_is_taken(floor: Floor, owner: Client) -> None:
    preview = upload(floor, owner, filled(form(floor, owner), [["8:00", "", "M99", "", "", "x"], ROW]))
    assert [(bad.cell, bad.why) for bad in preview.context["bad"]] == [
        ("Daily production 03-03!C5", "the plant has no machine “M99”; choose from the list"),
        ("Daily production 03-03!F5", "“x” is not a number"),
    ]
    assert counts(preview) == (3, 0, 0, 0)


def test_week_has_a_sheet_a_day_and_the_lists(floor: Floor, owner: Client) -> None:
    names = CalamineWorkbook.from_filelike(BytesIO(form(floor, owner, days=7))).sheet_names
    assert names == [*(f"Daily production 03-{day:02d}" for day in range(3, 10)), "Lists"]


@pytest.mark.parametrize("data", [b"not a workbook", b""])
def test_file_that_is_no_form_refused(floor: Floor, owner: Client, data: bytes) -> None:
    assert upload(floor, owner, data).status_code == 422


def test_preview_of_another_plant_or_a_forged_one_refused(floor: Floor, owner: Client) -> None:
    other = kimchi()
    elsewhere = as_member(other.firm.owner, "en")
    sealed = parcel(upload(other, elsewhere, filled(form(other, elsewhere), [ROW])))
    for told in (sealed, "forged", ""):
        assert owner.post(f"/floor/{floor.code}/excel/take/", {"parcel": told}).status_code == 409
    assert list(events(floor.code)) == []


def test_other_firm_reaches_none_of_it(floor: Floor) -> None:
    stranger = as_member(kimchi().firm.owner)
    address = f"/floor/{floor.code}/excel/"
    statuses = [
        stranger.get(address).status_code,
        stranger.get(f"{address}form/", {"form": "daily", "on": "2025-03-03", "days": 1}).status_code,
        stranger.post(address, {"file": SimpleUploadedFile("day.xlsx", b"x")}).status_code,
        stranger.post(f"{address}take/", {"parcel": "x"}).status_code,
    ]
    assert statuses == [403] * 4


def test_wrong_choice_told_at_its_field(floor: Floor, owner: Client) -> None:
    answer = owner.get(f"/floor/{floor.code}/excel/form/", {"form": "nothing", "on": "x"})
    assert answer.status_code == 422
