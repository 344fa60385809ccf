"""Sending to a real server process that is killed, refuses, and comes back."""

import asyncio
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from tests.floor.gateway.kept import kept
from tests.floor.gateway.processes import Process, free_port, until
from tests.floor.gateway.receiver import TOKEN

from dure.engine.floor.events import Event, Kind
from dure.floor.gateway.edge.keeping import Keeping
from dure.floor.gateway.edge.outbox import Outbox
from dure.floor.gateway.edge.post import Post
from dure.floor.gateway.edge.sending import Pace, Sender

pytestmark = pytest.mark.once

RECEIVER = Path(__file__).parents[1] / "receiver.py"
START = datetime(2026, 3, 2, tzinfo=UTC)
QUICK = Pace(lines=20, gather_s=0.01, first_s=0.02, longest_s=0.1)


def reading(number: int, item: str = "") -> Event:
    return Event("press-1", 0, "M1", START + timedelta(seconds=number), Kind.COUNT_TOTAL, str(number), item=item)


def other(number: int) -> Event:
    return replace(reading(number), source_id="scale-1")


def taken(file: Path) -> list[tuple[int, str]]:
    """Sequence and content of what the server vouched for, in order."""
    with sqlite3.connect(file) as db:
        rows = db.execute("SELECT seq, content FROM event ORDER BY source, seq").fetchall()
    db.close()
    return rows


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Process]:
    port = free_port()
    with Process(RECEIVER, port, tmp_path / "server.sqlite3", port=port) as process:
        yield process


async def sending(tmp_path: Path, port: int | None, token: str = TOKEN, skew: timedelta = timedelta()) -> Sender:
    keeping = Keeping(tmp_path / "outbox.sqlite3", gateway="edge-1", cap_bytes=2**30)
    post = Post(f"http://127.0.0.1:{port}", "kimchi", token)
    return Sender(keeping, post, lambda: datetime.now(UTC) + skew, QUICK, Random(7))


def test_server_killed_again_and_again_has_every_event_once(server: Process, tmp_path: Path) -> None:
    async def story() -> None:
        sender = await sending(tmp_path, server.port)
        task = asyncio.create_task(sender.run())
        draw = Random(11)
        for number in range(0, 600, 3):
            await sender.keeping.keep([reading(n) for n in range(number, number + 3)])
            if number % 120 == 60:
                await asyncio.sleep(draw.uniform(0, 0.1))
                await asyncio.to_thread(server.kill)
                await asyncio.sleep(draw.uniform(0, 0.2))
                await asyncio.to_thread(server.start)
        await until(lambda: not kept(tmp_path / "outbox.sqlite3"), "everything is sent")
        task.cancel()
        sender.keeping.close()

    asyncio.run(story())
    found = taken(tmp_path / "server.sqlite3")
    assert [seq for seq, _ in found] == list(range(1, 601))
    assert [content.split('"value":"')[1].split('"')[0] for _, content in found] == [str(n) for n in range(600)]


def test_refused_source_stands_aside_and_comes_whole_once_it_is_mended(server: Process, tmp_path: Path) -> None:
    async def story() -> None:
        sender = await sending(tmp_path, server.port)
        sender.pace = replace(QUICK, parked_s=0.05)
        await sender.keeping.keep([reading(0, "refuse"), reading(1), other(0), reading(2)])
        task = asyncio.create_task(sender.run())
        await until(lambda: len(taken(tmp_path / "server.sqlite3")) == 3, "the others come")
        await until(
            lambda: [event["value"] for event in kept(tmp_path / "outbox.sqlite3")] == ["0"], "they are trimmed"
        )
        (tmp_path / "mended").touch()
        await until(lambda: not kept(tmp_path / "outbox.sqlite3"), "everything is sent")
        task.cancel()
        sender.keeping.close()

    asyncio.run(story())
    assert [seq for seq, _ in taken(tmp_path / "server.sqlite3")] == [1, 2, 3, 1]


def test_line_refused_for_good_gives_way_to_an_event_that_tells_it(server: Process, tmp_path: Path) -> None:
    async def story() -> None:
        sender = await sending(tmp_path, server.port)
        sender.pace = replace(QUICK, parked_s=0.02, give_up_s=0)
        await sender.keeping.keep([reading(0, "refuse"), reading(1), reading(2, "refuse"), reading(3)])
        task = asyncio.create_task(sender.run())
        await until(lambda: not kept(tmp_path / "outbox.sqlite3"), "everything is sent")
        task.cancel()
        sender.keeping.close()

    asyncio.run(story())
    found = taken(tmp_path / "server.sqlite3")
    reasons = [(seq, content.split('"reason":"')[1].split('"')[0]) for seq, content in found]
    assert reasons == [(1, "gateway-refused"), (2, ""), (3, "gateway-refused"), (4, "")]


def test_clock_that_is_off_is_told_once(server: Process, tmp_path: Path) -> None:
    async def story() -> None:
        sender = await sending(tmp_path, server.port, skew=timedelta(seconds=-100))
        for number in range(3):
            await sender.keeping.keep([reading(number)])
            while await sender.step() is not None:
                pass
        sender.keeping.close()

    asyncio.run(story())
    told = [content for _, content in taken(tmp_path / "server.sqlite3") if "gateway-clock" in content]
    assert len(told) == 1
    assert -102 <= int(told[0].split('"value":"')[1].split('"')[0]) <= -98


def test_wrong_token_keeps_everything(server: Process, tmp_path: Path) -> None:
    async def story() -> tuple[float | None, int]:
        sender = await sending(tmp_path, server.port, token="guessed")
        await sender.keeping.keep([reading(0)])
        wait_s = await sender.step()
        waiting = await sender.keeping.call(Outbox.waiting)
        sender.keeping.close()
        return wait_s, waiting

    wait_s, waiting = asyncio.run(story())
    assert wait_s is not None
    assert 0.01 <= wait_s <= 0.02
    assert waiting == 1
    assert taken(tmp_path / "server.sqlite3") == []


def test_waits_grow_to_their_limit_without_a_server(tmp_path: Path) -> None:
    async def story() -> list[float | None]:
        sender = await sending(tmp_path, free_port())
        await sender.keeping.keep([reading(0)])
        waits = [await sender.step() for _ in range(6)]
        sender.keeping.close()
        return waits

    waits = [wait_s or 0 for wait_s in asyncio.run(story())]
    full = [0.02, 0.04, 0.08, 0.1, 0.1, 0.1]
    assert [longest / 2 <= wait_s <= longest for wait_s, longest in zip(waits, full, strict=True)] == [True] * 6
