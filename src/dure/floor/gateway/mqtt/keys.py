"""Which event is which, for peers that number nothing themselves.

The source is `<family>#<signal>`. The family is the path to the signal, or a name that the settings give to all that
comes from one broker; the path then stands before the signal. One signal is one counter, so what stands after the mark
keeps two counters of one machine apart, while both belong to one family. The sequence is made of what is told, so that
the same reading is the same event however often it is delivered, in whatever session:

    sequence = milliseconds since 1970 * 2^20 + 20 bits of the SHA-256 of what was told

It rises with time. Its limits: one signal that tells the same twice in one millisecond told it once, so deltas need a
number of their own, or a counter; two different tellings of one signal in one millisecond have one chance in a million
to look like one with other content, and are then quarantined, not lost; numbers have gaps, so nothing may be concluded
from a missing one.
"""

from __future__ import annotations

import hashlib
from typing import Final

from dure.engine.floor.events import EPOCH_MARK
from dure.engine.floor.reading import LONGEST

TOLD_BITS: Final = 20
# 2200-01-01, the last day an event may have, still fits 63 bits.
LATEST_MS: Final = 2**43 - 1
SHORT: Final = 16


def sequence(at_ms: int, told: str) -> int:
    """The number of a reading. `told`: all of it but the time, in one spelling."""
    digest = hashlib.sha256(told.encode()).digest()
    return min(max(at_ms, 0), LATEST_MS) << TOLD_BITS | int.from_bytes(digest[:3], "big") >> (24 - TOLD_BITS)


def named(name: str, path: str, signal: str) -> tuple[str, str]:
    """Family and signal of what was heard on a path, where the settings gave it a name and where they did not."""
    return (name, f"{path}/{signal}") if name else (path, signal)


def source(family: str, signal: str) -> str:
    """The source's name, at most as long as an event allows; a name that is too long ends in its digest."""
    escaped = signal.replace("%", "%25").replace(EPOCH_MARK, "%23")
    plain = family.replace(EPOCH_MARK, "%23")
    if len(plain) + len(escaped) < LONGEST:
        return f"{plain}{EPOCH_MARK}{escaped}"
    half = LONGEST // 2 - 1
    return f"{_short(plain, half)}{EPOCH_MARK}{_short(escaped, half)}"


def _short(name: str, longest: int) -> str:
    if len(name) <= longest:
        return name
    return f"{name[: longest - SHORT - 1]}~{hashlib.sha256(name.encode()).hexdigest()[:SHORT]}"
