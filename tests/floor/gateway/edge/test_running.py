"""The whole gateway as a process: killed without warning, again and again, between a machine and a server."""

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from tests.floor.gateway.kept import values
from tests.floor.gateway.processes import Process, free_port, wait_until
from tests.floor.gateway.receiver import TOKEN

from dure.floor.gateway.edge.running import AlreadyRunningError, sole_owner

pytestmark = [pytest.mark.slow, pytest.mark.once]

HERE = Path(__file__).parents[1]
NEVER = 10**9
CONFIG = """
server = "http://127.0.0.1:{server}"
site = "kimchi"
gateway = "edge-1"
token_file = "token"

[[modbus]]
name = "lamp-1"
machine = "M1"
host = "127.0.0.1"
port = {modbus}
every_s = 0.1

[[modbus.point]]
kind = "state"
table = "coil"
address = 0
states = {{ 0 = "idle", 1 = "run" }}

[[opcua]]
name = "press-1"
machine = "M1"
url = "opc.tcp://127.0.0.1:{opcua}"
publish_ms = 50
sampling_ms = 0

[[opcua.node]]
id = "ns=2;i=101"
kind = "count_total"
heartbeat_s = 3600
"""


@dataclass
class Factory:
    config: Path
    file: Path
    server: Process
    device: Process
    machine: Process

    def gateway(self) -> Process:
        return Process("-m", "dure.cli", "gateway", "--config", self.config)

    def taken(self, source: str) -> list[tuple[str, int, str]]:
        with sqlite3.connect(self.file) as db:
            rows = db.execute(
                "SELECT source, seq, json_extract(content, '$.value') FROM event WHERE source LIKE ? ORDER BY seq",
                (f"{source}#%",),
            ).fetchall()
        db.close()
        return rows

    def wait_for_news(self) -> None:
        before = self.counted()
        wait_until(lambda: self.counted() > before, "the gateway sends")

    def counted(self) -> int:
        return max((int(value) for _, _, value in self.taken("press-1")), default=-1)


@pytest.fixture
def factory(tmp_path: Path) -> Iterator[Factory]:
    ports = {"server": free_port(), "modbus": free_port(), "opcua": free_port()}
    (tmp_path / "token").write_text(TOKEN)
    config = tmp_path / "gateway.toml"
    config.write_text(CONFIG.format(**ports))
    file = tmp_path / "server.sqlite3"
    with (
        Process(HERE / "receiver.py", ports["server"], file, port=ports["server"]) as server,
        Process(HERE / "modbus" / "device.py", "tcp", ports["modbus"], port=ports["modbus"]) as device,
        Process(
            HERE / "opcua" / "machine.py", ports["opcua"], tmp_path / "history.sqlite3", NEVER, port=ports["opcua"]
        ) as machine,
    ):
        yield Factory(config, file, server, device, machine)


def test_gateway_killed_at_random_moments_loses_nothing_and_doubles_nothing(factory: Factory) -> None:
    draw = Random(5)
    with factory.gateway() as gateway:
        for _ in range(2):
            factory.wait_for_news()
            time.sleep(draw.uniform(0, 0.5))
            gateway.kill()
            factory.server.kill()
            factory.server.start()
            gateway.start()
        factory.wait_for_news()
        assert gateway.terminate() == 0
    counts = factory.taken("press-1")
    first, last = int(counts[0][2]), factory.counted()
    assert [(seq, int(value)) for _, seq, value in counts] == [
        (n - first + 1, n) for n in range(first, last + 1)
    ]  # fmt: skip
    # What the machine counted since then is still in the outbox, without a gap.
    rest = [int(value) for value in values(factory.config.with_name("outbox.sqlite3"), "count_total")]
    rest = [value for value in rest if value > last]
    assert rest == list(range(last + 1, last + 1 + len(rest)))
    assert len({source for source, _, _ in counts}) == 1
    lamp = factory.taken("lamp-1")
    assert [seq for _, seq, _ in lamp] == list(range(1, len(lamp) + 1))
    assert {value for _, _, value in lamp} == {"idle"}


def test_second_gateway_with_the_same_outbox_is_refused(tmp_path: Path) -> None:
    outbox = tmp_path / "outbox.sqlite3"
    with sole_owner(outbox):
        with pytest.raises(AlreadyRunningError):
            with sole_owner(outbox):
                pass
    with sole_owner(outbox):
        pass
