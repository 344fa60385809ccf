"""The process that runs jobs and sends mail: `dure serve` starts one beside the web server."""

import logging
import threading
from collections.abc import Callable

from django.core.management import call_command
from django.db import close_old_connections, connection

from dure.foundation.jobs.actions import beat, recover
from dure.foundation.jobs.identity import worker_name

SECONDS_BETWEEN_BEATS = 5.0
logger = logging.getLogger(__name__)
Chore = Callable[[], object]
_CHORES: list[Chore] = []


def add_chore(chore: Chore) -> None:
    """Have the worker do something small every few seconds, such as emptying an outbox."""
    _CHORES.append(chore)


def run_worker(stop: threading.Event | None = None) -> None:
    """Run jobs until the process is asked to end (SIGTERM, Ctrl-C). What a dead worker left is taken up
    first."""
    recover()
    ended = stop or threading.Event()
    threading.Thread(target=_tend, args=(ended,), name="dure-tend", daemon=True).start()
    try:
        call_command("db_worker", interval=0.5, startup_delay=False, reload=False, verbosity=0)
    finally:
        ended.set()


def tend_once() -> None:
    """Say that this worker lives, take up what others dropped, and do the chores."""
    beat(worker_name())
    recover()
    for chore in _CHORES:
        chore()


def _tend(ended: threading.Event) -> None:
    while not ended.wait(SECONDS_BETWEEN_BEATS):
        close_old_connections()
        try:
            tend_once()
        except Exception:
            logger.exception("the worker could not tend its jobs")
    connection.close()
