"""Processes of the tests: started, killed without warning, started again on the same port."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

SRC = Path(__file__).parents[3] / "src"
PATIENCE_S = 30.0


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Poll until it holds; a machine may be busy, so only a long wait is a failure."""
    end = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"waited {PATIENCE_S:.0f} s in vain: {what}")
        time.sleep(0.02)


async def until(condition: Callable[[], bool], what: str = "") -> None:
    """The same inside a running loop."""
    for _ in range(int(PATIENCE_S / 0.02)):
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"waited {PATIENCE_S:.0f} s in vain: {what}")


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Process:
    """A Python process on a port, killed when the test ends."""

    def __init__(self, *command: object, port: int | None = None) -> None:
        self.command = [sys.executable, *(str(part) for part in command)]
        self.port = port
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {**os.environ, "PYTHONPATH": str(SRC), "no_proxy": "*"}
        self._running = subprocess.Popen(self.command, env=environment)
        if self.port:
            wait_until(lambda: self._is_over() or listens(self.port or 0), f"{self.command} listens")
            assert not self._is_over()

    def _is_over(self) -> bool:
        return self._running is None or self._running.poll() is not None

    def kill(self) -> None:
        """Without warning, as a power cut."""
        if self._running:
            self._running.kill()
            self._running.wait()
            self._running = None

    def terminate(self) -> int:
        """Politely; its exit code."""
        assert self._running
        self._running.send_signal(signal.SIGTERM)
        code = self._running.wait(timeout=PATIENCE_S)
        self._running = None
        return code

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
