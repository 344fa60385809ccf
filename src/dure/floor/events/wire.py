"""How other processes hand events to the owner: one line of JSON, then the events as lines, over loopback."""

import json
import os
import select
import socket
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dure.engine.floor.events import Event
from dure.floor.events.lines import events_to_lines
from dure.floor.events.owner import floor_folder
from dure.floor.events.receipts import Receipt
from dure.floor.events.store import StrictRefused

ADDRESS_FILE: Final = "door.json"
ANSWER_WITHIN_S: Final = 60
# An errand may be the sealing of a year.
DONE_WITHIN_S: Final = 3600
MOST_IDLE: Final = 16
LONGEST_HEADER: Final = 4096


class DoorGone(ConnectionError):
    """No owner answers: none runs, or it ended before it acknowledged. Sending the same again is safe."""


@dataclass(frozen=True)
class Address:
    """Where the owner listens, and the word by which it knows its own."""

    port: int
    token: str


def address_file() -> Path:
    return floor_folder() / ADDRESS_FILE


def hand_over(site: str, events: Sequence[Event], origin: str, *, strict: bool) -> Receipt:
    """Give events to the process that owns the files; returns once they are durable.

    Raises:
        DoorGone: nobody owns them, or the owner ended before it answered.
        StrictRefused: nothing was written.
    """
    header: dict[str, object] = {"site": site, "origin": origin, "strict": strict}
    return receipt_from(_asked(header, events_to_lines(events), ANSWER_WITHIN_S))


def send_errand(site: str, job: str, body: bytes = b"") -> Any:
    """Have the owner do one of its jobs; raises DoorGone as `hand_over` does."""
    return _asked({"site": site, "job": job}, body, DONE_WITHIN_S)["found"]


class _Line:
    """An open connection to one owner."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._socket = socket.create_connection(("127.0.0.1", address.port), timeout=ANSWER_WITHIN_S)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._answers = self._socket.makefile("rb")

    def ask(self, header: dict[str, object], body: bytes, within_s: float) -> bytes:
        """The answer's line; empty when the owner closed before it answered."""
        told = json.dumps({**header, "token": self.address.token, "size": len(body)})
        self._socket.settimeout(within_s)
        self._socket.sendall(told.encode() + b"\n" + body)
        return self._answers.readline()

    def is_open(self) -> bool:
        """Whether the owner is still there: nothing is told without a question, so anything to read is the end."""
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        return not poll.poll(0)

    def close(self) -> None:
        self._answers.close()
        self._socket.close()


# Connections that nobody uses at the moment. Threads come and go with requests, so they are not a thread's own.
_idle: deque[_Line] = deque()
os.register_at_fork(after_in_child=_idle.clear)


def _asked(header: dict[str, object], body: bytes, within_s: float) -> dict[str, Any]:
    try:
        address = _address()
        line = _idle_line(address) or _Line(address)
        try:
            answer = line.ask(header, body, within_s)
        except BaseException:
            # What comes on it later belongs to this question: nobody may ask on it again.
            line.close()
            raise
        if not answer.endswith(b"\n"):
            line.close()
            raise DoorGone("closed without an answer")
        found: dict[str, Any] = json.loads(answer)
    except (OSError, ValueError, KeyError) as error:
        raise error if isinstance(error, DoorGone) else DoorGone(str(error)) from error
    _keep_idle(line)
    return found


def _address() -> Address:
    told = json.loads(address_file().read_text(encoding="ascii"))
    return Address(told["port"], told["token"])


def _idle_line(address: Address) -> _Line | None:
    """One that leads to this owner and that it has not closed; others are closed."""
    while True:
        try:
            line = _idle.pop()
        except IndexError:
            return None
        if line.address == address and line.is_open():
            return line
        line.close()


def _keep_idle(line: _Line) -> None:
    if len(_idle) < MOST_IDLE:
        _idle.append(line)
    else:
        line.close()


def receipt_from(found: dict[str, object]) -> Receipt:
    """The receipt in an answer; raises StrictRefused where the answer says that nothing was written."""
    refused = found.pop("refused")
    receipt = Receipt.from_json(found)
    if refused:
        raise StrictRefused(receipt)
    return receipt


def answer_line(answer: Receipt | StrictRefused) -> bytes:
    refused = isinstance(answer, StrictRefused)
    receipt = answer.receipt if isinstance(answer, StrictRefused) else answer
    return json.dumps({**receipt.as_json(), "refused": refused}).encode() + b"\n"
