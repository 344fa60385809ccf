"""Pages of programmes as people use them."""

import re
from html import unescape

import pytest
from django.test import Client
from tests.world import IN_INTEREST, JINAN, START, Member, World, firm, ledger_holds, small_programme, small_terms

from dure.journey.programmes import actions, queries
from dure.journey.programmes.models import Programme, Reopening
from dure.journey.programmes.terms import Terms

pytestmark = pytest.mark.django_db
BASE = "/programmes/jeonbuk-2024/"
SECTIONS = (
    "general", "calendar", "places", "budgets", "eligibility", "papers", "scoring", "selection", "agreement", "build",
    "payment",
)  # fmt: skip


def client(member: Member) -> Client:
    browser = Client()
    browser.force_login(member.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = browser.session
    session["second_factor_known"] = True
    session.save()
    return browser


@pytest.fixture
def draft() -> World:
    return small_programme(publish=False)


@pytest.fixture
def world() -> World:
    return small_programme()


def entries(page: str) -> dict[str, str]:
    """What a browser would send from the notice form as it is shown."""
    form = page[page.index('id="notice-form"') : page.index("form-foot")]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and not (("checkbox" in tag or "radio" in tag) and "checked" not in tag):
            found[name[1]] = unescape(value[1]) if value else "on" if "checkbox" in tag else ""
    for name, body in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', form, re.DOTALL):
        # A browser sends the first line of a list of which none is chosen.
        chosen = re.search(r'<option value="([^"]*)" selected', body) or re.search(r'<option value="([^"]*)"', body)
        found[name] = chosen[1] if chosen else ""
    for name, body in re.findall(r'<textarea name="([^"]*)".*?>(.*?)</textarea>', form, re.DOTALL):
        found[name] = unescape(body.removeprefix("\n"))
    return found


def stored(world: World) -> Terms:
    notice = queries.draft_of(world.programme.pk)
    assert notice is not None
    return queries.terms_of(notice.pk)


@pytest.mark.parametrize("section", SECTIONS)
def test_edit_kept_unchanged_changes_nothing(draft: World, section: str) -> None:
    browser = client(draft.operator)
    page = browser.get(f"{BASE}edit/{section}/").content.decode()
    answer = browser.post(f"{BASE}edit/{section}/", entries(page))
    notice = queries.draft_of(draft.programme.pk)
    assert (answer.status_code, stored(draft), notice.revision) == (302, small_terms(), 1)


def test_edit_of_a_grid_box_changes_the_places(draft: World) -> None:
    browser = client(draft.operator)
    sent = entries(browser.get(f"{BASE}edit/places/").content.decode())
    browser.post(f"{BASE}edit/places/", {**sent, f"grid-JS2__{JINAN}": "", "types-0-code": "JS1A"})
    terms = stored(draft)
    assert [each.code for each in terms.types] == ["JS1A", "JS2"]
    assert sorted((each.type, each.city, each.places) for each in terms.city_places) == [
        ("JS1A", "52110", 2), ("JS1A", "52720", 1), ("JS1A", "52730", 1), ("JS2", "52110", 1),
    ]  # fmt: skip


def test_edit_of_the_agreement_asks_for_a_bond_and_locks_less(draft: World) -> None:
    browser = client(draft.operator)
    sent = entries(browser.get(f"{BASE}edit/agreement/").content.decode())
    del sent["changes-lock_functions"]
    bond = {"bonds-0-kind": "advance", "bonds-0-of": "advance", "bonds-0-pct": "100", "bonds-0-days_past_end": "30"}
    browser.post(f"{BASE}edit/agreement/", {**sent, **bond, "end_reminder_days": "60,14", "signing-2-DELETE": "on"})
    rules = stored(draft).delivery.agreement
    assert [(each.kind, each.of, each.pct, each.days_past_end) for each in rules.bonds] == [
        ("advance", "advance", 100, 30)
    ]
    assert (rules.changes.locked, rules.end_reminder_days) == (("kpis",), (60, 14))
    assert [each.party for each in rules.signing] == ["firm", "supplier"]


def test_edit_of_the_build_adds_a_milestone_and_keeps_the_rest(draft: World) -> None:
    browser = client(draft.operator)
    sent = entries(browser.get(f"{BASE}edit/build/").content.decode())
    row = {"code": "pilot", "name_ko": "시범운영", "share_pct": "99.5", "types": "JS2"}
    browser.post(f"{BASE}edit/build/", {**sent, **{f"stones-6-{name}": value for name, value in row.items()}})
    before, after = small_terms().delivery.build, stored(draft).delivery.build
    added = after.milestones[-1]
    assert (added.code, added.name.ko, str(added.share_pct), added.types) == ("pilot", "시범운영", "99.5", ("JS2",))
    assert after.model_copy(update={"milestones": after.milestones[:-1]}) == before


def test_edit_of_the_payment_that_is_not_whole_says_so_and_keeps_nothing(draft: World) -> None:
    browser = client(draft.operator)
    sent = entries(browser.get(f"{BASE}edit/payment/").content.decode())
    answer = browser.post(f"{BASE}edit/payment/", {**sent, "interim_pct": "30"})
    assert (answer.status_code, stored(draft).delivery.payment.interim_pct) == (422, 0)
    assert "분할 지급 비율의 합계가 130%입니다. 100%가 되어야 합니다." in answer.content.decode()


def test_edit_with_wrong_entries_keeps_them_on_the_page(draft: World) -> None:
    browser = client(draft.operator)
    sent = entries(browser.get(f"{BASE}edit/calendar/").content.decode())
    answer = browser.post(f"{BASE}edit/calendar/", {**sent, "intake_opens_at": "내일", "appeal_days": "9"})
    page = answer.content.decode()
    assert (answer.status_code, "내일" in page, 'value="9"' in page) == (422, True, True)
    assert stored(draft) == small_terms()


def test_edit_with_a_stale_revision_shows_both_and_loses_nothing(draft: World) -> None:
    browser = client(draft.operator)
    sent = entries(browser.get(f"{BASE}edit/general/").content.decode())
    browser.post(f"{BASE}edit/general/", {**sent, "contact": "먼저 저장한 곳"})
    answer = browser.post(f"{BASE}edit/general/", {**sent, "contact": "나중에 저장한 곳"})
    page = answer.content.decode()
    assert (answer.status_code, "먼저 저장한 곳" in page, "나중에 저장한 곳" in page) == (409, True, True)
    assert stored(draft).contact == "먼저 저장한 곳"
    again = browser.post(f"{BASE}edit/general/", entries(page))
    assert (again.status_code, stored(draft).contact) == (302, "나중에 저장한 곳")


def test_edit_while_typing_answers_with_the_check_and_the_new_revision(draft: World) -> None:
    browser = client(draft.operator)
    sent = entries(browser.get(f"{BASE}edit/budgets/").content.decode())
    answer = browser.post(f"{BASE}edit/budgets/", {**sent, "firm_pct": "14"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "101" in page
    assert 'name="revision" id="revision" form="notice-form" value="2"' in page


def test_publish_page_has_no_button_while_an_error_stands(draft: World) -> None:
    browser = client(draft.operator)
    sent = entries(browser.get(f"{BASE}edit/budgets/").content.decode())
    browser.post(f"{BASE}edit/budgets/", {**sent, "firm_pct": "14"})
    page = browser.get(f"{BASE}publish/").content.decode()
    assert 'name="revision"' not in page
    answer = browser.post(f"{BASE}publish/", {"revision": "2"})
    assert (answer.status_code, Programme.objects.get().status) == (409, "preparing")


def test_publish_after_the_preview_makes_the_notice_public(draft: World) -> None:
    assert Client().get(f"{BASE}notice/").status_code == 404
    answer = client(draft.approver).post(f"{BASE}publish/", {"revision": "1"})
    assert answer.status_code == 302
    page = Client().get(f"{BASE}notice/")
    assert (page.status_code, small_terms().title.ko in page.content.decode()) == (200, True)
    assert ledger_holds()


def test_amendment_is_compared_with_the_version_in_force(world: World) -> None:
    browser = client(world.operator)
    browser.post(f"{BASE}amend/", {"reason": "문의처 변경"})
    sent = entries(browser.get(f"{BASE}edit/general/").content.decode())
    browser.post(f"{BASE}edit/general/", {**sent, "contact": "새 문의처"})
    page = browser.get(f"{BASE}compare/").content.decode()
    assert re.findall(r"<ins>(.*?)</ins>", page) == ["새 문의처"]


def test_reopen_from_the_page_opens_the_chosen_pairs(world: World) -> None:
    answer = client(world.operator).post(
        f"{BASE}places/reopen/",
        {
            "pairs": ["JS1:52730", "JS1:52720"],
            "opens_at": "2024-04-08T09:00",
            "closes_at": "2024-04-19T18:00",
            "reason": "미달",
        },
    )
    assert answer.status_code == 302
    assert sorted(Reopening.objects.values_list("type_code", "city_id")) == [("JS1", "52720"), ("JS1", "52730")]


def test_new_programme_from_the_template_leads_to_the_editor(world: World) -> None:
    answer = client(world.operator).post(
        "/programmes/new/",
        {"key": "jeonbuk_2024", "name_ko": "새 사업", "name_en": "", "year": "2025", "slug": "new-2025",
         "operator": world.operator.organisation.pk, "province": "52000"},
    )  # fmt: skip
    assert (answer.status_code, answer.headers["Location"]) == (302, "/programmes/new-2025/edit/general/")


@pytest.mark.parametrize("path", ["", "publish/", "places/", "copy/", "edit/general/"])
def test_pages_of_the_desk_are_refused_to_a_city(world: World, path: str) -> None:
    answer = client(world.muju).get(f"{BASE}{path}")
    assert answer.status_code == (200 if path == "" else 403)


def test_draft_version_is_hidden_from_those_who_do_not_write_it(world: World) -> None:
    actions.amend(programme=world.programme, by=world.operator.actor, at=IN_INTEREST, reason="연장")
    assert client(firm().owner).get(f"{BASE}versions/2/").status_code == 404
    assert client(world.operator).get(f"{BASE}versions/2/").status_code == 200


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_opens_in_english(draft: World, section: str) -> None:
    browser = client(draft.operator)
    browser.cookies["dure_language"] = "en"
    assert browser.get(f"{BASE}edit/{section}/").status_code == 200


def test_list_of_programmes_costs_the_same_at_one_and_three_rows(world: World, django_assert_max_num_queries) -> None:
    browser = client(world.operator)
    browser.get("/programmes/")
    with django_assert_max_num_queries(20) as one:
        browser.get("/programmes/")
    for year in (2025, 2026):
        actions.create_programme(
            slug=f"y{year}", name_ko=f"{year}", name_en="", year=year, operator=world.operator.organisation,
            province=world.programme.province, by=world.operator.actor, at=START,
        )  # fmt: skip
    with django_assert_max_num_queries(20) as three:
        browser.get("/programmes/")
    assert len(three.captured_queries) == len(one.captured_queries)
