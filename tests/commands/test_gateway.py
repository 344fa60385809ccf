"""`dure gateway` at the terminal."""

from pathlib import Path

import pytest
from tests.floor.gateway.mosquitto import Mosquitto
from tests.floor.gateway.processes import Process, free_port
from tests.floor.gateway.receiver import TOKEN

from dure.cli import main

# It runs an event loop of its own, which the browser of the journeys would forbid in its process.
pytestmark = pytest.mark.once
GATEWAY = Path(__file__).parents[1] / "floor" / "gateway"
CONFIG = """
server = "http://127.0.0.1:{server}"
site = "{site}"
token_file = "token"
[[modbus]]
name = "lamp-1"
machine = "M1"
host = "127.0.0.1"
port = {modbus}
timeout_s = 0.5
[[modbus.point]]
kind = "count_total"
address = 0
[[modbus.point]]
kind = "count_total"
address = 900
"""

BROKERS = """
[[mqtt]]
name = "lamp-1"
host = "127.0.0.1"
port = {broker}
filters = ["hanbit/#"]
[[mqtt.topic]]
topic = "umh/running"
machine = "M1"
kind = "state"
[[sparkplug]]
name = "cell-1"
host = "127.0.0.1"
port = {off}
host_id = "dure"
[[sparkplug.node]]
group = "hanbit"
node = "line1"
machine = "M2"
[[sparkplug.node.metric]]
name = "Count"
kind = "count_total"
"""


def config(folder: Path, site: str, server: int, modbus: int) -> Path:
    (folder / "token").write_text(TOKEN)
    file = folder / "gateway.toml"
    file.write_text(CONFIG.format(site=site, server=server, modbus=modbus))
    return file


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("no_proxy", "*")


def test_gateway_check_tries_every_connection(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server, modbus = free_port(), free_port()
    with (
        Process(GATEWAY / "receiver.py", server, tmp_path / "server.sqlite3", port=server),
        Process(GATEWAY / "modbus" / "device.py", "tcp", modbus, port=modbus),
    ):
        code = main(["gateway", "--config", str(config(tmp_path, "kimchi", server, modbus)), "--check"])
    assert code == 1
    assert capsys.readouterr().out.splitlines() == [
        f"ok   http://127.0.0.1:{server}: kimchi",
        "ok   lamp-1 1/holding/0 count_total: 0",
        "FAIL lamp-1 1/holding/900 count_total: exception 2",
    ]


def test_gateway_check_says_what_cannot_be_reached(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server, modbus = free_port(), free_port()
    with Process(GATEWAY / "receiver.py", server, tmp_path / "server.sqlite3", port=server):
        code = main(["gateway", "--config", str(config(tmp_path, "other", server, modbus)), "--check"])
    assert code == 1
    assert capsys.readouterr().out.splitlines() == [
        f"FAIL http://127.0.0.1:{server}: the token is of another plant (403)",
        "FAIL lamp-1: no connection",
    ]


def test_gateway_check_names_what_the_server_does_not_know(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server, modbus = free_port(), free_port()
    file = config(tmp_path, "kimchi", server, modbus)
    file.write_text(file.read_text().replace('"lamp-1"', '"press-1"').replace('"M1"', '"M9"'))
    with Process(GATEWAY / "receiver.py", server, tmp_path / "server.sqlite3", port=server):
        assert main(["gateway", "--config", str(file), "--check"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"ok   http://127.0.0.1:{server}: kimchi",
        "FAIL press-1: the token does not tell for it",
        "FAIL M9: the plant has no such machine",
        "FAIL press-1: no connection",
    ]


def test_gateway_check_tries_brokers_without_taking_over_a_session(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server, modbus = free_port(), free_port()
    with (
        Process(GATEWAY / "receiver.py", server, tmp_path / "server.sqlite3", port=server),
        Mosquitto(tmp_path / "broker") as broker,
    ):
        file = config(tmp_path, "kimchi", server, modbus)
        file.write_text(file.read_text().partition("[[modbus]]")[0] + BROKERS.format(broker=broker.port, off=modbus))
        assert main(["gateway", "--config", str(file), "--check"]) == 1
        sessions = (tmp_path / "broker" / "broker.log").read_text()
    assert capsys.readouterr().out.splitlines() == [
        f"ok   http://127.0.0.1:{server}: kimchi",
        "FAIL cell-1: the token does not tell for it",
        "FAIL M2: the plant has no such machine",
        "ok   lamp-1: hanbit/#, umh/running",
        "FAIL cell-1: [Errno 111] Connection refused",
    ]
    assert "as dure-lamp-1-check " in sessions


def test_gateway_with_a_wrong_configuration_names_every_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = config(tmp_path, "kimchi", 8000, 502)
    file.write_text(file.read_text().replace('machine = "M1"', "machin = 3"))
    assert main(["gateway", "--config", str(file)]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"dure: {file} /modbus/0/point/0/machine: missing, here and above",
        f"dure: {file} /modbus/0/point/1/machine: missing, here and above",
        f"dure: {file} /modbus/0/machin: unknown key",
    ]


def test_gateway_without_its_file_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gateway", "--config", str(tmp_path / "none.toml")]) == 2
    assert capsys.readouterr().err == f"dure: {tmp_path / 'none.toml'}: No such file or directory\n"
