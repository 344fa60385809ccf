"""Connecting by the address that was scanned, or by the letters that were typed."""

from django.test import Client
from django.urls import reverse
from tests.floor.entry.hands import AT, device
from tests.floor.scene import Floor

from dure.floor.entry import actions
from dure.floor.entry.device_door import COOKIE
from dure.floor.entry.limits import MOST_TRIES


def test_looking_at_the_address_uses_nothing_up(floor: Floor) -> None:
    code = actions.issue_code(device=device(floor), by=floor.owner, at=AT)
    looked = Client().get(reverse("kiosk:pair_code", args=[code]))
    client = Client()
    connected = client.post(reverse("kiosk:pair"), {"code": code})

    assert (looked.status_code, COOKIE in looked.cookies, code in looked.content.decode()) == (200, False, True)
    assert (connected.status_code, connected["Location"], COOKIE in client.cookies) == (302, "/kiosk/", True)


def test_wrong_code_says_so_and_sets_nothing(floor: Floor) -> None:
    client = Client()
    answer = client.post(reverse("kiosk:pair"), {"code": "ABCD2345"})

    assert (answer.status_code, COOKIE in client.cookies) == (409, False)
    assert "코드가 틀렸거나 이미 썼거나 너무 오래되었습니다" in answer.content.decode()


def test_too_many_tries_wait(floor: Floor) -> None:
    client = Client()
    answers = [client.post(reverse("kiosk:pair"), {"code": "ABCD2345"}).status_code for _ in range(MOST_TRIES + 1)]

    assert answers == [409] * MOST_TRIES + [429]


def test_connecting_asks_for_the_forms_token(floor: Floor) -> None:
    code = actions.issue_code(device=device(floor), by=floor.owner, at=AT)
    answer = Client(enforce_csrf_checks=True).post(reverse("kiosk:pair"), {"code": code})

    assert answer.status_code == 403
