"""Events in the one spelling that is kept and sent between our own processes: a line of JSON each."""

import json
from collections.abc import Iterable
from datetime import datetime

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.reading import event_from


def events_to_lines(events: Iterable[Event]) -> bytes:
    return "".join(f"{event.content()}\n" for event in events).encode()


def lines_to_events(data: bytes) -> list[Event]:
    """Events from our own lines: read by the same strict reader as anybody's."""
    # By line feeds alone: texts may hold other characters at which Python would split.
    return [event_from(_as_told(line)) for line in data.decode().split("\n") if line]


def content_to_event(content: str) -> Event:
    """The event whose `content()` this is, letter by letter: what was kept by us is not judged again."""
    found = json.loads(content)
    return Event(**{**found, "at": datetime.fromisoformat(found["at"]), "kind": Kind(found["kind"])})


def _as_told(line: str) -> dict[str, object]:
    found = json.loads(line)
    return {name: str(value) if type(value) is int else value for name, value in found.items()}
