"""What a named signal of a foreign system means here: its value becomes an event of one machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Context, Decimal
from typing import Final, TypeAlias

from dure.engine.floor.events import Event, Kind, State, plain_decimal
from dure.engine.floor.reading import MOST_DIGITS, LineError, event_from
from dure.floor.gateway.mqtt.keys import sequence, source

Told: TypeAlias = "bool | int | float | str | None"
ROUNDED: Final = Context(prec=MOST_DIGITS)
# What a value says where it is not a quantity: the field of the event that it fills.
NAMES: Final[Mapping[Kind, str]] = {
    Kind.ORDER_START: "order", Kind.ORDER_END: "order", Kind.LOT_IN: "lot", Kind.LOT_OUT: "lot", Kind.REASON: "reason",
}  # fmt: skip
# Kinds whose value is what was gained or what happened once: to hear it again is not to have it again.
HAPPENINGS: Final = frozenset(
    {Kind.COUNT, Kind.SCRAP, Kind.REWORK, Kind.ENERGY, Kind.LOT_IN, Kind.LOT_OUT, Kind.REASON, Kind.ORDER_END}
)
MEANT: Final = frozenset(Kind) - {Kind.CORRECTION}


@dataclass(frozen=True)
class Meaning:
    """`words`: what the signal says to what it means here, for states and ok/ng; `scale` multiplies numbers.

    For `scrap` and `rework` the `reason` is the defect, for `check` and `ccp` the check.
    """

    machine: str
    kind: Kind
    unit: str = ""
    item: str = ""
    reason: str = ""
    scale: Decimal = Decimal(1)
    words: Mapping[str, str] = field(default_factory=dict)

    def event(self, family: str, signal: str, at_ms: int, told: Told) -> Event | None:
        """The event of one reading; None where there is nothing to tell (no order runs, the value is absent).

        Raises:
            LineError: the value or the time cannot be one of this kind.
        """
        said = self._said(told)
        if not said:
            return None
        fields: dict[str, object] = {
            "machine": self.machine, "kind": self.kind.value, "unit": self.unit, "item": self.item,
            "reason": self.reason, "at": at_of(at_ms), NAMES.get(self.kind, "value"): said,
        }  # fmt: skip
        fields["source_id"] = source(family, signal)
        fields["source_seq"] = str(sequence(at_ms, said))
        return event_from(fields)

    def _said(self, told: Told) -> str:
        if told is None:
            return State.UNKNOWN.value if self.kind is Kind.STATE else ""
        plain = spelled(told)
        if self.words:
            if plain not in self.words:
                raise LineError("value", f"“{plain[:30]}” has no meaning given for it",
                                f"‘{plain[:30]}’에 정해진 의미가 없습니다")  # fmt: skip
            return self.words[plain]
        if self.scale == 1 or self.kind is Kind.STATE or self.kind in NAMES or isinstance(told, str | bool):
            return plain
        return plain_decimal(ROUNDED.multiply(Decimal(plain), self.scale))


def spelled(told: bool | float | str) -> str:
    """The one spelling of a raw value: `true`, `12.5`, or the text itself."""
    if isinstance(told, bool):
        return "true" if told else "false"
    if isinstance(told, float):
        # Seventeen digits are noise of the binary number; fifteen are what an event keeps.
        return plain_decimal(ROUNDED.create_decimal(repr(told)))
    return str(told).strip()


def at_of(at_ms: int) -> str:
    """Milliseconds since 1970 as an event's time.

    Raises:
        LineError: no such moment.
    """
    try:
        return datetime.fromtimestamp(at_ms // 1000, UTC).replace(microsecond=at_ms % 1000 * 1000).isoformat()
    except (ValueError, OverflowError, OSError):
        raise LineError("at", f"{at_ms} is not a time in milliseconds", f"{at_ms}: 밀리초 시각이 아닙니다") from None
