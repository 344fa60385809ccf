"""Every page opens for those who may, in both languages, and stays shut for the others."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.journey.applications.plans import complete_plan, start, submitted, write
from tests.world import AFTER_INTAKE, IN_INTAKE, World, firm, small_programme

from dure.foundation.installation.actions import mark_demo
from dure.foundation.parties.models import Person
from dure.journey.applications import actions
from dure.journey.applications.models import Application
from dure.journey.applications.values import SupplementItem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_intake(db: None) -> None:
    at(IN_INTAKE)


def at(moment: datetime) -> None:
    """Set the installation's clock: it is a demo's shift, so no code of ours is replaced."""
    mark_demo(name_ko="시험", name_en="Test", today=moment)


def signed_in(person: Person, language: str = "ko") -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE=language)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["mfa_verified"] = True
    session.save()
    client.cookies["dure_language"] = language
    return client


@pytest.fixture
def world() -> World:
    return small_programme()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_pages_of_the_firm_open(world: World, language: str) -> None:
    maker, other = firm(), firm("두리식품")
    draft, row = start(world, other), submitted(world, maker)
    client, second = signed_in(maker.owner.person, language), signed_in(other.owner.person, language)

    for name in ("mine_one", "detail", "versions", "withdraw"):
        assert client.get(reverse(f"applications:{name}", args=[row.pk])).status_code == 200
    for name in ("mine_one", "edit", "parts", "submit", "detail"):
        assert second.get(reverse(f"applications:{name}", args=[draft.pk])).status_code == 200
    assert client.get(reverse("applications:mine")).status_code == 302
    assert client.get(reverse("applications:detail", args=[draft.pk])).status_code == 403


@pytest.mark.parametrize("language", ["ko", "en"])
def test_pages_of_staff_open(world: World, language: str) -> None:
    row = submitted(world, firm(), plan=complete_plan(facts=complete_plan().facts.model_copy(update={"headcount": 30})))
    client = signed_in(world.operator.person, language)

    for name in ("list", "desk", "start"):
        assert client.get(reverse(f"applications:{name}")).status_code == 200
    for name in ("check", "detail", "versions"):
        assert client.get(reverse(f"applications:{name}", args=[row.pk])).status_code == 200


def test_a_city_sees_its_own_and_no_other(world: World) -> None:
    row = submitted(world, firm(city="52730"))

    own = signed_in(world.muju.person).get(reverse("applications:detail", args=[row.pk]))
    other = signed_in(world.jeonju.person).get(reverse("applications:detail", args=[row.pk]))

    assert (own.status_code, other.status_code) == (200, 403)


def test_autosave_keeps_what_can_be_read_and_names_the_rest(world: World) -> None:
    maker = firm()
    row = start(world, maker)
    client = signed_in(maker.owner.person)

    answer = client.post(
        reverse("applications:autosave", args=[row.pk]),
        {
            "revision": "1", "form_key": "k", "title": "<script>alert(1)</script>\x00", "goals": "가" * 100_000,
            "fact_headcount": "-3", "in_kind_won": "1e400", "costs-TOTAL_FORMS": "1", "costs-INITIAL_FORMS": "0",
            "costs-0-item": "hardware", "costs-0-what": "패널", "costs-0-unit_won": "2,500,000원",
            "costs-0-quantity": "2",
            "kpis-TOTAL_FORMS": "1", "kpis-INITIAL_FORMS": "0", "kpis-0-key": "yield", "kpis-0-before": "NaN",
        },
    )  # fmt: skip
    plan = Application.objects.get(pk=row.pk).draft.plan

    assert answer.status_code == 422
    assert plan["title"] == "<script>alert(1)</script>"
    assert plan["costs"] == [{"item": "hardware", "what": "패널", "quantity": 2, "unit_won": 2_500_000}]
    assert (plan["goals"], plan["in_kind_won"], plan["kpis"]) == ("", 0, [])
    assert plan["facts"]["headcount"] == 14


def test_autosave_twice_keeps_the_rows(world: World) -> None:
    maker = firm()
    row = start(world, maker)
    client = signed_in(maker.owner.person)
    sent = {
        "revision": "1", "form_key": "k", "costs-TOTAL_FORMS": "1", "costs-INITIAL_FORMS": "0",
        "costs-0-item": "hardware", "costs-0-what": "패널", "costs-0-unit_won": "2500000", "costs-0-quantity": "2",
        "kpis-TOTAL_FORMS": "0", "kpis-INITIAL_FORMS": "0",
    }  # fmt: skip

    answers = [client.post(reverse("applications:autosave", args=[row.pk]), sent).status_code for _ in range(2)]
    plan = Application.objects.get(pk=row.pk).draft.plan

    assert answers == [204, 204]
    assert len(plan["costs"]) == 1


def test_autosave_survives_a_form_without_its_tables(world: World) -> None:
    maker = firm()
    row = start(world, maker)

    answer = signed_in(maker.owner.person).post(
        reverse("applications:autosave", args=[row.pk]), {"title": "제목", "revision": "nonsense"}
    )

    assert answer.status_code == 422
    assert Application.objects.get(pk=row.pk).draft.plan["title"] == "제목"


def test_cost_summary_saves_nothing(world: World) -> None:
    maker = firm()
    row = start(world, maker)

    answer = signed_in(maker.owner.person).post(
        reverse("applications:cost_summary", args=[row.pk]),
        {"costs-TOTAL_FORMS": "1", "costs-INITIAL_FORMS": "0", "costs-0-item": "hardware", "costs-0-what": "패널",
         "costs-0-unit_won": "10000000", "costs-0-quantity": "3", "kpis-TOTAL_FORMS": "0", "kpis-INITIAL_FORMS": "0"},
    )  # fmt: skip

    assert "통장에서 나갈 돈 3,900,000원, 부가세 3,000,000원(돌려받을 수 있음)" in answer.content.decode()
    assert Application.objects.get(pk=row.pk).draft.plan["costs"] == []


def test_submit_after_the_deadline_says_what_is_saved(world: World) -> None:
    maker = firm()
    row = start(world, maker)
    write(row, complete_plan(), by=maker.owner.actor)
    at(AFTER_INTAKE)

    answer = signed_in(maker.owner.person).post(reverse("applications:submit", args=[row.pk]))

    assert answer.status_code == 409
    assert "입력한 내용은 저장되어 있습니다" in answer.content.decode()


def test_submit_by_a_double_click_gives_one_number(world: World) -> None:
    maker = firm()
    row = start(world, maker)
    write(row, complete_plan(), by=maker.owner.actor)
    client = signed_in(maker.owner.person)

    codes = [client.post(reverse("applications:submit", args=[row.pk])).status_code for _ in range(2)]

    assert codes == [302, 302]
    assert Application.objects.get(pk=row.pk).number == "JS1-2024-001"


def test_check_page_asks_for_what_is_picked(world: World) -> None:
    row = submitted(world, firm())

    answer = signed_in(world.operator.person).post(
        reverse("applications:ask_supplement", args=[row.pk]),
        {"items": ["paper:local_tax"], "more": "도면\n\n견적 근거", "reason": "서류가 빠졌습니다."},
    )
    row.refresh_from_db()

    assert answer.status_code == 302
    assert [item["code"] for item in row.supplements.get().items] == ["paper:local_tax", "", ""]


def test_answer_is_handed_in(world: World) -> None:
    maker = firm()
    row = submitted(world, maker)
    actions.ask_supplement(
        application=row, items=[SupplementItem("", "도면")], by=world.operator.actor, at=IN_INTAKE, reason="빠짐"
    )
    client = signed_in(maker.owner.person)

    opened = client.get(reverse("applications:answer", args=[row.pk])).status_code
    empty = client.post(reverse("applications:answer", args=[row.pk]), {"answer": " "}).status_code
    done = client.post(reverse("applications:answer", args=[row.pk]), {"answer": "붙였습니다."}).status_code

    assert (opened, empty, done) == (200, 422, 302)


def test_start_twice_leads_to_the_same_application(world: World) -> None:
    maker = firm()
    client = signed_in(maker.owner.person)
    sent = {"type_code": "JS1", "site": maker.site.pk}

    first = client.post(reverse("applications:start"), sent)
    second = client.post(reverse("applications:start"), sent)
    row = Application.objects.get()

    assert first.url == reverse("applications:edit", args=[row.pk])
    assert second.url == reverse("applications:mine_one", args=[row.pk])


def test_bulk_accept_from_the_desk(world: World) -> None:
    rows = [submitted(world, maker) for maker in (firm("하나식품"), firm("두리식품"))]

    answer = signed_in(world.operator.person).post(
        reverse("applications:accept_clear", args=[world.programme.slug]), {"selected": [row.pk for row in rows]}
    )

    assert answer.status_code == 302
    assert set(Application.objects.values_list("status", flat=True)) == {"eligible"}


@pytest.mark.parametrize("name", ["list", "desk"])
def test_lists_ask_the_same_at_three_rows_as_at_one(world: World, name: str) -> None:
    client, counts = signed_in(world.operator.person), []
    for names in (["하나식품"], ["두리식품", "세모식품"]):
        for each in names:
            submitted(world, firm(each))
        client.get(reverse(f"applications:{name}"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(f"applications:{name}"))
        own = [q for q in captured.captured_queries if "django_session" not in q["sql"] and "SAVEPOINT" not in q["sql"]]
        counts.append(len(own))

    assert counts[0] == counts[1] <= 20


def test_list_exports_to_excel(world: World) -> None:
    submitted(world, firm())

    answer = signed_in(world.operator.person).get(reverse("applications:list"), {"export": "xlsx"})

    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
