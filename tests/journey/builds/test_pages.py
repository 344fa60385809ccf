from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import world as w
from tests.journey.agreements import scene as agreements
from tests.journey.builds import scene as s

from dure.foundation.access.actor import Role
from dure.foundation.installation.actions import mark_demo
from dure.journey.builds import actions
from dure.journey.builds.models import Build, Finding, Ticket, UserTraining

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> s.Scene:
    """A build on its day in December. A demonstration's clock, so that no second factor is asked for."""
    mark_demo(name_ko="시험", name_en="Test", today=s.IN_TIME)
    return s.begun()


def _client(member: w.Member) -> Client:
    client = Client()
    client.force_login(member.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["dure_language"] = "ko"
    return client


def _everyone(scene: s.Scene) -> dict[str, w.Member]:
    world = scene.here.world
    office = w.organisation("감사위원회", "province")
    return {
        "operator": world.operator,
        "firm": scene.here.firm.owner,
        "supplier": scene.here.supplier,
        "province": world.province,
        "auditor": w.member("감사관", Role.AUDITOR, office),
        "city": w.member("진안담당", Role.CITY, w.organisation("진안군", "city"), place=w.JINAN),
        "other city": world.muju,
        "other firm": w.firm("다른식품").owner,
        "other supplier": agreements.supplier("다른솔루션"),
        "assessor": w.assessor(),
    }


def _pages(scene: s.Scene) -> dict[str, str]:
    return {
        "build": reverse("builds:build", args=[scene.build.pk]),
        "milestone": reverse("builds:milestone", args=[scene.milestone("design").pk]),
        "deliverable": reverse("builds:deliverable", args=[scene.deliverable("design").pk]),
        "inspection": reverse("builds:inspection", args=[scene.check("mid_check").pk]),
    }


READERS = {"operator", "firm", "supplier", "province", "auditor", "city"}


@pytest.mark.parametrize("page", ["build", "milestone", "deliverable", "inspection"])
def test_a_build_is_open_to_those_concerned_only(scene: s.Scene, page: str) -> None:
    url = _pages(scene)[page]
    seen = {name: _client(member).get(url).status_code for name, member in _everyone(scene).items()}

    assert seen == {name: 200 if name in READERS else 403 for name in seen}


def test_each_reader_has_one_next_step(scene: s.Scene) -> None:
    people, url = _everyone(scene), _pages(scene)["build"]
    steps = {name: _client(people[name]).get(url).context["step"] for name in sorted(READERS)}

    assert {name: bool(step) for name, step in steps.items()} == {
        "auditor": False,
        "city": False,
        "firm": True,
        "operator": True,
        "province": False,
        "supplier": True,
    }
    assert steps["supplier"].title == "“착수보고회” 단계 도달"


def test_a_firm_with_one_build_goes_straight_to_it(scene: s.Scene) -> None:
    answer = _client(scene.here.firm.owner).get(reverse("builds:list"))

    assert (answer.status_code, answer["Location"]) == (302, reverse("builds:build", args=[scene.build.pk]))


FORMS = {
    "builds:report": ("supplier", {"on": "2024-07-30", "progress_pct": "20", "done": "요구사항 정의"}),
    "builds:train": ("supplier", {"held_on": "2024-12-10", "subject": "사용자 교육", "hours": "4", "people": "5"}),
    "builds:plan-check": ("operator", {"kind": "surprise", "planned_at": "2024-09-03T10:00", "inspector": ""}),
    "builds:level": (
        "operator",
        {
            "moment": "after",
            "scale": "system",
            "level": "basic",
            "confirmed_on": "2024-12-20",
            "confirmed_by": "추진단",
            "certificate_no": "1",
        },
    ),
}


@pytest.mark.parametrize("route", FORMS)
def test_a_form_is_shown_keeps_what_is_wrong_and_does_what_is_right(scene: s.Scene, route: str) -> None:
    name, data = FORMS[route]
    client, url = _client(_everyone(scene)[name]), reverse(route, args=[scene.build.pk])

    assert client.get(url).status_code == 200
    wrong = client.post(url, {**data, next(iter(data)): ""})
    assert wrong.status_code == 422
    assert client.post(url, data).status_code == 302


def test_a_refusal_keeps_what_was_typed(scene: s.Scene) -> None:
    client, url = _client(scene.here.supplier), reverse("builds:reach", args=[scene.milestone("design").pk])
    answer = client.post(url, {"on": "2024-09-01"})

    assert answer.status_code == 409
    assert "화면·DB 설계서" in answer.content.decode()
    assert 'value="2024-09-01"' in answer.content.decode()


def test_a_check_is_written_up_with_its_findings_on_the_page(scene: s.Scene) -> None:
    row = scene.check("mid_check")
    client, url = _client(scene.here.world.operator), reverse("builds:inspection", args=[row.pk])
    data = {
        "verdict": "to_mend", "done_on": "2024-10-20", "summary": "대체로 양호", "revision": row.revision,
        "finding-TOTAL_FORMS": "4", "finding-INITIAL_FORMS": "0",
        "finding-0-text": "바코드 인쇄 누락", "finding-0-concerns": "supplier",
        "finding-1-text": "", "finding-1-concerns": "supplier",
        "finding-2-text": "교육 장소", "finding-2-concerns": "firm", "finding-2-due_on": "2024-11-30",
    }  # fmt: skip
    assert client.post(url, {**data, "finding-0-text": "", "finding-2-text": ""}).status_code == 409
    assert client.post(url, data).status_code == 302

    found = list(Finding.objects.values_list("number", "concerns", "due_on"))
    assert found == [(1, "supplier", date(2024, 11, 3)), (2, "firm", date(2024, 11, 30))]
    finding = Finding.objects.get(number=1)
    page = reverse("builds:finding", args=[finding.pk])
    vendor = _client(scene.here.supplier)
    assert vendor.get(page).status_code == 200
    vendor.post(reverse("builds:finding-do", args=[finding.pk, "resolve"]), {"result": "교체함"})
    client.post(reverse("builds:finding-do", args=[finding.pk, "confirm"]))
    finding.refresh_from_db()
    assert finding.status == "confirmed"


def test_a_fault_is_reported_with_one_field_and_answered(scene: s.Scene) -> None:
    owner, vendor = _client(scene.here.firm.owner), _client(scene.here.supplier)
    new = reverse("builds:new-ticket", args=[scene.build.pk])
    assert owner.get(new).status_code == 200
    answer = owner.post(new, {"title": "화면이 안 켜짐"})
    row = Ticket.objects.get()
    assert answer["Location"] == reverse("builds:ticket", args=[row.pk])

    vendor.post(reverse("builds:reply", args=[row.pk]), {"text": "전원 교체", "solved": "yes"})
    assert owner.get(answer["Location"]).status_code == 200
    owner.post(reverse("builds:ticket-do", args=[row.pk, "close"]), {"satisfied": "yes"})
    row.refresh_from_db()
    assert (row.status, row.satisfied) == ("closed", True)


def test_a_firm_cannot_answer_its_own_report(scene: s.Scene) -> None:
    row = actions.open_ticket(build=scene.build, title="고장", by=scene.owner, at=s.BEGUN)
    answer = _client(scene.here.firm.owner).post(reverse("builds:reply", args=[row.pk]), {"text": "?"})

    assert answer.status_code == 403


def test_the_supplier_register_opens_edits_and_finds(scene: s.Scene) -> None:
    vendor = _client(scene.here.supplier)
    url = reverse("builds:supplier", args=[scene.here.supplier.organisation.pk])
    assert vendor.get(reverse("builds:my-page"))["Location"] == url
    assert "아직 0건" in vendor.get(url).content.decode()
    edit = reverse("builds:edit-supplier", args=[scene.here.supplier.organisation.pk])
    assert vendor.get(edit).status_code == 200
    data = {"introduction": "MES", "topics": ["mes"], "cities": [w.JINAN], "revision": "0"}
    assert vendor.post(edit, data).status_code == 302
    assert vendor.post(edit, data).status_code == 409

    firm = _client(scene.here.firm.owner)
    found = firm.get(reverse("builds:find-suppliers"), {"topics": "mes", "city": w.JINAN})
    assert [fit.match.candidate.name for fit in found.context["fits"]] == ["두레솔루션"]
    for q, rows in (("ㄷㄹ", 1), ("ㅂㅂ", 0)):
        listed = firm.get(reverse("builds:suppliers"), {"q": q}).context["listing"]
        assert listed.count == rows
    assert firm.get(edit).status_code == 403


def test_the_risk_filter_narrows_the_list(scene: s.Scene) -> None:
    client = _client(scene.here.world.operator)
    counts = [
        client.get(reverse("builds:list"), {"risk": level}).context["listing"].count
        for level in ("on_track", "watch", "late")
    ]

    assert sum(counts) == 1


def test_what_is_overdue_names_who_is_late(scene: s.Scene) -> None:
    found = _client(scene.here.world.operator).get(reverse("builds:late")).context["late"]

    assert {row.kind for row in found} <= {"milestone", "deliverable", "inspection"}


def test_a_button_pressed_twice_does_its_work_once(scene: s.Scene) -> None:
    vendor, url = _client(scene.here.supplier), reverse("builds:train", args=[scene.build.pk])
    for _ in range(2):
        vendor.post(url, FORMS["builds:train"][1])

    assert UserTraining.objects.count() == 1
    assert Build.objects.count() == 1


COUNTED: tuple[tuple[str, str], ...] = (
    ("builds:list", "operator"),
    ("builds:list", "supplier"),
    ("builds:list", "city"),
    ("builds:tickets", "operator"),
    ("builds:suppliers", "operator"),
    ("builds:late", "operator"),
)


def _row(number: int, scene: s.Scene) -> None:
    vendor = agreements.supplier(f"공급{number}")
    here = agreements.selected(f"기업{number}", world=scene.here.world, vendor=scene.here.supplier)
    more = s.begun(here)
    actions.enter_supplier(organisation=vendor.organisation, by=vendor.actor, at=s.BEGUN)
    actions.open_ticket(build=more.build, title="고장", by=more.owner, at=s.BEGUN)


def test_a_list_asks_the_same_whatever_its_length(scene: s.Scene) -> None:
    people = _everyone(scene)
    _row(0, scene)

    def counts() -> dict[str, int]:
        found = {}
        for route, name in COUNTED:
            client, url = _client(people[name]), reverse(route)
            client.get(url)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url).status_code == 200
            found[f"{route} by {name}"] = len(asked)
        return found

    before = counts()
    for number in (1, 2):
        _row(number, scene)

    assert counts() == before
    assert {name: count for name, count in before.items() if count > 12} == {}
