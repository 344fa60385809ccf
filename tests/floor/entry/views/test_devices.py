"""The owner's page of devices and badges."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import world as w
from tests.floor.entry.actions.test_badges import badge
from tests.floor.entry.hands import device
from tests.floor.scene import Floor, firm
from tests.portal.conftest import as_member

from dure.floor.entry import queries
from dure.floor.entry.models import Badge, Device
from dure.foundation.access.actor import Role


@pytest.fixture
def owner(floor: Floor) -> Client:
    return as_member(floor.firm.owner)


def page(floor: Floor, name: str, *more: object) -> str:
    return reverse(f"entry:{name}", args=[floor.code, *more])


def test_pages_are_open_to_their_firm_only(floor: Floor, owner: Client) -> None:
    device(floor)
    others = {
        "other firm": as_member(firm("다른").owner),
        "operator": as_member(w.member("운영", Role.OPERATOR, w.organisation("테크노파크", "operator"))),
        "public": Client(),
    }
    pages = [page(floor, "devices"), page(floor, "device", 1), page(floor, "machine_sheet")]

    assert [owner.get(address).status_code for address in pages] == [200, 200, 200]
    assert {name: {client.get(address).status_code for address in pages} for name, client in others.items()} == {
        "other firm": {403}, "operator": {403}, "public": {302},
    }  # fmt: skip


def test_another_firm_can_post_nothing(floor: Floor) -> None:
    device(floor), badge(floor)
    stranger = as_member(firm("다른").owner)
    answers = [
        stranger.post(address, {"device-name": "x", "device-language": "ko", "badge-label": "x"}).status_code
        for address in (
            page(floor, "add_device"), page(floor, "issue_code", 1), page(floor, "revoke_device", 1),
            page(floor, "add_badge"), page(floor, "revoke_badge", Badge.objects.get().pk),
        )
    ]  # fmt: skip

    assert answers == [403] * 5
    assert (Device.objects.filter(revoked_at=None).count(), queries.badges_of(floor.site).count()) == (1, 1)


def test_adding_a_device_shows_how_it_is_connected(floor: Floor, owner: Client) -> None:
    answer = owner.post(
        page(floor, "add_device"), {"device-name": "포장 태블릿", "device-line": "L1", "device-language": "vi"}
    )
    made = Device.objects.get()

    assert (answer.status_code, made.name, made.line, made.language) == (200, "포장 태블릿", "L1", "vi")
    assert answer.content.decode().count("data:image/svg+xml;base64,") == 1


def test_adding_without_a_name_keeps_what_was_chosen(floor: Floor, owner: Client) -> None:
    answer = owner.post(page(floor, "add_device"), {"device-name": "", "device-line": "", "device-language": "km"})

    assert (answer.status_code, Device.objects.count()) == (422, 0)
    assert '<option value="km" selected>' in answer.content.decode()


def test_buttons_are_given_their_actions(floor: Floor, owner: Client) -> None:
    device(floor)
    told = {"name": "포장", "line": "", "language": "ko", "good_1": "PageDown", "toggle": "F5"}
    answer = owner.post(page(floor, "device", 1), told)

    assert (answer.status_code, Device.objects.get().keys) == (302, {"PageDown": "good_1", "F5": "toggle"})


def test_one_key_with_two_actions_is_refused(floor: Floor, owner: Client) -> None:
    before = device(floor).keys
    told = {"name": "포장", "line": "", "language": "ko", "good_1": "F1", "stop": "F1"}
    answer = owner.post(page(floor, "device", 1), told)

    assert (answer.status_code, Device.objects.get().keys) == (422, before)


def test_disconnecting_leaves_the_device_in_the_list(floor: Floor, owner: Client) -> None:
    device(floor)
    owner.post(page(floor, "revoke_device", 1), {"reason": "분실"})

    assert (owner.get(page(floor, "devices")).status_code, Device.objects.get().revoked_at is None) == (200, False)


def test_badges_are_added_and_withdrawn(floor: Floor, owner: Client) -> None:
    added = owner.post(page(floor, "add_badge"), {"badge-label": "야간조", "badge-line": "L1", "badge-pin": "0427"})
    row = Badge.objects.get()
    owner.post(page(floor, "revoke_badge", row.pk))

    assert (added.status_code, row.label, row.is_person, queries.badges_of(floor.site).count()) == (
        302,
        "야간조",
        False,
        0,
    )


def test_sheet_has_a_code_for_each_machine(floor: Floor, owner: Client) -> None:
    sheet = owner.get(page(floor, "machine_sheet")).content.decode()

    assert (sheet.count("data:image/svg+xml;base64,"), "포장기" in sheet, "METAL1" in sheet) == (7, True, True)


def test_page_asks_the_database_no_more_for_more_devices(floor: Floor, owner: Client) -> None:
    counts = []
    for rows in (1, 2):
        for number in range(rows):
            device(floor, f"{rows}-{number}")
        owner.get(page(floor, "devices"))
        with CaptureQueriesContext(connection) as found:
            owner.get(page(floor, "devices"))
        counts.append(len(found))

    assert counts[0] == counts[1]
