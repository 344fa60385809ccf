"""Whether the product runs on a home: a lock that the operating system drops with the process, however it ends."""

import fcntl
from pathlib import Path
from typing import TextIO

from dure.foundation.installation.home import home

LOCK = "running.lock"
_HELD: list[TextIO] = []


def hold_home() -> None:
    """Say, until this process ends, that the home is in use."""
    if not _HELD:
        handle = (home() / LOCK).open("a", encoding="ascii")
        fcntl.flock(handle, fcntl.LOCK_SH)
        _HELD.append(handle)


def is_running(folder: Path) -> bool:
    """Whether any process holds this home now."""
    try:
        with (folder / LOCK).open("r", encoding="ascii") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
