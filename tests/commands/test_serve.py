"""``dure serve`` as a person starts and ends it: a page, the factories' ingest door, and nothing left behind."""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from tests.floor.gateway.processes import free_port, wait_until

from dure.floor.events.wire import address_file
from dure.foundation.installation.running import is_running

pytestmark = [pytest.mark.slow, pytest.mark.once]


def test_serve_ended_politely_leaves_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DURE_HOME", str(tmp_path))
    monkeypatch.delenv("DURE_DATABASE_URL", raising=False)
    command = [sys.executable, "-m", "dure.cli", "serve", "--port", str(free_port())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as product:
        try:
            assert product.stdout
            address = product.stdout.readline().removeprefix("Dure: ").strip()
            wait_until(lambda: address_file().exists() and _answers(address), "a page and the door")
            product.send_signal(signal.SIGTERM)
            code = product.wait(timeout=60)
        finally:
            product.kill()

    wait_until(lambda: not is_running(tmp_path), "every process of this home is gone")
    assert code == 0


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=60) as page:
            return page.status == 200
    except OSError:
        return False
