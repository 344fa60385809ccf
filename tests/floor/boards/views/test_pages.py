"""Who may open the pages of a plant, what they say, and how often they ask the database."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests import world as w
from tests.floor import scene
from tests.floor.boards.telling import at, event, tell
from tests.floor.scene import DAY, Floor
from tests.portal.conftest import as_member

from dure.engine.floor.events import Kind
from dure.floor.plant.tables import Table
from dure.foundation.access.actor import Role
from dure.foundation.installation.actions import mark_demo

pytestmark = pytest.mark.django_db
PAGES = (
    "owner", "andon", "week", "pareto", "yields", "plan", "energy", "figures", "revisions", "report", "report_pdf", "raw", "held",
    "flags", "take", "take_new", "take_shells", "take_digests",
)  # fmt: skip


def address(plant: Floor, page: str) -> str:
    return reverse(f"boards:{page}", args=[plant.code])


def line(plant: Floor) -> str:
    return reverse("boards:line", args=[plant.code, "L1"])


@pytest.mark.parametrize("page", PAGES)
def test_page_opens_for_its_owner_alone(plant: Floor, page: str):
    others = [
        w.firm("무주식품").owner,
        w.member("김운영", Role.OPERATOR, w.organisation("전북테크노파크", "operator")),
        w.member("오멘토", Role.MENTOR, w.organisation("삼성전자", "partner")),
    ]

    statuses = [as_member(each).get(address(plant, page)).status_code for each in (plant.firm.owner, *others)]

    assert statuses == [200, 403, 403, 403]


def test_line_opens_for_its_owner_alone(plant: Floor):
    statuses = [as_member(each).get(line(plant)).status_code for each in (plant.firm.owner, w.firm("무주식품").owner)]

    assert statuses == [200, 403]


def test_unknown_plant_and_line_are_not_found(plant: Floor):
    client = as_member(plant.firm.owner)

    assert client.get("/floor/nowhere/").status_code == 404
    assert client.get(reverse("boards:line", args=[plant.code, "L9"])).status_code == 404


def test_only_plant_opens_at_once(plant: Floor):
    response = as_member(plant.firm.owner).get(reverse("boards:sites"))

    assert response.headers["Location"] == address(plant, "owner")


def test_owner_reads_four_answers_in_plain_words(plant: Floor):
    page = as_member(plant.firm.owner).get(address(plant, "owner")).content.decode()

    answers = [label for label in ("오늘 만든 양", "버린 양", "멈춘 시간", "해야 할 서류") if label in page]
    assert answers == ["오늘 만든 양", "버린 양", "멈춘 시간", "해야 할 서류"]
    assert "460kg" in page
    assert "가동률" not in page


def test_running_shift_is_shown_as_far_as_it_has_run(floor_home: object):
    shifts = [{"name": "주간", "start": "08:00", "end": "16:00"}, {"name": "저녁", "start": "16:00", "end": "20:00"}]
    calendar = [{"line": "*", "from": "2020-01-01", "days": ["mon"], "shifts": shifts}]
    plant = scene.kimchi(calendar=calendar)
    tell(plant, event(Kind.STATE, at(8), "run"))
    mark_demo(name_ko="시험", name_en="Test", today=at(9, 4))
    client = as_member(plant.firm.owner)

    made = client.get(line(plant), {"day": DAY}).context["made_table"]
    figures = client.get(address(plant, "figures"), {"from": DAY, "to": DAY, "by": "shift"}).context["table"]

    def of_packing(table: Table) -> list[list[str]]:
        rows = [[str(cell.text) for cell, _label, _figure in row] for row in table.lines]
        return [row[1:] for row in rows if row[0] == "포장기"]

    assert [(row[0], *row[5:]) for row in of_packing(made)] == [
        ("주간", "1시간 4분", "0분", "0분"), ("저녁", "0분", "0분", "0분"),
    ]  # fmt: skip
    assert [row[1:6] for row in of_packing(figures)] == [
        ["100.0%", "1시간 4분", "1시간 4분", "0분", "100.0%"], ["", "0분", "0분", "0분", ""],
    ]  # fmt: skip


def test_line_says_what_silence_means_until_somebody_tells(floor_home: object):
    plant = scene.kimchi()
    client = as_member(plant.firm.owner)
    told = "오늘은 아직 기록이 없습니다"

    before = client.get(line(plant))
    yesterday = client.get(line(plant), {"day": "2025-02-28"})
    tell(plant, event(Kind.STATE, at(8), "run"))
    after = client.get(line(plant))

    assert [told in each.content.decode() for each in (before, yesterday, after)] == [True, False, False]
    assert reverse("entry:devices", args=[plant.code]) in before.content.decode()


def test_line_calls_nothing_no_pieces_where_nothing_is_counted(plant: Floor):
    tell(plant, event(Kind.LOT_OUT, at(9), "300", machine="MIX1", lot="M-1", item="KIMCHI", unit="kg"))
    rows = as_member(plant.firm.owner).get(line(plant), {"day": DAY}).context["made_table"].lines
    amounts = {str(row[0][0].text): [str(cell.text) for cell, _label, _figure in row[2:6]] for row in rows}

    assert (amounts["포장기"], amounts["버무림대"], amounts["절임조"]) == (
        ["100kg", "90kg", "10kg", "0kg"], ["300kg", "", "", ""], ["", "", "", ""],
    )  # fmt: skip


def test_ribbon_shows_the_whole_shift_so_that_its_hours_have_room(plant: Floor):
    mark_demo(name_ko="시험", name_en="Test", today=at(9, 4))
    x = as_member(plant.firm.owner).get(line(plant), {"day": DAY}).context["ribbon"].spec["encoding"]["x"]

    assert [(each["hours"], each["minutes"]) for each in x["scale"]["domain"]] == [(8, 0), (17, 0)]
    assert [each["hours"] for each in x["axis"]["values"]] == [8, 10, 12, 14, 16]


def test_figures_lead_to_their_records(plant: Floor):
    client = as_member(plant.firm.owner)

    page = client.get(address(plant, "raw"), {"from": DAY, "to": DAY, "kind": "scrap"})

    assert [[cell.text for cell, _label, _figure in row][3] for row in page.context["table"].lines] == ["10kg"]


def test_corrected_record_is_marked_and_stays(plant: Floor):
    tell(plant, event(Kind.CORRECTION, at(15), "4", machine="", ref_source="hands#0001", ref_seq=6))

    page = as_member(plant.firm.owner).get(address(plant, "raw"), {"from": DAY, "to": DAY, "kind": "scrap"})

    (row,) = page.context["table"].lines
    assert (row[3][0].text, row[7][0].note) == ("10kg", "4")


def test_record_with_other_content_is_shown_as_held_back(plant: Floor):
    first = scene.events()[4]
    tell(plant, event(Kind.COUNT, at(9), "1"))
    from dataclasses import replace

    tell(plant, replace(first, value="99"))

    page = as_member(plant.firm.owner).get(address(plant, "held"))

    assert [row[3][0].text.split(" · ")[2] for row in page.context["table"].lines] == ["99"]


def test_figures_go_out_as_excel(plant: Floor):
    response = as_member(plant.firm.owner).get(address(plant, "figures"), {"by": "site", "export": "xlsx"})

    sheet = CalamineWorkbook.from_filelike(BytesIO(b"".join(response))).get_sheet_by_index(0).to_python()
    assert [row for row in sheet if "pbt_s" in row]


def test_report_is_a_pdf(plant: Floor):
    response = as_member(plant.firm.owner).get(address(plant, "report_pdf"), {"day": DAY})

    assert (response.headers["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")


def test_andon_asks_for_its_tiles_alone(plant: Floor):
    client = as_member(plant.firm.owner)

    tiles = client.get(address(plant, "andon"), headers={"HX-Request": "true", "HX-Target": "andon"}).content.decode()

    assert "<html" not in tiles
    assert tiles.count("andon-tile ") == 7


@pytest.mark.parametrize("page", [*PAGES, "line"])
def test_queries_do_not_grow_with_the_records(plant: Floor, page: str):
    client = as_member(plant.firm.owner)
    url = line(plant) if page == "line" else address(plant, page)
    client.get(url)
    few = _queries(client, url)
    for days in (-1, -2):
        tell(plant, event(Kind.LOT_IN, at(9, days=days), "5", lot=f"L{days}", unit="kg"))

    assert _queries(client, url) == few


def _queries(client, url: str) -> int:  # type: ignore[no-untyped-def]
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)
