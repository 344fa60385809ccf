"""The gateway's sender against the product's own HTTP door."""

import asyncio
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer
from tests.floor.gateway.kept import kept
from tests.floor.gateway.processes import until
from tests.floor.scene import MORNING, Floor, kimchi

from dure.engine.floor.events import Event, Kind, family_of
from dure.floor.entry.suppliers.actions import make_source
from dure.floor.events.queries import events, quarantined
from dure.floor.gateway.edge.answers import NotTaken, PlantNames
from dure.floor.gateway.edge.keeping import Keeping
from dure.floor.gateway.edge.post import Post
from dure.floor.gateway.edge.running import now
from dure.floor.gateway.edge.sending import Pace, Sender

QUICK = Pace(lines=20, gather_s=0.01, first_s=0.02, longest_s=0.1)
DAY = timedelta(days=1)
FAMILIES = ["edge-1", "pack-1", "salt-1", "clock-1", "mes"]

pytestmark = [pytest.mark.slow, pytest.mark.once]


@pytest.fixture
def floor(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Floor:
    monkeypatch.setenv("DURE_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    return kimchi()


def reading(source: str, number: int, machine: str = "PACK1") -> Event:
    at = MORNING + timedelta(seconds=number)
    return Event(source, 0, machine, at, Kind.COUNT_TOTAL, str(number))


def test_events_come_once_and_what_is_refused_or_held_stops_nobody_else(
    floor: Floor, live_server: LiveServer, tmp_path: Path
) -> None:
    _, token = make_source(
        site=floor.site, name="게이트웨이", kind="gateway", families=FAMILIES, by=floor.owner, at=MORNING
    )
    outbox = tmp_path / "outbox.sqlite3"
    names = Post(live_server.url, floor.code, token).ask_plant(now)
    assert isinstance(names, PlantNames)
    assert (names.families, "PACK1" in names.machines) == (set(FAMILIES), True)
    assert Post(live_server.url, floor.code, "guessed").ask_plant(now) == NotTaken(
        "the server does not know this token (401)", is_refusal=True
    )

    async def story() -> None:
        keeping = Keeping(outbox, gateway="edge-1", cap_bytes=2**30)
        task = asyncio.create_task(Sender(keeping, Post(live_server.url, floor.code, token), now, QUICK).run())
        await keeping.keep([reading("salt-1", 0, "NOT-YET-THERE"), replace(reading("clock-1", 0), at=now() + DAY)])
        await keeping.keep([reading("pack-1", number) for number in range(100)])
        await until(lambda: not [event for event in kept(outbox) if event["family"] == "pack-1"], "the packer's came")
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        keeping.close()

    asyncio.run(story())
    told = [(event.family, event.source_seq, event.value) for event in events(floor.code)]
    assert told == [("pack-1", number + 1, str(number)) for number in range(100)]
    # The server holds what lies in the future until its time comes; what it refuses stays with the gateway.
    assert {event["family"] for event in kept(outbox)} == {"salt-1"}
    assert [family_of(held.source_id) for held in quarantined(floor.code)] == ["clock-1"]


def own(number: int, **changes: object) -> Event:
    """A system that numbers by the hundred."""
    told = replace(reading("mes#k3f9", number), source_seq=number * 100, kind=Kind.COUNT)
    return replace(told, **changes) if changes else told


def test_own_keys_go_with_the_receipt_of_their_batch_and_what_is_refused_is_put_aside_and_told(
    floor: Floor, live_server: LiveServer, tmp_path: Path
) -> None:
    _, token = make_source(
        site=floor.site, name="게이트웨이", kind="gateway", families=FAMILIES, by=floor.owner, at=MORNING
    )
    told = [
        own(1), own(7), own(7), own(7, value="8"), own(9, at=now() + DAY), own(10, machine="NOT-YET-THERE"),
        own(11, machine="NOT-YET-THERE"), own(5, source_id="stranger#1"), own(12),
    ]  # fmt: skip

    async def story() -> None:
        keeping = Keeping(tmp_path / "outbox.sqlite3", gateway="edge-1", cap_bytes=2**30)
        await keeping.put(told)
        sender = Sender(keeping, Post(live_server.url, floor.code, token), now, replace(QUICK, give_up_s=0))
        while await sender.step() is not None:
            pass
        keeping.close()

    asyncio.run(story())
    assert kept(tmp_path / "outbox.sqlite3") == []
    found = [(event.family, event.source_seq, event.reason, event.value) for event in events(floor.code)]
    assert found == [
        ("mes", 100, "", "1"), ("mes", 700, "", "7"), ("mes", 1200, "", "12"),
        ("edge-1", 1, "gateway-refused", "2"), ("edge-1", 2, "gateway-refused", "1"),
    ]  # fmt: skip
    held = [(each.why, each.source_seq) for each in quarantined(floor.code)]
    assert sorted(held) == [("conflict", 700), ("future", 900)]
    with sqlite3.connect(tmp_path / "outbox.sqlite3") as db:
        aside = db.execute("SELECT source_id, seq FROM refused ORDER BY seq").fetchall()
    db.close()
    assert aside == [("stranger#1", 500), ("mes#k3f9", 1000), ("mes#k3f9", 1100)]
