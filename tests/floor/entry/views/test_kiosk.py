"""A device reaches the kiosk and nothing else; the kiosk answers devices and nobody else."""

import json
import re

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.floor.entry.actions.test_badges import badge
from tests.floor.entry.hands import AT, HEADERS, line, tablet
from tests.floor.scene import Floor, kimchi, with_a_day
from tests.portal.conftest import as_member
from tools.reference.routes import routes, views

from dure.floor.entry import actions
from dure.floor.entry.device_door import COOKIE, DEVICE
from dure.foundation.access.routes import actor_of
from dure.foundation.parties.middleware import request_actor


def test_only_the_kiosk_is_a_devices(db: None) -> None:
    of_devices = {route.name: route.path for route in routes() if route.rule == DEVICE}

    assert of_devices == {
        "kiosk:plant": "/kiosk/plant.json", "kiosk:events": "/kiosk/events", "kiosk:badge": "/kiosk/badge",
    }  # fmt: skip


def test_cookie_goes_to_the_kiosk_only_and_no_script_reads_it(floor: Floor) -> None:
    cookie = tablet(floor).client.cookies[COOKIE]

    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/kiosk/", True, "Strict")


def test_device_is_public_everywhere(floor: Floor) -> None:
    """Also where a browser sent the cookie in spite of its path."""
    client, stranger = tablet(floor).client, Client()
    pages = [
        path
        for name, path in ((route.name, route.path) for route in routes())
        if "<" not in path and not path.startswith(("/kiosk/", "/account/"))
    ]
    answers = {path: (client.get(path).status_code, stranger.get(path).status_code) for path in pages}

    assert {path: pair for path, pair in answers.items() if pair[0] != pair[1]} == {}
    assert len(answers) > 30


def test_device_has_no_role(floor: Floor) -> None:
    request = RequestFactory().get("/floor/")
    request.COOKIES[COOKIE] = tablet(floor).client.cookies[COOKIE].value
    request.user = Client().get("/kiosk/").wsgi_request.user
    request.actor = request_actor(request)  # type: ignore[attr-defined]

    assert (actor_of(request).is_public, actor_of(request).roles) == (True, frozenset())


@pytest.mark.parametrize("name", ["kiosk:plant", "kiosk:events", "kiosk:badge"])
def test_kiosk_answers_no_one_without_a_device(floor: Floor, name: str) -> None:
    """Not even the owner, whose session is a person's."""
    method = "get" if name == "kiosk:plant" else "post"
    answers = [
        getattr(client, method)(reverse(name), headers=HEADERS).status_code
        for client in (Client(), as_member(floor.firm.owner))
    ]

    assert answers == [401, 401]


@pytest.mark.parametrize("name", ["kiosk:plant", "kiosk:events", "kiosk:badge"])
def test_device_without_the_kiosks_header_is_refused(floor: Floor, name: str) -> None:
    client = tablet(floor).client
    method = "get" if name == "kiosk:plant" else "post"

    assert getattr(client, method)(reverse(name)).status_code == 403


def test_device_that_was_disconnected_is_refused(floor: Floor) -> None:
    here = tablet(floor)
    actions.revoke_device(device=here.device, by=floor.owner, at=AT)

    assert (here.plant().status_code, here.tell(line(1)).status_code) == (401, 401)


def test_plant_is_told_with_what_stands_now(floor: Floor) -> None:
    told = tablet(with_a_day(floor)).plant().json()
    state = next(each for each in told["standing"] if (each["machine"], each["kind"]) == ("PACK1", "state"))

    assert (told["site"], told["device"]["number"], len(told["machines"])) == (floor.code, 1, 7)
    assert (state["value"], [each["lot"] for each in told["lots"]]) == ("run", ["K-0303", "S-0302"])
    assert [each["id"] for each in told["checks"][:2]] == ["CCP-1B", "CCP-2P"]
    assert {each["id"]: each["state"] for each in told["reasons"]}["changeover"] == "setup"


def test_plant_of_a_line_has_its_machines_only(floor: Floor) -> None:
    machines = [
        {"id": "M1", "line": "L1"}, {"id": "M2", "line": "L2"},
    ]  # fmt: skip
    two = kimchi(machines=machines, checks=[{"id": "look", "machine": "M1"}], ccps=[], stages=[], lines={})
    told = tablet(two, line="L2").plant().json()

    assert ([each["id"] for each in told["machines"]], told["checks"]) == (["M2"], [])


def test_plant_holds_nothing_of_persons(floor: Floor) -> None:
    """What a stolen tablet shows: neither the owner's name, nor mail, nor phone, nor a PIN."""
    badge(floor, pin="0427")
    told = tablet(floor).plant().content.decode()
    person = floor.firm.owner.person
    secrets = [text for text in (person.name, person.email, person.phone, "0427", floor.firm.number) if text]

    assert [text for text in secrets if text in told] == []


def test_plant_asks_the_database_no_more_for_more_badges(floor: Floor) -> None:
    here = tablet(floor)
    counts = []
    for rows in (1, 3):
        for number in range(rows):
            badge(floor, f"{rows}-{number}")
        here.plant()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            here.plant()
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_pin_is_tried_by_the_device(floor: Floor) -> None:
    badge(floor, pin="0427")
    client = tablet(floor).client
    answers = [
        client.post(reverse("kiosk:badge"), {"label": "1라인 주간", "pin": pin}, headers=HEADERS).json()["answer"]
        for pin in ("0000", "0427")
    ]

    assert answers == ["wrong", "right"]


def test_shell_shows_nothing_of_a_plant(floor: Floor) -> None:
    page = tablet(floor).client.get(reverse("kiosk:machine", args=["PACK1"])).content.decode()

    assert [word for word in (floor.site.name, "PACK1", "포장기") if word in page] == []


def test_worker_keeps_every_file_of_the_kiosk(db: None) -> None:
    answer = Client().get(reverse("kiosk:worker"))
    kept = json.loads(re.search(r"const FILES = (\[.*\]);", answer.content.decode())[1])  # type: ignore[index]
    found = [Client().get(path).status_code for path in kept]

    assert (answer["Content-Type"], kept[0]) == ("text/javascript; charset=utf-8", "/kiosk/")
    assert found == [200] * len(kept)
    assert "/static/dure/kiosk/screens/home.js" in kept


def test_manifest_names_pictures_that_exist(db: None) -> None:
    found = Client().get(reverse("kiosk:manifest")).json()

    assert (found["scope"], {Client().get(icon["src"]).status_code for icon in found["icons"]}) == ("/kiosk/", {200})


def test_default_deny_holds_for_every_view_of_the_kiosk(db: None) -> None:
    rules = {route.name: route.rule for route in routes() if route.name.startswith("kiosk:")}

    assert {name for name, _view in views() if name.startswith("kiosk:")} == set(rules)
    assert set(rules.values()) == {"public", DEVICE}
