"""Real requests at the wrong moment: nothing entered is lost, nothing is half written."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests.journey.applications.plans import complete_plan, start, submitted, write
from tests.world import AFTER_INTAKE, IN_INTAKE, Firm, World, firm, moment, small_programme

from dure.foundation.installation.actions import mark_demo
from dure.journey.applications import queries
from dure.journey.applications.models import Application, PlanVersion
from dure.journey.programmes.actions import reopen_intake

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    clock_at(IN_INTAKE)
    return small_programme()


def clock_at(at: datetime) -> None:
    """Set the installation's clock: it is a demo's shift, so no code of ours is replaced."""
    mark_demo(name_ko="시험", name_en="Test", today=at)


def owner(maker: Firm) -> Client:
    client = Client()
    client.force_login(maker.owner.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["dure_language"] = "ko"
    return client


def written(world: World, maker: Firm) -> Application:
    row = start(world, maker)
    write(row, complete_plan(), by=maker.owner.actor)
    return row


def title_of(row: Application) -> str:
    return queries.draft_plan(queries.draft_of(row.pk)).title


def test_intake_that_closes_while_one_types_keeps_the_last_words(world: World) -> None:
    maker = firm()
    row, client = written(world, maker), owner(maker)
    clock_at(AFTER_INTAKE)
    # Sent without its tables: those are named as unreadable, the title is kept.
    saved = client.post(reverse("applications:autosave", args=[row.pk]), {"revision": 2, "title": "마감 뒤에 쓴 제목"})
    answer = client.post(reverse("applications:submit", args=[row.pk]))
    assert (saved.status_code, answer.status_code, title_of(row)) == (422, 409, "마감 뒤에 쓴 제목")
    row.refresh_from_db()
    assert (row.status, row.number, PlanVersion.objects.count()) == ("draft", "", 0)


def test_save_and_check_in_a_lost_session_leads_to_signing_in_and_changes_nothing(world: World) -> None:
    maker = firm()
    row = written(world, maker)
    client = owner(maker)
    client.session.flush()
    client.cookies.pop("sessionid", None)
    for name in ("edit", "submit", "autosave"):
        answer = client.post(reverse(f"applications:{name}", args=[row.pk]), {"title": "잃을 뻔한 제목"})
        assert answer.status_code in {302, 401, 403}
    row.refresh_from_db()
    assert (row.status, title_of(row)) == ("draft", complete_plan().title)


def test_a_stale_page_whose_plan_was_submitted_meanwhile_says_so(world: World) -> None:
    maker = firm()
    row = submitted(world, maker)
    answer = owner(maker).post(reverse("applications:autosave", args=[row.pk]), {"revision": 2, "title": "늦은 글"})
    assert (answer.status_code, "제출" in answer.json()["message"]) == (422, True)
    assert queries.latest_plan(row.pk) == complete_plan()


def test_take_back_is_shown_then_done_and_a_second_click_changes_nothing(world: World) -> None:
    maker = firm()
    row, client = submitted(world, maker), owner(maker)
    address = reverse("applications:take_back", args=[row.pk])
    page = client.get(address).content.decode()
    assert "2024. 4. 3.(수) 18:00" in page
    answers = [client.post(address), client.post(address)]
    edit = reverse("applications:edit", args=[row.pk])
    assert [(each.status_code, each["Location"]) for each in answers] == [(302, edit), (302, edit)]
    assert client.get(edit).status_code == 200
    assert "회수함, 미제출" in client.get(reverse("applications:mine_one", args=[row.pk])).content.decode()


def test_take_back_after_the_deadline_says_why_and_leaves_it(world: World) -> None:
    maker = firm()
    row, client = submitted(world, maker), owner(maker)
    address = reverse("applications:take_back", args=[row.pk])
    mine = client.get(reverse("applications:mine_one", args=[row.pk])).content.decode()
    clock_at(AFTER_INTAKE)
    answer = client.post(address)
    assert (answer.status_code, "이제 사업계획서를 회수할 수 없습니다." in answer.content.decode()) == (409, True)
    assert (
        address in mine,
        address in client.get(reverse("applications:mine_one", args=[row.pk])).content.decode(),
    ) == (
        True,
        False,
    )
    row.refresh_from_db()
    assert row.status == "submitted"


def test_reopened_intake_shows_its_own_deadline(world: World) -> None:
    maker = firm()
    row, client = written(world, maker), owner(maker)
    reopen_intake(
        programme=world.programme, type_code="JS1", city_code=maker.site.city_id, opens_at=moment(4, 9),
        closes_at=moment(4, 12, 18), reason="물량이 남았습니다.", by=world.operator.actor, at=AFTER_INTAKE,
    )  # fmt: skip
    clock_at(moment(4, 10))
    for name in ("edit", "submit", "mine_one"):
        page = client.get(reverse(f"applications:{name}", args=[row.pk])).content.decode()
        assert "4. 12." in page
