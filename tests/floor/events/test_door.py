"""The ingest process for real: started, asked by several at once, killed at random moments."""

import json
import random
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from tests.floor.events.conftest import START

from dure.engine.floor.events import Event, Kind
from dure.floor.events.actions import keep, seal, take
from dure.floor.events.kept import KeptFact, newest_facts
from dure.floor.events.queries import events, quarantined, volume
from dure.floor.events.receipts import Receipt
from dure.floor.events.verify import Sound, verify
from dure.floor.events.wire import DoorGone, address_file, hand_over

pytestmark = [pytest.mark.once, pytest.mark.slow]
# Its clock goes ahead by as many seconds as the file `ahead` of its home says.
DOOR = """
from datetime import UTC, datetime, timedelta
from dure.commands.setup import start_django
start_django()
from dure.floor.events.door import run_door
from dure.foundation.installation.home import home
def now():
    ahead = home() / "ahead"
    return datetime.now(UTC) + timedelta(seconds=int(ahead.read_text()) if ahead.exists() else 0)
run_door(now, look_every_s=0.5)
"""


@pytest.fixture
def door(floor_home):
    """Starts the ingest process, again after it was killed; it writes into the test's home."""
    running = []

    def start():
        address_file().unlink(missing_ok=True)
        process = subprocess.Popen([sys.executable, "-c", DOOR])
        running.append(process)
        until = time.monotonic() + 60
        while not address_file().exists():
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.02)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()


def write(taken, site, name):
    for seq in range(40):
        taken[(name, seq)] = take(site, [told_of(name, seq)], origin="http").accepted


def told_of(name, seq):
    return Event(f"{name}#1", seq, "M1", START + timedelta(seconds=seq), Kind.COUNT, "1")


def together(*work):
    threads = [threading.Thread(target=each) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_door_takes_seals_and_keeps_for_others(door, floor_home, told):
    """One process for all of this: starting it takes longer than what is asked of it."""
    early = Event("mes#1", 1, "M1", datetime.now(UTC) + timedelta(days=2), Kind.COUNT, "1")
    process = door()
    assert hand_over("S1", [told(1), told(2)], "http", strict=False).accepted == 2
    assert take("S1", [told(2), told(3)], origin="http").duplicate == 1
    assert seal("S1").events == 3
    assert keep("S1", [KeptFact("M1", "2026-01-05 day", "d", "{}", 1)]) == 1
    assert newest_facts("S1")[("M1", "2026-01-05 day")].revision == 1
    assert list(events("S1")) == [told(1), told(2), told(3)]

    assert take("early", [early], origin="gateway") == Receipt(1, 0, 0, 0, future=1, through={"mes#1": 1})

    taken = {}
    together(*(partial(write, taken, "shared", f"w{number}") for number in range(4)))
    assert taken == {(f"w{number}", seq): 1 for number in range(4) for seq in range(40)}
    assert volume("shared").events == 160

    sealed, acknowledged, unseen = [], {}, []
    sites = [f"T{number}" for number in range(4)]
    together(
        *(partial(write, acknowledged, site, f"w{site}") for site in sites),
        *(lambda site=site: sealed.append(seal_until_all(site)) for site in sites),
        partial(read_until_all, "T0", "wT0", acknowledged, unseen),
    )
    assert sealed == [40] * 4
    assert unseen == []
    assert [[event.source_seq for event in events(site)] for site in sites] == [list(range(40))] * 4
    assert all(isinstance(verify(site), Sound) for site in sites)

    (floor_home.parent / "ahead").write_text(str(2 * 86400))
    until = time.monotonic() + 60
    while quarantined("early") and time.monotonic() < until:
        time.sleep(0.2)
    assert list(events("early")) == [early]

    second = subprocess.run([sys.executable, "-c", DOOR], capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert "BlockingIOError" in second.stderr

    told_address = json.loads(address_file().read_text())
    address_file().write_text(json.dumps({**told_address, "token": "guessed"}))
    with pytest.raises(DoorGone):
        hand_over("S1", [told(1)], "http", strict=False)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


def seal_until_all(site):
    """Seal again and again while the site is told; returns how many events lie in its sealed files then."""
    moved = 0
    while moved < 40:
        found = seal(site)
        moved += found.events if found else 0
    return moved


def read_until_all(site, name, acknowledged, unseen):
    """Read again and again while rows move into sealed files; notes what was acknowledged before and is not read."""
    before = set()
    while len(before) < 40:
        before = {key for key in list(acknowledged) if key[0] == name}
        found = {(name, event.source_seq) for event in events(site)}
        unseen.extend(before - found)


def test_door_killed_at_random_moments_loses_and_doubles_nothing(door, told):
    """Whoever sends until it is told that everything is durable finds each event exactly once."""
    draw = random.Random(7)
    process = door()
    acknowledged = set()
    for first in range(0, 300, 10):
        batch = [told(seq) for seq in range(first, first + 10)]
        if first in {50, 120, 210}:
            threading.Timer(draw.random() * 0.02, process.kill).start()
        while True:
            try:
                receipt = hand_over("S1", batch, "http", strict=False)
            except DoorGone:
                process.wait()
                process = door()
                continue
            assert receipt.accepted + receipt.duplicate == 10
            acknowledged.update(range(first, first + 10))
            break
    process.send_signal(signal.SIGTERM)
    process.wait()
    assert [event.source_seq for event in events("S1")] == sorted(acknowledged) == list(range(300))
    assert isinstance(verify("S1"), Sound)
