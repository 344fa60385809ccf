"""One event of a factory: the only thing that is ever stored; everything else is computed from events."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from json.encoder import encode_basestring as _quoted
from typing import Final

EPOCH_MARK: Final = "#"
# Families whose events a person typed or tapped; nothing of theirs is ever drawn as automatic.
PEOPLE: Final = ("hands", "excel")


class Kind(StrEnum):
    """What happened. The order here decides between events of one instant."""

    STATE = "state"
    COUNT = "count"
    COUNT_TOTAL = "count_total"
    SCRAP = "scrap"
    REWORK = "rework"
    REASON = "reason"
    ORDER_START = "order_start"
    ORDER_END = "order_end"
    CHECK = "check"
    CCP = "ccp"
    LOT_IN = "lot_in"
    LOT_OUT = "lot_out"
    ENERGY = "energy"
    CORRECTION = "correction"


class State(StrEnum):
    """What a machine does. `unknown` is said by a source that cannot tell; silence becomes it too."""

    RUN = "run"
    IDLE = "idle"
    SETUP = "setup"
    DOWN = "down"
    OFF = "off"
    UNKNOWN = "unknown"


KIND_ORDER: Final = {kind: place for place, kind in enumerate(Kind)}
# Kinds that say nothing without the machine they happened on.
OF_A_MACHINE: Final = frozenset(
    {Kind.STATE, Kind.COUNT, Kind.COUNT_TOTAL, Kind.SCRAP, Kind.REWORK, Kind.REASON, Kind.ENERGY}
)


@dataclass(frozen=True, slots=True)
class Event:
    """An event as its source told it. Empty text means absent.

    `at` is aware and kept in UTC to the microsecond. `value` is canonical: a decimal without trailing zeros, a state,
    or `ok`/`ng`. For `check` and `ccp`, `reason` holds the code of the check; for `scrap` and `rework`, of the defect.
    """

    source_id: str
    source_seq: int
    machine: str
    at: datetime
    kind: Kind
    value: str = ""
    unit: str = ""
    item: str = ""
    lot: str = ""
    order: str = ""
    reason: str = ""
    actor: str = ""
    note: str = ""
    ref_source: str = ""
    ref_seq: int | None = None
    void: bool = False

    @property
    def key(self) -> tuple[str, int]:
        """What makes it one event however often it arrives."""
        return (self.source_id, self.source_seq)

    @property
    def family(self) -> str:
        """The source without its epoch: what priorities name."""
        return family_of(self.source_id)

    @property
    def sort_key(self) -> tuple[datetime, int, str, int]:
        """The order of events: by time, inside one instant by kind, then source and sequence."""
        return (self.at, KIND_ORDER[self.kind], self.source_id, self.source_seq)

    @property
    def number(self) -> float:
        """The value as a number; 0 where it is absent. Only for kinds whose value is a number."""
        return float(self.value) if self.value else 0.0

    def content(self) -> str:
        """One spelling of everything the source told, of which the digest is taken."""
        # JSON with sorted names and no spaces, spelled by hand: every event is spelled at least once on its way in.
        ref_seq = "null" if self.ref_seq is None else self.ref_seq
        return (
            f'{{"actor":{_quoted(self.actor)},"at":"{stamp(self.at)}","item":{_quoted(self.item)},'
            f'"kind":"{self.kind.value}","lot":{_quoted(self.lot)},"machine":{_quoted(self.machine)},'
            f'"note":{_quoted(self.note)},"order":{_quoted(self.order)},"reason":{_quoted(self.reason)},'
            f'"ref_seq":{ref_seq},"ref_source":{_quoted(self.ref_source)},"source_id":{_quoted(self.source_id)},'
            f'"source_seq":{self.source_seq},"unit":{_quoted(self.unit)},"value":{_quoted(self.value)},'
            f'"void":{"true" if self.void else "false"}}}'
        )

    def digest(self) -> bytes:
        """SHA-256 of the content: equal digests under one key are a duplicate, different ones a conflict."""
        return hashlib.sha256(self.content().encode()).digest()


def family_of(source_id: str) -> str:
    """`press-1#k3f9` is the source `press-1` in its epoch `k3f9`."""
    return source_id.rpartition(EPOCH_MARK)[0] or source_id


def is_typed(source_id: str) -> bool:
    """Whether a person entered it."""
    return family_of(source_id) in PEOPLE


def stamp(at: datetime) -> str:
    """The one spelling of an instant: UTC to the microsecond."""
    return f"{at.astimezone(UTC).isoformat(timespec='microseconds')[:-6]}Z"


def plain_decimal(number: Decimal) -> str:
    """The one spelling of a number: no exponent, no trailing zeros, no minus zero."""
    text = format(number.normalize(), "f")
    return "0" if text in {"-0", "0"} else text
