"""Polling a real Modbus device in its own process, over TCP and over a serial line."""

import asyncio
import os
import pty
import select
import threading
import tty
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pymodbus.client import AsyncModbusTcpClient
from tests.floor.gateway.kept import kept, values
from tests.floor.gateway.processes import Process, free_port, until

from dure.engine.floor.events import Kind
from dure.floor.gateway.edge.keeping import Keeping
from dure.floor.gateway.modbus.reading import Poller
from dure.floor.gateway.modbus.settings import Device, Network, Order, Register, Serial, Table
from dure.floor.gateway.points import Point

pytestmark = pytest.mark.once

DEVICE = Path(__file__).with_name("device.py")
HOUR_S = 3600.0
REGISTERS = (
    Register(
        Point("holding/0", "press-1", "M1", Kind.COUNT_TOTAL, heartbeat_s=HOUR_S, rolls_at=Decimal(65536)),
        Table.HOLDING,
        0,
    ),
    Register(
        Point("holding/2", "press-1", "", Kind.CCP, reason="CCP-1", unit="°C", heartbeat_s=HOUR_S),
        Table.HOLDING,
        2,
        "float32",
        Order.LITTLE,
    ),
    Register(
        Point("coil/0", "press-1", "M1", Kind.STATE, words={"0": "idle", "1": "run"}, heartbeat_s=HOUR_S),
        Table.COIL,
        0,
        "bit",
    ),
    Register(Point("holding/900", "press-1", "M1", Kind.COUNT_TOTAL), Table.HOLDING, 900),
)


def press(at: Network | Serial) -> Device:
    return Device("press-1", at, every_s=0.05, timeout_s=0.5, registers=REGISTERS)


@pytest.fixture
def process() -> Iterator[Process]:
    port = free_port()
    with Process(DEVICE, "tcp", port, port=port) as running:
        yield running


async def polling(device: Device, outbox: Path, story: Callable[[], Awaitable[None]]) -> None:
    keeping = Keeping(outbox, gateway="edge-1", cap_bytes=2**30)
    task = asyncio.create_task(Poller(device, keeping, lambda: datetime.now(UTC)).run())
    try:
        await story()
        assert not task.done()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        keeping.close()


async def write(port: int, registers: dict[int, int]) -> None:
    client = AsyncModbusTcpClient("127.0.0.1", port=port)
    assert await client.connect()
    for address, value in registers.items():
        await client.write_register(address, value, device_id=1)
    await client.write_coil(0, True, device_id=1)
    client.close()


def test_device_killed_and_back_is_read_on_and_nothing_is_invented(process: Process, tmp_path: Path) -> None:
    outbox = tmp_path / "outbox.sqlite3"
    port = process.port or 0

    async def story() -> None:
        await write(port, {0: 65530, 2: 0xCCCD, 3: 0x4145})
        await until(lambda: "65530" in values(outbox, "count_total"))
        await write(port, {0: 4})
        await until(lambda: "4" in values(outbox, "count_total"))
        process.kill()
        before = len(kept(outbox))
        await asyncio.sleep(1)
        assert len(kept(outbox)) == before
        process.start()
        # The device forgot everything while it was off.
        await until(lambda: values(outbox, "count_total")[-1] == "0")
        await until(lambda: values(outbox, "state")[-1] == "idle")

    asyncio.run(polling(press(Network("127.0.0.1", port)), outbox, story))
    found = kept(outbox)
    assert [event["note"].rpartition(" ")[2] for event in found if "note" in event] == ["rollover", "reset"]
    assert "12.3625" in values(outbox, "ccp")
    assert {event["machine"] for event in found if event["kind"] == "state"} == {"M1"}
    assert "unknown" not in values(outbox, "state")


def test_serial_line_is_read_like_the_network(tmp_path: Path, bridge: tuple[str, str]) -> None:
    outbox = tmp_path / "outbox.sqlite3"
    theirs, ours = bridge

    async def story() -> None:
        await until(lambda: len(kept(outbox)) == 3)

    with Process(DEVICE, "rtu", theirs):
        asyncio.run(polling(press(Serial(ours, baud=19200)), outbox, story))
    # A line that was silent at first is read on from where it was.
    assert sorted((event["kind"], event["value"]) for event in kept(outbox)) == [
        ("ccp", "0"), ("count_total", "0"), ("state", "idle"),
    ]  # fmt: skip


def test_device_that_is_off_does_not_silence_the_others_of_its_line(process: Process, tmp_path: Path) -> None:
    outbox = tmp_path / "outbox.sqlite3"
    port = process.port or 0
    off = Register(Point("7/holding/0", "press-1", "M2", Kind.COUNT_TOTAL), Table.HOLDING, 0, unit_id=7)
    line = replace(press(Network("127.0.0.1", port)), timeout_s=0.2, registers=(off, *REGISTERS))

    async def story() -> None:
        await until(lambda: values(outbox, "state") == ["idle"])
        await write(port, {0: 5})
        await until(lambda: values(outbox, "state") == ["idle", "run"])

    asyncio.run(polling(line, outbox, story))
    assert {event["machine"] for event in kept(outbox) if event["kind"] == "count_total"} == {"M1"}


@pytest.fixture
def bridge() -> Iterator[tuple[str, str]]:
    """Two serial ports of which each hears what the other says."""
    pairs = [pty.openpty(), pty.openpty()]
    for _, slave in pairs:
        tty.setraw(slave)
    stop_read, stop_write = os.pipe()
    masters = {pairs[0][0]: pairs[1][0], pairs[1][0]: pairs[0][0]}

    def carry() -> None:
        while True:
            ready, _, _ = select.select([stop_read, *masters], [], [])
            if stop_read in ready:
                return
            for master in ready:
                os.write(masters[master], os.read(master, 1024))

    thread = threading.Thread(target=carry)
    thread.start()
    yield os.ttyname(pairs[0][1]), os.ttyname(pairs[1][1])
    os.write(stop_write, b"x")
    thread.join()
    for descriptor in (stop_read, stop_write, *(end for pair in pairs for end in pair)):
        os.close(descriptor)
