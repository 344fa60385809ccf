"""Topics of Sparkplug B: `spBv1.0/<group>/<verb>/<node>[/<device>]` and `spBv1.0/STATE/<host>`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

NAMESPACE: Final = "spBv1.0"
STATE: Final = "STATE"
RESERVED: Final = frozenset("+/#")


class Verb(StrEnum):
    """What a message of an edge node is; the names with N are of the node itself, with D of a device behind it."""

    NBIRTH = "NBIRTH"
    NDEATH = "NDEATH"
    NDATA = "NDATA"
    DBIRTH = "DBIRTH"
    DDEATH = "DDEATH"
    DDATA = "DDATA"


OF_A_DEVICE: Final = frozenset({Verb.DBIRTH, Verb.DDEATH, Verb.DDATA})


@dataclass(frozen=True)
class Address:
    """Group and node are the edge node's descriptor; `device` is empty for the node itself."""

    group: str
    node: str
    device: str = ""

    @property
    def family(self) -> str:
        """What a plant's priorities name."""
        return "/".join(part for part in ("sparkplug", self.group, self.node, self.device) if part)

    @property
    def of_node(self) -> Address:
        return Address(self.group, self.node)


def read_topic(topic: str) -> tuple[Verb, Address] | None:
    """Verb and address of an edge node's message; None for commands, STATE and whatever is no Sparkplug topic."""
    parts = topic.split("/")
    if len(parts) not in {4, 5} or parts[0] != NAMESPACE or parts[2] not in set(Verb) or not all(parts):
        return None
    verb = Verb(parts[2])
    if (verb in OF_A_DEVICE) != (len(parts) == 5):
        return None
    return verb, Address(parts[1], parts[3], *parts[4:])


def filters(group: str) -> list[str]:
    """What a host listens to in a group: what edge nodes say, not what hosts tell them."""
    return [f"{NAMESPACE}/{group}/{verb}/+{'/+' if verb in OF_A_DEVICE else ''}" for verb in Verb]


def state_topic(host_id: str) -> str:
    return f"{NAMESPACE}/{STATE}/{host_id}"


def command_topic(address: Address) -> str:
    """Where an edge node listens for commands to itself."""
    return f"{NAMESPACE}/{address.group}/NCMD/{address.node}"


def is_name(text: str) -> bool:
    """Whether it may be a group, a node, a device or a host."""
    return bool(text) and not RESERVED & set(text) and text.isprintable()
