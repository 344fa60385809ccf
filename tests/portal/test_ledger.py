"""The ledger as a whole: found by act, person, thing and month, and only by those who audit."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests import world as w
from tests.world import Member, moment, small_programme

from dure.foundation.access.actor import Role
from dure.foundation.ledger import queries as ledger
from dure.foundation.ledger.act import act
from dure.journey.programmes.models import Programme


@pytest.fixture
def world(db) -> w.World:
    """Two acts of the operator on the programme in June, one of the province in July, beside those that made it."""
    here = small_programme()
    _acted(here.programme, here.operator, 6, "예산을 나누었습니다.")
    _acted(here.programme, here.operator, 6, "사업비를 다시 나누었습니다.")
    _acted(here.programme, here.province, 7, "시군과 협의했습니다.")
    return here


def _acted(programme: Programme, who: Member, month: int, reason: str) -> None:
    with act(
        "selection.pin_firm",
        chain=programme.chain,
        by=who.actor,
        at=moment(month, 10),
        subject=programme,
        reason=reason,
    ):
        pass


def _signed_in(person: Member) -> Client:
    client = Client()
    client.force_login(person.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["second_factor_known"] = True
    session.save()
    return client


@pytest.fixture
def auditor(world: w.World) -> Client:
    return _signed_in(w.member("감사원", Role.AUDITOR, world.province.organisation))


def _reasons(client: Client, **query: str) -> list[str]:
    """The reasons of the rows, as the Excel file of the whole list has them."""
    answer = client.get(reverse("portal:ledger"), {**query, "export": "xlsx"})
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0).to_python()
    )
    head = next(place for place, row in enumerate(rows) if "사유" in row)
    column = rows[head].index("사유")
    return sorted(row[column] for row in rows[head + 1 :] if row[column])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "다시 나누"}, ["사업비를 다시 나누었습니다."]),
        ({"q": "고정", "month": "2024-07"}, ["시군과 협의했습니다."]),
        ({"action": "selection.pin_firm", "month": "2024-06"}, ["사업비를 다시 나누었습니다.", "예산을 나누었습니다."]),
        ({"chain": "installation"}, []),
    ],
)
def test_acts_are_found_by_words_month_act_and_chain(auditor: Client, query: dict[str, str], found: list[str]) -> None:
    assert _reasons(auditor, **query) == found


def test_page_shows_who_did_what_and_why(auditor: Client) -> None:
    page = auditor.get(reverse("portal:ledger"), {"q": "협의"})

    assert ("시군과 협의했습니다." in page.text, "예산을 나누었습니다." in page.text) == (True, False)


@pytest.mark.parametrize(
    ("role", "status"), [(Role.COUNCIL, 200), (Role.APPROVER, 200), (Role.OPERATOR, 403), (Role.PROVINCE, 403)]
)
def test_ledger_is_open_to_those_who_audit(world: w.World, role: Role, status: int) -> None:
    reader = w.member("열람자", role, world.operator.organisation)

    assert _signed_in(reader).get(reverse("portal:ledger")).status_code == status


@pytest.mark.django_db
def test_empty_ledger_has_no_days() -> None:
    assert ledger.days_of_acts() is None
