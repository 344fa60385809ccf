"""Who may open the pages of assets, what they do, and how often they ask the database."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests import world as w
from tests.journey.assets.scene import REGISTERED, Place, asked, bought, photo, place
from tests.portal.conftest import as_member

from dure.foundation.access.actor import Role
from dure.foundation.documents.queries import of
from dure.foundation.installation.actions import mark_demo
from dure.journey.assets import actions
from dure.journey.assets.models import Asset, Disposal, Sighting

pytestmark = pytest.mark.django_db
TODAY = w.moment(9, 10, year=2025)


@pytest.fixture
def here() -> Place:
    """A project with a machine, a year later. A demonstration's clock: no second factor is asked for."""
    made = place()
    mark_demo(name_ko="시험", name_en="Test", today=TODAY)
    return made


def readers(here: Place) -> dict[str, w.Member]:
    world = here.scene.world
    return {
        "operator": world.operator,
        "province": world.province,
        "city": w.member("진안담당", Role.CITY, w.organisation("진안군", "city"), place=w.JINAN),
        "other city": world.muju,
        "firm": here.scene.firm.owner,
        "other firm": w.firm("무주식품").owner,
        "auditor": w.member("감사관", Role.AUDITOR, w.organisation("감사위원회", "province")),
        "assessor": w.assessor(),
    }


PAGES: dict[str, Callable[[Place], str]] = {
    "register": lambda here: reverse("assets:list"),
    "project": lambda here: reverse("assets:of_agreement", args=[here.agreement.pk]),
    "labels": lambda here: reverse("assets:labels", args=[here.agreement.pk]),
    "asset": lambda here: reverse("assets:asset", args=[here.asset.pk]),
    "scanned": lambda here: reverse("assets:scanned", args=[here.asset.label.lower()]),
    "entering": lambda here: reverse("assets:register", args=[here.agreement.pk]),
    "asking": lambda here: reverse("assets:ask", args=[here.asset.pk]),
}
OPEN = {
    "register": {"operator", "province", "city", "other city", "auditor"},
    "project": {"operator", "province", "city", "firm", "auditor"},
    "labels": {"operator", "province", "city", "firm", "auditor"},
    "asset": {"operator", "province", "city", "firm", "auditor"},
    "scanned": {"operator", "province", "city", "firm", "auditor"},
    "entering": {"operator", "firm"},
    "asking": {"operator", "firm"},
}


def test_pages_open_to_those_named_and_to_nobody_else(here: Place) -> None:
    clients = {name: as_member(each) for name, each in readers(here).items()}
    for page, address in PAGES.items():
        answers = {name: client.get(address(here)).status_code for name, client in clients.items()}

        assert {name for name, status in answers.items() if status == 200} == OPEN[page], page
        assert {status for name, status in answers.items() if name not in OPEN[page]} == {403}, page


def test_scanned_label_asks_a_stranger_to_sign_in(here: Place) -> None:
    assert Client().get(PAGES["scanned"](here)).status_code == 302


def test_firm_takes_a_photo_and_presses_the_button(here: Place) -> None:
    client = as_member(here.scene.firm.owner)
    address = reverse("assets:see", args=[here.asset.pk])
    refused = client.post(address, {"note": "이상 없음"})
    done = client.post(address, {"note": "이상 없음", "photo": photo()})

    assert (refused.status_code, "이상 없음" in refused.content.decode()) == (409, True)
    assert (done.status_code, of(Sighting.objects.get()).count()) == (302, 1)


def test_form_sent_twice_registers_once_and_keeps_what_was_typed(here: Place) -> None:
    client = as_member(here.scene.firm.owner)
    values = {
        "item": "라벨 프린터", "bought_on": "2025-02-03", "price_won": "1,200,000", "place": here.agreement.site_id,
        "token": "1",
    }  # fmt: skip
    address = PAGES["entering"](here)
    twice = [client.post(address, values).status_code for _try in range(2)]
    refused = client.post(address, {**values, "token": "2", "price_won": "99,000,000"})

    assert (twice, Asset.objects.filter(item="라벨 프린터", price_won=1_200_000).count()) == ([302, 302], 1)
    assert (refused.status_code, "라벨 프린터" in refused.content.decode()) == (409, True)


def test_request_goes_from_the_firm_to_the_approver(here: Place) -> None:
    owner, approver = as_member(here.scene.firm.owner), as_member(here.scene.world.approver)
    owner.post(PAGES["asking"](here), {"kind": "sell", "price_won": "4,000,000", "reason": "품목 전환"})
    row = Disposal.objects.get()
    page = approver.get(reverse("assets:disposal", args=[row.pk])).content.decode()
    approver.post(reverse("assets:decide", args=[row.pk]), {"due_back_won": str(row.reckoned_won), "reason": ""})
    row.refresh_from_db()

    assert f"{row.reckoned_won:,}원" in page
    assert (row.status, row.due_back_won) == ("approved", row.reckoned_won)


def test_other_amount_without_a_reason_is_kept_on_the_page(here: Place) -> None:
    row, approver = asked(here), as_member(here.scene.world.approver)
    answer = approver.post(reverse("assets:decide", args=[row.pk]), {"due_back_won": "1,234,567", "reason": ""})

    assert (answer.status_code, "1,234,567" in answer.content.decode()) == (409, True)


def test_label_sheet_is_a_pdf_of_one_page_for_one_asset(here: Place) -> None:
    pdf = as_member(here.scene.firm.owner).get(PAGES["labels"](here))

    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")


def test_register_goes_to_excel_with_its_price_by_funder(here: Place) -> None:
    answer = as_member(here.scene.world.operator).get(PAGES["register"](here) + "?export=xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0).to_python()
    cells = [cell for row in rows for cell in row]
    money = (10_000_000, here.asset.province_won, here.asset.city_won)

    assert {value: value in cells for value in (here.asset.label, *money)} == dict.fromkeys(
        (here.asset.label, *money), True
    )


@pytest.mark.parametrize("name", ["register", "project", "requests"])
def test_list_asks_a_dozen_queries_at_most_and_as_many_at_three_rows(here: Place, name: str) -> None:
    client = as_member(here.scene.world.operator)
    address = reverse("assets:disposals") if name == "requests" else PAGES[name](here)
    asked(here)
    one = _queries(client, address)
    for item in ("센서", "프린터"):
        made = bought(item, price_won=1000)
        row = actions.register_asset(agreement=here.agreement, bought=made, by=here.owner, at=REGISTERED)
        actions.ask_disposal(asset=row, kind="scrap", reason="고장", by=here.owner, at=TODAY)

    assert (_queries(client, address), one <= 12) == (one, True), one


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)
