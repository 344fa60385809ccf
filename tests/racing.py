"""Several doings started together, each on a connection of its own, for the tests of what must happen once."""

import threading
from collections.abc import Callable

from django.db import connection

from dure.foundation.access.verdict import AccessRefused, ActionRefused


def at_once(*works: Callable[[], object]) -> list[str]:
    """Start all together; how each ended, sorted. Anything but a refusal that stops one leaves it out of the list."""
    gate, ended = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        try:
            gate.wait()
            work()
            ended.append("done")
        except (ActionRefused, AccessRefused):
            ended.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ended)
