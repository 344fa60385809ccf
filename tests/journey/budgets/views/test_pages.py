"""The budget's pages: who reads which, booking through forms, and how many queries they take."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import world as w
from tests.journey.budgets import scene as s

from dure.foundation.access.actor import Role
from dure.journey.budgets import actions
from dure.journey.budgets.models import BudgetLine

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def rich() -> s.Scene:
    here = s.scene()
    for row in (here.province, here.muju):
        s.funded(here, row, 100_000_000)
    actions.promise_shares(
        application=here.application, province_won=20, city_won=10, by=here.operator, at=s.AT
    )  # fmt: skip
    return here


def readers(here: s.Scene) -> dict[str, w.Member]:
    world = here.world
    return {
        "operator": world.operator,
        "approver": world.approver,
        "province": world.province,
        "muju": world.muju,
        "jeonju": world.jeonju,
        "auditor": w.member("감사관", Role.AUDITOR, w.organisation("감사위원회", "auditor")),
        "mentor": w.mentor(),
    }


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("operator", [200, 200, 200, 200, 200, 200, 200, 200]),
        ("approver", [200, 200, 200, 200, 200, 200, 200, 200]),
        ("province", [200, 200, 200, 200, 200, 403, 403, 200]),
        ("muju", [200, 200, 200, 200, 200, 403, 403, 200]),
        ("jeonju", [200, 200, 200, 200, 403, 403, 403, 403]),
        ("auditor", [200, 200, 200, 200, 200, 403, 403, 200]),
        ("mentor", [403] * 8),
    ],
)
def test_pages_are_open_to_those_concerned(who: str, expected: list[int]) -> None:
    here = rich()
    client = s.signed_in(readers(here)[who])
    line = here.muju.pk
    addresses = [
        reverse("budgets:overview"),
        reverse("budgets:lines"),
        reverse("budgets:movements"),
        reverse("budgets:promises"),
        reverse("budgets:line", args=[line]),
        reverse("budgets:book", args=[line, "grant"]),
        reverse("budgets:carry", args=[line]),
        reverse("budgets:city", args=[w.MUJU]),
    ]
    assert [client.get(address).status_code for address in addresses] == expected


def test_firm_sees_what_is_promised_to_it_and_no_lines() -> None:
    here = rich()
    firm = w.member("무주식품 직원", Role.FIRM, here.application.firm)
    page = s.signed_in(firm).get(reverse("budgets:promises"))
    assert page.content.decode().count("무주식품") >= 2
    assert s.signed_in(firm).get(reverse("budgets:lines")).status_code == 403


def test_city_sees_its_own_lines_only() -> None:
    here = rich()
    page = s.signed_in(here.world.muju).get(reverse("budgets:lines")).content.decode()
    assert "무주군" in page
    assert "전북특별자치도" not in page.split("<main", 1)[1]


def test_booking_form_books_once_and_keeps_what_was_typed_when_refused() -> None:
    here = s.scene()
    client = s.signed_in(here.world.operator)
    typed = {"amount_won": "1,000,000원", "on": "2024-03-04", "letter_no": "산업-1", "reason": "본예산", "token": "t1"}
    address = reverse("budgets:book", args=[here.muju.pk, "budget"])
    for _click in range(2):
        assert client.post(address, typed).status_code == 302
    here.muju.refresh_from_db()
    assert (here.muju.budgeted_won, here.muju.movements.count()) == (1_000_000, 1)

    refused = client.post(
        reverse("budgets:book", args=[here.muju.pk, "request"]), typed | {"amount_won": "1000001", "token": "t2"}
    )
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "교부신청액이 1,000,001원이 되어 편성액과 이월받은 예산의 합 1,000,000원을 넘습니다." in page
    assert 'value="산업-1"' in page
    assert "본예산" in page


def test_booking_a_grant_without_its_letter_is_asked_for_it() -> None:
    here = s.scene()
    address = reverse("budgets:book", args=[here.muju.pk, "grant"])
    answer = s.signed_in(here.world.operator).post(address, {"amount_won": "1", "on": "2024-03-04", "token": "t"})
    assert answer.status_code == 422
    assert here.muju.movements.count() == 0


def test_carry_over_is_previewed_and_then_booked() -> None:
    here = rich()
    client = s.signed_in(here.world.operator)
    typed = {
        "kind": "carry_planned", "amount_won": "60,000,000", "cash_won": "", "on": "2024-12-18",
        "letter_no": "이월-1", "reason": "다음 해 준공",
    }  # fmt: skip
    address = reverse("budgets:carry", args=[here.muju.pk])
    preview = client.post(address, typed)
    assert preview.status_code == 200
    assert 'id="preview"' in preview.content.decode()
    assert BudgetLine.objects.filter(fiscal_year=2025).count() == 0
    assert client.post(address, typed | {"confirm": "1"}).status_code == 302
    assert BudgetLine.objects.get(fiscal_year=2025).carried_in_cash_won == 60_000_000
    again = client.post(address, typed | {"confirm": "1"})
    assert again.status_code == 409


def test_line_is_opened_settled_and_opened_again() -> None:
    here = s.scene()
    operator, approver = s.signed_in(here.world.operator), s.signed_in(here.world.approver)
    typed = {
        "funder": here.muju.funder_id, "place": w.MUJU, "fiscal_year": 2024, "nature": "contribution", "name": "추경분",
    }  # fmt: skip
    assert operator.post(reverse("budgets:open"), typed).status_code == 302
    assert operator.post(reverse("budgets:open"), typed).status_code == 409
    line = BudgetLine.objects.get(name="추경분")
    settle = reverse("budgets:move", args=[line.pk, "settle"])
    assert operator.post(settle).status_code == 403
    approver.post(settle)
    line.refresh_from_db()
    assert line.status == "settled"
    approver.post(reverse("budgets:move", args=[line.pk, "reopen"]), {"reason": "누락"})
    line.refresh_from_db()
    assert line.status == "open"


def test_return_form_gives_everything_back_by_one_letter() -> None:
    here = rich()
    s.book(here, here.muju, "interest", 700)
    typed = {"amount_won": "99,999,990", "interest_won": "700", "on": "2024-12-19", "letter_no": "반납-1", "token": "r"}
    answer = s.signed_in(here.world.operator).post(reverse("budgets:return", args=[here.muju.pk]), typed)
    assert answer.status_code == 302
    here.muju.refresh_from_db()
    assert (here.muju.returned_won, here.muju.interest_returned_won) == (99_999_990, 700)


@pytest.mark.parametrize("name", ["overview", "lines", "movements", "promises", "line", "city"])
def test_pages_take_few_queries_however_many_rows(name: str) -> None:
    here = rich()
    client = s.signed_in(here.world.operator)
    address = reverse(f"budgets:{name}", args={"line": [here.muju.pk], "city": [w.MUJU]}.get(name, []))
    client.get(address)
    few = _queries(client, address)
    for number in range(2):
        row = s.line(here.world, "무주군", w.MUJU, f"추경 {number}")
        s.funded(here, row, 50)
        more = s.application(here.world, f"더{number}식품", number=f"JS1-20{number}")
        for each in (row, here.muju):
            actions.promise(line=each, application=more, amount_won=5, by=here.operator, at=s.AT)
        s.book(here, here.muju, "interest", 5 + number, date(2024, 7, 1))
    assert _queries(client, address) == few <= MOST_QUERIES


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
