"""The host's own birth and death certificates, and the one command it sends."""

from __future__ import annotations

import json
from typing import Final

from dure.floor.gateway.sparkplug.payloads import REBIRTH, Written, encode
from dure.floor.gateway.sparkplug.values import Datatype

MOST_BYTES: Final = 1024


def state(*, online: bool, timestamp_ms: int) -> bytes:
    """JSON in UTF-8 with the two keys that the specification names."""
    return json.dumps({"online": online, "timestamp": timestamp_ms}).encode()


def says_offline(payload: bytes) -> bool:
    """Whether a STATE message declares its host dead; one that cannot be read declares nothing."""
    try:
        found = json.loads(payload) if len(payload) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("online") is False


def rebirth_request(now_ms: int) -> bytes:
    """Asks an edge node to say anew everything it knows."""
    return encode(now_ms, [Written(REBIRTH, True, Datatype.BOOLEAN, now_ms)])
