"""The name of this process among the workers."""

import os
import secrets
import socket
from functools import cache


@cache
def _token(pid: int) -> str:
    return secrets.token_hex(4)


def worker_name() -> str:
    """Host, process and a random part: process numbers are used again after a restart."""
    pid = os.getpid()
    return f"{socket.gethostname()[:40]}:{pid}:{_token(pid)}"
