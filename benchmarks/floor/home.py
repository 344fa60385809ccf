"""A home of the product for one run: its tables, a plant, tokens, and its processes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from dure.engine.strict_json import JsonValue

READY_WITHIN_S: Final = 120
_DAYS: Final[list[JsonValue]] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@dataclass(frozen=True)
class Token:
    """By which a system tells events under its name."""

    family: str
    secret: str


def make_home(folder: Path) -> None:
    """Start the product's parts in this process upon a new home; everything else must be imported after this."""
    os.environ["DURE_HOME"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dure.config.settings")
    from dure.commands.setup import start_django

    start_django(migrate=True)


def in_product(name: str, *arguments: object) -> None:
    """A new process's beginning: the product's parts first, then a function of `trouble`, which needs them."""
    from dure.commands.setup import start_django

    start_django()
    from benchmarks.floor import trouble

    getattr(trouble, name)(*arguments)


def make_plant(code: str, machines: int) -> None:
    from dure.floor.plant.actions import save_plant
    from dure.foundation.access.actor import SYSTEM

    save_plant(code=code, document=_plant(machines), by=SYSTEM, at=datetime.now(UTC))


def make_tokens(code: str, many: int) -> list[Token]:
    from dure.floor.entry.suppliers.actions import make_source
    from dure.floor.plant.queries import site
    from dure.foundation.access.actor import SYSTEM

    found = []
    for number in range(many):
        family = f"web-{number}"
        place = site(code)
        assert place is not None  # noqa: S101 (made just before)
        _, secret = make_source(
            site=place, name=family, kind="supplier", families=[family], by=SYSTEM, at=datetime.now(UTC)
        )
        found.append(Token(family, secret))
    return found


def _plant(machines: int) -> JsonValue:
    shifts: list[JsonValue] = [
        {"name": "day", "start": "08:00", "end": "20:00", "breaks": [["12:00", "13:00"]]},
        {"name": "night", "start": "20:00", "end": "08:00", "breaks": [["00:00", "01:00"]]},
    ]
    rows: list[JsonValue] = [
        {"id": f"M{number:03}", "line": f"L{number // 30}", "planned_run_time_s": {"*": 30}, "stale_after_s": 7200}
        for number in range(machines)
    ]
    calendar: list[JsonValue] = [{"line": "*", "from": "2024-01-01", "days": _DAYS, "shifts": shifts}]
    return {"name": "bench", "timezone": "Asia/Seoul", "machines": rows, "calendar": calendar}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """`dure serve` or `dure door` on the home of this process, ended with the block."""
    process = start(*words)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def start(*words: str) -> subprocess.Popen[bytes]:
    """Start a command of the product; returns once its ingest process takes events."""
    from dure.floor.events.wire import address_file

    address_file().unlink(missing_ok=True)
    process = subprocess.Popen([sys.executable, "-m", "dure.cli", *words], stdout=subprocess.DEVNULL)
    _wait(process, address_file().exists)
    return process


def wait_for_web(process: subprocess.Popen[bytes], port: int) -> None:
    _wait(process, lambda: _listens(port))


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait(process: subprocess.Popen[bytes], is_ready: Callable[[], bool]) -> None:
    until = time.monotonic() + READY_WITHIN_S
    while not is_ready():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"{process.args!r} does not start")
        time.sleep(0.02)
