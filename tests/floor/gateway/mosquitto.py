"""A real Mosquitto on a free loopback port, with its session on disk, to be killed and started again."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from tools.system import mosquitto

START_WITHIN_S = 10


class Mosquitto:
    """Used as ``with Mosquitto(folder) as broker``. Sessions outlive a restart, also one after a kill."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        account = "user root\n" if _is_root() else ""
        # It writes its sessions down only when `saved` asks.
        (self.folder / "mosquitto.conf").write_text(
            f"listener {self.port} 127.0.0.1\nallow_anonymous true\n{account}persistence true\n"
            f"persistence_location {self.folder}/\nautosave_interval 0\n"
        )
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        with (self.folder / "broker.log").open("ab") as log:
            self.process = subprocess.Popen(
                [_program(), "-c", str(self.folder / "mosquitto.conf")], stdout=log, stderr=log
            )
        deadline = time.monotonic() + START_WITHIN_S
        while not _answers(self.port):
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise AssertionError((self.folder / "broker.log").read_text())

    def saved(self) -> Callable[[], bool]:
        """Ask it to write its sessions down; the answer tells whether that has happened."""
        assert self.process is not None
        file = self.folder / "mosquitto.db"
        before = file.stat().st_mtime_ns if file.exists() else 0
        self.process.send_signal(signal.SIGUSR1)
        return lambda: file.exists() and file.stat().st_mtime_ns > before

    def kill(self) -> None:
        """As a power cut would end it."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None


def _program() -> str:
    found = mosquitto()
    assert found, "Mosquitto is missing: apt install mosquitto"
    return found


def _is_root() -> bool:
    return os.geteuid() == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0
