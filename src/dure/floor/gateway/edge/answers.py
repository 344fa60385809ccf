"""What the server may answer to a batch, read with suspicion: anything else counts as no answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

COUNTS: Final = ("read", "accepted", "duplicate", "conflict", "future")


@dataclass(frozen=True)
class Taken:
    """The server's receipt. `refused`: place of the line in the batch, from 0, and why it will never be taken.

    `clock_offset_s`: how far this clock is ahead of the server's; None where the server did not tell its time.
    """

    read: int
    accepted: int
    duplicate: int
    conflict: int
    future: int
    refused: Mapping[int, str]
    through: Mapping[str, int]
    clock_offset_s: float | None = None

    def accounts_for(self, lines: int) -> bool:
        """Whether each of so many lines is durably with the server, in its quarantine, or refused."""
        told = self.accepted + self.duplicate + self.conflict + self.future + len(self.refused)
        return self.read == told == lines and all(place < lines for place in self.refused)


@dataclass(frozen=True)
class NotTaken:
    """Try again later. `too_large`: with fewer lines. `after_s`: not before, as the server asked.

    `is_refusal`: the address, the site or the token is wrong; a person must look, and the gateway goes on trying."""

    why: str
    after_s: float = 0
    too_large: bool = False
    is_refusal: bool = False


@dataclass(frozen=True)
class PlantNames:
    """What the server knows of the plant, as far as a gateway must agree with it."""

    families: frozenset[str]
    machines: frozenset[str]
    clock_offset_s: float | None = None


def read_plant(data: bytes, clock_offset_s: float | None) -> PlantNames | NotTaken:
    try:
        found = json.loads(data)
        families = frozenset(str(family) for family in found["families"])
        machines = frozenset(str(machine["id"]) for machine in found["machines"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return NotTaken("the answer is not from a Dure server")
    return PlantNames(families, machines, clock_offset_s)


def read_receipt(data: bytes, clock_offset_s: float | None) -> Taken | NotTaken:
    """The receipt of the contract; a page of a proxy or a half answer is no receipt."""
    try:
        found = json.loads(data)
        counts = {name: _count(found[name]) for name in COUNTS}
        refused = {_count(line["line"]) - 1: str(line["why"])[:500] for line in found["rejected"]}
        through = {str(source): _count(seq, low=-1) for source, seq in found["through"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return NotTaken("the answer is not a receipt of Dure")
    return Taken(**counts, refused=refused, through=through, clock_offset_s=clock_offset_s)


def _count(value: Any, low: int = 0) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < low:
        raise ValueError(value)
    return value
