"""From what a node said to events of machines.

A birth tells what stands, not what happened: it may say again a good piece that was counted an hour ago. So pieces
gained, scrap, lots, energy and reasons are taken from data only; states, counters and measurements from births too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.reading import LineError
from dure.floor.gateway.mqtt.keys import named
from dure.floor.gateway.mqtt.meaning import HAPPENINGS, Meaning
from dure.floor.gateway.mqtt.subscriber import Refused
from dure.floor.gateway.sparkplug.node import NODE_ITSELF, Outcome, Reading, Silence
from dure.floor.gateway.sparkplug.payloads import Quality
from dure.floor.gateway.sparkplug.topics import Address


@dataclass(frozen=True)
class Translated:
    """Events to store, and what was not taken of the metrics that have a meaning."""

    events: list[Event]
    refused: list[Refused]


class Translation:
    """`meanings`: by device (or node) and by the name of its metric. `name`: the source's, or empty."""

    def __init__(self, meanings: Mapping[Address, Mapping[str, Meaning]], name: str = "") -> None:
        self.meanings = meanings
        self.name = name

    def of(self, node: Address, outcome: Outcome) -> Translated:
        """What an outcome of one node means, in its order."""
        events: list[Event] = []
        refused: list[Refused] = []
        for reading in outcome.readings:
            address = Address(node.group, node.node, reading.device)
            try:
                if (event := self._event(address, reading)) is not None:
                    events.append(event)
            except LineError as error:
                refused.append(Refused(_where(address, reading.name), error))
        for silence in outcome.silences:
            events += self._unknown(node, silence)
        for dropped in outcome.dropped:
            address = Address(node.group, node.node, dropped.device)
            if not dropped.name or dropped.name in self.meanings.get(address, {}):
                refused.append(Refused(_where(address, dropped.name), LineError("value", dropped.why, dropped.why)))
        return Translated(events, refused)

    def _event(self, address: Address, reading: Reading) -> Event | None:
        meaning = self.meanings.get(address, {}).get(reading.name)
        if meaning is None or (reading.is_birth and meaning.kind in HAPPENINGS):
            return None
        # A value that its own node does not believe is as good as none.
        value = reading.value if reading.quality == Quality.GOOD else None
        return meaning.event(*named(self.name, address.family, reading.name), reading.at_ms, value)

    def _unknown(self, node: Address, silence: Silence) -> list[Event]:
        """A dead source's states are unknown from its death on. Counters wait: they will say what was missed."""
        at_ms = int(silence.at.timestamp() * 1000)
        found = (
            meaning.event(*named(self.name, address.family, name), at_ms, None)
            for address, meanings in self.meanings.items()
            if address.of_node == node and silence.device in {NODE_ITSELF, address.device}
            for name, meaning in meanings.items()
            if meaning.kind is Kind.STATE
        )
        return [event for event in found if event is not None]


def _where(address: Address, name: str) -> str:
    return f"{address.family}#{name}" if name else address.family
