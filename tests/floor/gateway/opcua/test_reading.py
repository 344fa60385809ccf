"""Following a real OPC UA server in its own process: killed and started again, and cut off while it goes on."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.floor.gateway.cable import Cable
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
STATE = Node(
    Point("state", "press-1", "M1", Kind.STATE, words={"0": "idle", "1": "run"}, heartbeat_s=0.1), "ns=2;i=102"
)
MISSING = Node(Point("missing", "press-1", "M1", Kind.COUNT_TOTAL), "ns=2;i=999")
NEVER = 10**9


@dataclass(frozen=True)
class Machine:
    """It counts for as long as the tests run; `history` is its own file."""

    process: Process
    history: Path

    @property
    def port(self) -> int:
        return self.process.port or 0


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    port = free_port()
    history = tmp_path_factory.mktemp("machine") / "history.sqlite3"
    with Process(MACHINE, port, history, NEVER, port=port) as process:
        yield Machine(process, history)


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


async def counted(outbox: Path, pieces: int) -> None:
    """Until so many were told since the first."""
    await until(lambda: pieces <= span(values(outbox, "count_total")), f"the machine counts {pieces}")


def span(told: list[str]) -> int:
    return int(told[-1]) - int(told[0]) if told else 0


def test_state_that_was_told_before_the_gateway_began_is_told_again_while_it_holds(
    machine: Machine, tmp_path: Path
) -> None:
    outbox = tmp_path / "outbox.sqlite3"
    for number in (1, 2):
        asyncio.run(following(machine.port, outbox, lambda: until(lambda: len(told_states(outbox)) > number)))  # noqa: B023
    states = told_states(outbox)
    assert {value for value, _ in states} == {"run"}
    assert [at for _, at in states] == sorted(at for _, at in states)


def told_states(outbox: Path) -> list[tuple[str, str]]:
    return [(event["value"], event["at"]) for event in kept(outbox) if event["kind"] == "state"]


def test_server_killed_and_back_is_told_without_doubles(machine: Machine, tmp_path: Path) -> None:
    outbox = tmp_path / "outbox.sqlite3"

    async def story() -> None:
        await counted(outbox, 100)
        await asyncio.to_thread(machine.process.kill)
        await asyncio.to_thread(machine.process.start)
        await counted(outbox, 200)

    asyncio.run(following(machine.port, outbox, story))
    found = [(event["value"], event["at"]) for event in kept(outbox) if event["kind"] == "count_total"]
    assert len(set(found)) == len(found)
    told = set(found)
    # The first is what the machine's memory held when it was followed; from there the history knows everything.
    missed = [change for change in history(machine.history) if found[0][1] <= change[1] <= found[-1][1]]
    assert len(missed) >= 200
    assert [change for change in missed if change not in told] == []


def history(file: Path) -> list[tuple[str, str]]:
    """Every change the machine vouched for: value and time."""
    with sqlite3.connect(file) as db:
        rows = db.execute("SELECT Value, SourceTimestamp FROM '2_101' ORDER BY _Id").fetchall()
    db.close()
    return [(value, f"{datetime.fromisoformat(at):%Y-%m-%dT%H:%M:%S.%f}Z") for value, at in rows]


def test_cable_pulled_twice_loses_nothing_and_doubles_nothing(machine: Machine, tmp_path: Path) -> None:
    outbox = tmp_path / "outbox.sqlite3"

    async def story() -> None:
        cable = Cable(machine.port)
        await cable.plug()

        async def pulled_twice() -> None:
            for pieces in (60, 160):
                await counted(outbox, pieces)
                await cable.pull()
                await asyncio.sleep(0.2)
                await cable.plug()
            await counted(outbox, 300)

        await following(cable.port, outbox, pulled_twice)
        await cable.pull()

    asyncio.run(story())
    told = values(outbox, "count_total")
    assert told == [str(number) for number in range(int(told[0]), int(told[-1]) + 1)]
