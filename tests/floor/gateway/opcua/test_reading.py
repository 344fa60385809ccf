"""Following a real OPC UA server in its own process: killed and started again, and cut off while it goes on."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.floor.gateway.kept import kept, values
from tests.floor.gateway.processes import Process, free_port, until

from dure.engine.floor.events import Kind
from dure.floor.gateway.edge.keeping import Keeping
from dure.floor.gateway.opcua.reading import Follower
from dure.floor.gateway.opcua.settings import Node, Server
from dure.floor.gateway.points import Point

pytestmark = [pytest.mark.slow, pytest.mark.once]

MACHINE = Path(__file__).with_name("machine.py")
HOUR_S = 3600.0
COUNT = Node(Point("count", "press-1", "M1", Kind.COUNT_TOTAL, heartbeat_s=HOUR_S), "ns=2;i=101")
STATE = Node(Point("state", "press-1", "M1", Kind.STATE, words={"0": "idle", "1": "run"}, heartbeat_s=1), "ns=2;i=102")
MISSING = Node(Point("missing", "press-1", "M1", Kind.COUNT_TOTAL), "ns=2;i=999")
LAST = 300


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Process]:
    port = free_port()
    with Process(MACHINE, port, tmp_path / "history.sqlite3", LAST, port=port) as process:
        yield process


class Cable:
    """A cable that a test can pull: carries a port of ours to the machine's, or nothing at all."""

    def __init__(self, there: int) -> None:
        self.there = there
        self.port = free_port()
        self._open: list[asyncio.StreamWriter] = []
        self._server: asyncio.Server | None = None

    async def plug(self) -> None:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)

    async def pull(self) -> None:
        assert self._server
        self._server.close()
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.there)
        self._open += [writer, far_writer]
        await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)


async def following(port: int, outbox: Path, story: Callable[[], Awaitable[None]]) -> None:
    server = Server(
        "press-1", f"opc.tcp://127.0.0.1:{port}", (MISSING, COUNT, STATE), publish_ms=50, sampling_ms=0, timeout_s=1,
        silence_s=3,
    )  # fmt: skip
    keeping = Keeping(outbox, gateway="edge-1", cap_bytes=2**30)
    task = asyncio.create_task(Follower(server, keeping, lambda: datetime.now(UTC)).run())
    try:
        await story()
        assert not task.done()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        keeping.close()


async def counted(outbox: Path, number: int) -> None:
    await until(lambda: str(number) in values(outbox, "count_total"), f"the machine counts to {number}")


def test_state_that_was_told_before_the_gateway_began_is_told_again_while_it_holds(
    machine: Process, tmp_path: Path
) -> None:
    outbox = tmp_path / "outbox.sqlite3"
    for number in (1, 2):
        asyncio.run(following(machine.port or 0, outbox, lambda: until(lambda: len(told_states(outbox)) > number)))  # noqa: B023
    states = told_states(outbox)
    assert {value for value, _ in states} == {"run"}
    assert [at for _, at in states] == sorted(at for _, at in states)


def told_states(outbox: Path) -> list[tuple[str, str]]:
    return [(event["value"], event["at"]) for event in kept(outbox) if event["kind"] == "state"]


def test_server_killed_and_back_is_told_without_doubles(machine: Process, tmp_path: Path) -> None:
    outbox = tmp_path / "outbox.sqlite3"

    async def story() -> None:
        await counted(outbox, 100)
        await asyncio.to_thread(machine.kill)
        await asyncio.to_thread(machine.start)
        await counted(outbox, LAST)

    asyncio.run(following(machine.port or 0, outbox, story))
    found = [(event["value"], event["at"]) for event in kept(outbox) if event["kind"] == "count_total"]
    assert len(set(found)) == len(found)
    told = set(found)
    # The first is what the machine's memory held when it was followed; from there the history knows everything.
    missed = [change for change in history(tmp_path / "history.sqlite3") if change[1] >= found[0][1]]
    assert [change for change in missed if change not in told] == []


def history(file: Path) -> list[tuple[str, str]]:
    """Every change the machine vouched for: value and time."""
    with sqlite3.connect(file) as db:
        rows = db.execute("SELECT Value, SourceTimestamp FROM '2_101' ORDER BY _Id").fetchall()
    db.close()
    return [(value, f"{datetime.fromisoformat(at):%Y-%m-%dT%H:%M:%S.%f}Z") for value, at in rows]


def test_cable_pulled_twice_loses_nothing_and_doubles_nothing(machine: Process, tmp_path: Path) -> None:
    outbox = tmp_path / "outbox.sqlite3"

    async def story() -> None:
        cable = Cable(machine.port or 0)
        await cable.plug()

        async def pulled_twice() -> None:
            for number in (60, 160):
                await counted(outbox, number)
                await cable.pull()
                await asyncio.sleep(0.4)
                await cable.plug()
            await counted(outbox, LAST)

        await following(cable.port, outbox, pulled_twice)
        await cable.pull()

    asyncio.run(story())
    told = values(outbox, "count_total")
    assert told == [str(number) for number in range(int(told[0]), LAST + 1)]
