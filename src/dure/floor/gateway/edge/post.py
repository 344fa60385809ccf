"""The one connection the gateway makes: HTTPS, outbound, with the token, through the proxy of the environment."""

from __future__ import annotations

import http.client
import math
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import quote

from dure import VERSION
from dure.floor.gateway.edge.answers import NotTaken, PlantNames, Taken, read_plant, read_receipt

Clock = Callable[[], datetime]
Answer = TypeVar("Answer")
TIMEOUT_S: Final = 30.0
LARGEST_ANSWER: Final = 1024 * 1024
LONGEST_WAIT_S: Final = 3600.0
REFUSALS: Final = {
    401: "the server does not know this token",
    403: "the token is of another plant",
    404: "the server has no such site, or is not a Dure server",
    400: "the server cannot read the batch",
    422: "the server cannot read the batch",
}


class Post:
    """Sends batches, one at a time. Blocking: call it on a thread."""

    def __init__(self, server: str, site: str, token: str, ca_file: Path | None = None) -> None:
        self._place = f"{server.rstrip('/')}/api/floor/{quote(site, safe='')}"
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/x-ndjson",
            "User-Agent": f"dure-gateway/{VERSION}",
        }
        context = ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
        self._opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), _NoRedirect())

    def send(self, lines: Sequence[str], clock: Clock) -> Taken | NotTaken:
        """Hand over some lines; whatever goes wrong on the way is an answer, not an exception."""
        data = "".join(f"{line}\n" for line in lines).encode()
        return self._exchange("events", data, clock, read_receipt)

    def ask_plant(self, clock: Clock) -> PlantNames | NotTaken:
        """The names under which this token may tell, and the plant's machines; nothing is told."""
        return self._exchange("plant", None, clock, read_plant)

    def _exchange(
        self, last: str, data: bytes | None, clock: Clock, read: Callable[[bytes, float | None], Answer | NotTaken]
    ) -> Answer | NotTaken:
        # The address was read from the configuration, which allows https, and http on this machine only.
        request = urllib.request.Request(f"{self._place}/{last}", data, self._headers)  # noqa: S310
        sent_at = clock()
        try:
            with self._opener.open(request, timeout=TIMEOUT_S) as answer:
                found = answer.read(LARGEST_ANSWER)
                return read(found, _offset_s(answer.headers, sent_at, clock()))
        except urllib.error.HTTPError as error:
            with error:
                return _refusal(error)
        except urllib.error.URLError as error:
            return NotTaken(f"no connection: {error.reason}")
        except (OSError, http.client.HTTPException, ValueError) as error:
            return NotTaken(f"no answer: {error or type(error).__name__}")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The token goes to the server of the configuration and nowhere else."""

    def redirect_request(self, *arguments: Any, **named: Any) -> None:
        return None


def _refusal(error: urllib.error.HTTPError) -> NotTaken:
    if error.code == 413:
        return NotTaken("the batch is too large", too_large=True)
    if 300 <= error.code < 400:
        return NotTaken("the server points elsewhere; write its final address", is_refusal=True)
    why = REFUSALS.get(error.code)
    return NotTaken(
        f"{why or 'the server cannot take it now'} ({error.code})", _after_s(error.headers), False, bool(why)
    )


def _after_s(headers: Message) -> float:
    """Retry-After in seconds; as a date it is not read, the gateway's own pace will do."""
    try:
        seconds = float(headers.get("Retry-After") or 0)
    except ValueError:
        return 0.0
    return min(seconds, LONGEST_WAIT_S) if math.isfinite(seconds) and seconds > 0 else 0.0


def _offset_s(headers: Message, sent_at: datetime, answered_at: datetime) -> float | None:
    """This clock minus the server's, at the middle of the exchange. The header has whole seconds, cut off."""
    try:
        told = parsedate_to_datetime(headers.get("Date") or "")
    except ValueError:
        return None
    here = sent_at + (answered_at - sent_at) / 2
    return (here - told.replace(tzinfo=told.tzinfo or UTC)).total_seconds() - 0.5
