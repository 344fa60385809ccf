"""Four systems at once over real sockets while the ingest process is killed again and again: each event exactly once."""

import json
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer
from tests.floor import scene
from tests.floor.entry.suppliers.scene import NDJSON, line, ndjson, source
from tests.floor.events.test_door import DOOR

from dure.floor.events.queries import events
from dure.floor.events.verify import Sound, verify
from dure.floor.events.wire import address_file

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, BATCHES, SIZE, KILLS = 4, 6, 25, 2
GIVE_UP_S = 120


@pytest.fixture
def door(floor_home: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts the ingest process on the test's home."""
    running: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        address_file().unlink(missing_ok=True)
        process = subprocess.Popen([sys.executable, "-c", DOOR])
        running.append(process)
        until = time.monotonic() + GIVE_UP_S
        while not address_file().exists():
            # It may find the files owned for a moment by whoever wrote while it was down; then it is started again.
            assert time.monotonic() < until
            if process.poll() is not None:
                process = subprocess.Popen([sys.executable, "-c", DOOR])
                running.append(process)
            time.sleep(0.02)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()


def send_all(address: str, token: str, family: str, receipts: list[dict[str, int]]) -> None:
    """As a supplier's system does: the next batch only when this one was answered, the same again until then."""
    for batch in range(BATCHES):
        lines = [line(batch * SIZE + seq, source_id=f"{family}#a1") for seq in range(1, SIZE + 1)]
        until = time.monotonic() + GIVE_UP_S
        while True:
            headers = {"Authorization": f"Bearer {token}", "Content-Type": NDJSON}
            request = urllib.request.Request(address, ndjson(lines), headers, method="POST")
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    receipts.append(json.load(answer))
                break
            except urllib.error.HTTPError as error:
                if error.code != HTTPStatus.SERVICE_UNAVAILABLE or time.monotonic() > until:
                    raise
                time.sleep(0.1)


def test_four_writers_lose_and_double_nothing_while_the_door_is_killed(
    live_server: LiveServer, transactional_db: None, door: Callable[[], subprocess.Popen[bytes]]
) -> None:
    floor = scene.kimchi()
    families = [f"mes-{number}" for number in range(WRITERS)]
    tokens = [source(floor, family)[1] for family in families]
    receipts: list[dict[str, int]] = []
    address = f"{live_server.url}/api/floor/{floor.code}/events"
    threads = [
        threading.Thread(target=send_all, args=(address, token, family, receipts))
        for token, family in zip(tokens, families, strict=True)
    ]
    process = door()
    for thread in threads:
        thread.start()
    for kill in range(1, KILLS + 1):
        while len(receipts) < kill * WRITERS * BATCHES // (KILLS + 1):
            time.sleep(0.01)
        process.kill()
        process.wait()
        process = door()
    for thread in threads:
        thread.join()
    told = sorted(event.key for event in events(floor.code))
    assert told == sorted((f"{family}#a1", seq) for family in families for seq in range(1, BATCHES * SIZE + 1))
    assert sum(receipt["accepted"] + receipt["duplicate"] for receipt in receipts) == len(told)
    assert isinstance(verify(floor.code), Sound)
