"""Pages of interest forms and visits as people use them."""

import re
import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.world import (
    IN_INTEREST,
    Member,
    World,
    business_number,
    firm,
    forum_officer,
    interest,
    ledger_holds,
    mentor,
    moment,
    small_programme,
)
from xlsxwriter import Workbook

from dure.foundation.installation.actions import mark_demo
from dure.journey.prospects import actions, limits
from dure.journey.prospects.excel.columns import COLUMNS
from dure.journey.prospects.models import Interest, Sheet, Visit, VisitDraft

pytestmark = pytest.mark.django_db
FORM = "/prospects/jeonbuk-2024/interest/"


@pytest.fixture
def world() -> World:
    """The programme, on a day on which interest forms are taken."""
    clock_at(IN_INTEREST)
    return small_programme()


def clock_at(at: datetime) -> None:
    """Set the installation's clock: it is a demo's shift, so no code of ours is replaced."""
    mark_demo(name_ko="시험", name_en="Test", today=at)


def client(member: Member) -> Client:
    browser = Client()
    browser.force_login(member.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = browser.session
    session["second_factor_known"] = True
    session.save()
    return browser


def sent(**changes: str) -> dict[str, str]:
    values = {
        "firm_name": "두레식품", "number": business_number(), "city_code": "52720", "headcount": "14",
        "sales_eok": "12.5", "sector_code": "10", "type_code": "JS1", "wishes": "자동 집계", "contact_name": "김두레",
        "contact_phone": "063-211-2233", "contact_email": "", "form_key": "k1", "consent_collection": "on",
        "consent_visit": "on", "website": "",
    }  # fmt: skip
    return values | changes


def test_interest_form_leads_to_a_receipt_with_a_private_link(world: World) -> None:
    answer = Client().post(FORM, sent())
    row = Interest.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/prospects/receipt/{row.token}/")
    assert (row.sales_won, row.headcount, row.consents) == (1_250_000_000, 14, ["collection", "visit"])
    page = Client().get(answer.headers["Location"]).content.decode()
    assert row.receipt in page


def test_interest_form_clicked_twice_is_one_interest(world: World) -> None:
    form = sent()
    places = [Client().post(FORM, form).headers["Location"] for _click in range(2)]
    assert (places[0], Interest.objects.count()) == (places[1], 1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": "123"}, "사업자등록번호는 10자리입니다"),
        ({"number": "1234567890"}, "있을 수 없는 사업자등록번호입니다"),
        ({"contact_phone": "없음"}, "지역번호를 포함해"),
        ({"city_code": "11110"}, "city_code"),
        ({"consent_collection": ""}, "동의해야 접수할 수 있습니다"),
        ({"website": "http://spam"}, "비워 두십시오"),
    ],
)
def test_interest_form_with_a_mistake_says_so_and_keeps_the_rest(
    world: World, changes: dict[str, str], words: str
) -> None:
    form = {key: value for key, value in sent(**changes).items() if value != "" or key == "website"}
    answer = Client().post(FORM, form)
    page = answer.content.decode()
    assert (answer.status_code, words in page, "자동 집계" in page, Interest.objects.count()) == (422, True, True, 0)


def test_interest_form_with_a_known_number_says_when_without_the_link(world: World) -> None:
    first = interest(world)
    answer = Client().post(FORM, sent(number=first.number))
    page = answer.content.decode()
    assert (answer.status_code, "2024. 1. 20.(토)" in page, first.token in page, "자동 집계" in page) == (
        409,
        True,
        False,
        True,
    )


def test_interest_form_from_a_machine_is_stopped(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_AN_HOUR", 2)
    codes = [Client().post(FORM, sent(form_key=f"k{n}")).status_code for n in range(3)]
    assert (codes, Interest.objects.count()) == ([302, 302, 429], 2)


def test_interest_form_after_its_days_tells_so(world: World) -> None:
    clock_at(moment(2, 15, 18))
    assert '<form class="form' not in Client().get(FORM).content.decode()
    answer = Client().post(FORM, sent())
    assert (answer.status_code, "자동 집계" in answer.content.decode(), Interest.objects.count()) == (409, True, 0)


def test_interest_page_needs_no_script_and_is_small(world: World) -> None:
    page = Client().get(FORM).content
    assert (b"<script" in page, len(page) < 60_000) == (False, True)


def test_receipt_withdraws_and_erases(world: World) -> None:
    row = interest(world)
    answer = Client().post(f"/prospects/receipt/{row.token}/withdraw/", {"reason": "사정"})
    row.refresh_from_db()
    assert (answer.status_code, row.status, row.contact_phone) == (302, "withdrawn", "")
    assert Client().get(f"/prospects/receipt/{row.token}/").status_code == 200


def test_receipt_of_a_guessed_link_is_not_found(world: World) -> None:
    interest(world)
    assert Client().get("/prospects/receipt/guess/").status_code == 404


def test_detail_is_refused_to_another_city_and_opened_to_the_own(world: World) -> None:
    row = interest(world, city_code="52110")
    codes = [client(who).get(f"/prospects/interests/{row.pk}/").status_code for who in (world.muju, world.jeonju)]
    assert codes == [403, 200]


def test_contact_is_hidden_from_the_offices(world: World) -> None:
    row = interest(world, city_code="52110", contact_phone="063-999-8888")
    seen = [
        "063-999-8888" in client(who).get(f"/prospects/interests/{row.pk}/").content.decode()
        for who in (world.operator, world.jeonju, world.province)
    ]
    assert seen == [True, False, False]


def test_assign_shows_the_firms_then_plans_every_visit(world: World) -> None:
    rows, officer = [interest(world, "가식품"), interest(world, "나식품")], forum_officer()
    browser = client(world.operator)
    chosen = {"selected": [row.pk for row in rows]}
    assert "나식품" in browser.post("/prospects/jeonbuk-2024/assign/", chosen).content.decode()
    answer = browser.post(
        "/prospects/jeonbuk-2024/assign/", {**chosen, "visitor": officer.person.pk, "planned_at": "2024-02-20T10:00"}
    )
    assert (answer.status_code, set(Visit.objects.values_list("interest_id", flat=True))) == (
        302,
        {row.pk for row in rows},
    )


def planned(world: World, visitor: Member) -> Visit:
    return actions.plan_visit(
        interest=interest(world), visitor_id=visitor.person.pk, planned_at=moment(1, 19, 14),
        by=world.operator.actor, at=IN_INTEREST,
    )  # fmt: skip


def test_visit_is_written_up_by_its_visitor(world: World) -> None:
    officer = forum_officer()
    visit = planned(world, officer)
    browser = client(officer)
    assert "tel:" in browser.get("/prospects/visits/").content.decode()
    answer = browser.post(
        f"/prospects/visits/{visit.pk}/",
        {"readiness": "ready", "owner_committed": "yes", "ict_in_use": "no", "needs": "집계", "advice": "", "note": "",
         "held_at": "2024-01-19T14:00"},
    )  # fmt: skip
    visit.refresh_from_db()
    assert (answer.status_code, visit.status, visit.owner_committed, visit.ict_in_use) == (302, "held", True, False)
    assert ledger_holds()


def test_visit_draft_comes_back_on_the_next_opening(world: World) -> None:
    officer = forum_officer()
    visit = planned(world, officer)
    browser = client(officer)
    answer = browser.post(
        f"/prospects/visits/{visit.pk}/draft/", {"note": "지하 주차장에서 적음", "readiness": "ready"}
    )
    assert (answer.status_code, VisitDraft.objects.count()) == (204, 1)
    assert "지하 주차장에서 적음" in browser.get(f"/prospects/visits/{visit.pk}/").content.decode()
    assert ledger_holds()


def test_visit_without_an_answer_keeps_what_was_typed(world: World) -> None:
    officer = forum_officer()
    visit = planned(world, officer)
    answer = client(officer).post(f"/prospects/visits/{visit.pk}/", {"note": "적은 것", "held_at": "2024-01-19T14:00"})
    assert (answer.status_code, "적은 것" in answer.content.decode()) == (422, True)


def test_visit_of_another_is_refused(world: World) -> None:
    visit = planned(world, forum_officer())
    assert client(mentor()).get(f"/prospects/visits/{visit.pk}/").status_code == 403


def workbook(*rows: list[object]) -> SimpleUploadedFile:
    target = BytesIO()
    book = Workbook(target, {"in_memory": True})
    page = book.add_worksheet("명단")
    for place, row in enumerate([[column.names[0] for column in COLUMNS], *rows]):
        page.write_row(place, 0, row)
    book.close()
    return SimpleUploadedFile("명단.xlsx", target.getvalue())


def line(name: str, number: str, city: str = "진안군") -> list[object]:
    return [name, number, city, "", "", "", "", "", "김", "063-000-0000", "", "O"]


def test_import_shows_the_bad_cell_and_enters_the_sound_rows(world: World) -> None:
    browser = client(world.operator)
    file = workbook(line("가식품", business_number()), line("나식품", business_number(), "서울"))
    answer = browser.post("/prospects/jeonbuk-2024/import/", {"file": file})
    page = browser.get(answer.headers["Location"]).content.decode()
    assert ("C3" in page, Interest.objects.count()) == (True, 0)
    browser.post(f"{answer.headers['Location']}enter/")
    assert [row.firm_name for row in Interest.objects.all()] == ["가식품"]


def test_import_of_what_is_no_workbook_says_so(world: World) -> None:
    file = SimpleUploadedFile("명단.xlsx", b"%PDF-1.7 not a workbook")
    answer = client(world.operator).post("/prospects/jeonbuk-2024/import/", {"file": file})
    assert (answer.status_code, Sheet.objects.count()) == (422, 0)


def test_import_is_refused_to_a_city(world: World) -> None:
    assert client(world.muju).get("/prospects/jeonbuk-2024/import/").status_code == 403


def test_similar_forms_are_marked_from_the_page(world: World) -> None:
    first, later = interest(world, "두레식품"), interest(world, "㈜두레식품")
    browser = client(world.operator)
    assert later.receipt in browser.get("/prospects/jeonbuk-2024/similar/").content.decode()
    browser.post(f"/prospects/interests/{later.pk}/duplicate/", {"of": first.pk, "reason": "같은 기업"})
    later.refresh_from_db()
    assert (later.status, later.duplicate_of) == ("duplicate", first)


def test_apply_registers_the_firm_and_goes_on_to_the_application(world: World) -> None:
    row = interest(world)
    answer = client(world.operator).post(f"/prospects/interests/{row.pk}/apply/")
    row.refresh_from_db()
    assert answer.headers["Location"] == f"/applications/start/?interest={row.pk}"
    assert row.firm is not None


def test_firm_sees_its_own_form_without_the_inner_note(world: World) -> None:
    owner, officer = firm(), forum_officer()
    row = interest(world, number=owner.number)
    visit = actions.plan_visit(
        interest=row, visitor_id=officer.person.pk, planned_at=moment(1, 19), by=world.operator.actor, at=IN_INTEREST
    )
    Visit.objects.filter(pk=visit.pk).update(
        status="held", held_at=moment(1, 19), readiness="ready", note="속말", advice="조언"
    )
    page = client(owner.owner).get(f"/prospects/interests/{row.pk}/").content.decode()
    assert ("속말" in page, "조언" in page) == (False, True)


def test_coverage_names_the_cities_that_are_short(world: World) -> None:
    interest(world, city_code="52730")
    page = client(world.province).get("/prospects/jeonbuk-2024/coverage/").content.decode()
    tiles = re.findall(r'class="tile tile-(\w+)', page)
    assert (tiles.count("late"), len(tiles)) == (2, 14)


@pytest.mark.parametrize("path", ["/prospects/", "/prospects/jeonbuk-2024/?state=received&city=52720&q=ㄷㄹ"])
def test_list_costs_the_same_at_one_and_three_rows(world: World, path: str, django_assert_max_num_queries) -> None:
    browser = client(world.operator)
    interest(world, "두레식품", contact_phone="063-100-0001")
    browser.get(path)
    with django_assert_max_num_queries(40) as one:
        browser.get(path)
    interest(world, "두리전자", contact_phone="063-100-0002")
    interest(world, "다래산업", contact_phone="063-100-0003")
    with django_assert_max_num_queries(40) as three:
        browser.get(path)
    assert len(three.captured_queries) == len(one.captured_queries)


def test_list_is_exported_without_formulas(world: World) -> None:
    interest(world, "=cmd|'/c calc'!A1")
    answer = client(world.operator).get("/prospects/?export=xlsx")
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert ("calc" in sheet, "<f>" in sheet) == (True, False)
