"""What others may listen to."""

from dataclasses import dataclass

from dure.engine.floor.events import Event


@dataclass(frozen=True)
class CriticalTold:
    """Records of CCPs and checks, or corrections that may concern some, are in the store of a site."""

    site: str
    events: tuple[Event, ...]
