"""The sample client against the real server over a real socket: nothing lost, nothing doubled."""

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer
from tests.floor import scene
from tests.floor.entry.suppliers.scene import source

from dure.floor.entry.suppliers.sample_client import Client, Refused
from dure.floor.events.queries import events
from dure.floor.plant.models import Site

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2025, 3, 3, 9, tzinfo=scene.w.SEOUL)


@pytest.fixture
def floor(transactional_db: None) -> scene.Floor:
    return scene.kimchi()


def client(live_server: LiveServer, site: Site, token: str, folder: Path) -> Client:
    return Client(live_server.url, site.code, token, str(folder / "outbox.sqlite3"), family="mes")


def test_client_hands_over_what_it_was_told(live_server: LiveServer, floor: scene.Floor, tmp_path: Path) -> None:
    _source, token = source(floor)
    found = client(live_server, floor.site, token, tmp_path)
    first = found.tell("count", AT, machine="PACK1", value="5", item="KIMCHI")
    found.correct(first, value="4")
    found.tell("count", AT, machine="M99", value="1")
    assert (found.waiting(), found.send(), found.waiting()) == (3, True, 0)
    assert [(event.kind, event.value, event.source_id) for event in events(floor.code)] == [
        ("count", "5", found.source_id), ("correction", "4", found.source_id),
    ]  # fmt: skip
    assert [(seq, why) for seq, _line, why in found.refused()] == [(3, "machine: ‘M99’ 설비가 없습니다")]


def test_client_without_a_server_keeps_everything(live_server: LiveServer, floor: scene.Floor, tmp_path: Path) -> None:
    _source, token = source(floor)
    nowhere = Client("http://127.0.0.1:9", floor.code, token, str(tmp_path / "outbox.sqlite3"), family="mes")
    nowhere.tell("count", AT, machine="PACK1", value="5")
    assert (nowhere.send(tries=1, pause_s=0), nowhere.waiting()) == (False, 1)
    found = client(live_server, floor.site, token, tmp_path)
    assert (found.source_id, found.send(), found.waiting()) == (nowhere.source_id, True, 0)
    assert [event.source_seq for event in events(floor.code)] == [1]


def test_client_sends_again_what_it_had_no_answer_for(
    live_server: LiveServer, floor: scene.Floor, tmp_path: Path
) -> None:
    _source, token = source(floor)
    found = client(live_server, floor.site, token, tmp_path)
    found.tell("count", AT, machine="PACK1", value="5")
    with sqlite3.connect(tmp_path / "outbox.sqlite3") as db:
        kept = db.execute("SELECT * FROM outbox").fetchall()
    found.send()
    with sqlite3.connect(tmp_path / "outbox.sqlite3") as db:
        db.executemany("INSERT INTO outbox VALUES (?, ?)", kept)
    assert (found.send(), found.waiting(), len(list(events(floor.code)))) == (True, 0, 1)


def test_client_with_a_wrong_token_says_so(live_server: LiveServer, floor: scene.Floor, tmp_path: Path) -> None:
    found = client(live_server, floor.site, "nobody", tmp_path)
    found.tell("count", AT, machine="PACK1", value="5")
    with pytest.raises(Refused, match="401"):
        found.send()
    assert found.waiting() == 1
