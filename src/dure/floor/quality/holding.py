"""What a deviation holds: the lots that may be touched by it. A pure reading of the events."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant import Ccp

# A CCP is looked at in every shift, and plants rest a few days: what went before was judged by an earlier record.
LOOK_BACK: Final = timedelta(days=7)


@dataclass(frozen=True)
class Hold:
    """The lots to be held, and since when: the last record that was in order, None where there was none in a week."""

    since: datetime | None
    lots: tuple[str, ...]


def hold_of(ccp: Ccp, failed: Event, standing: Iterable[Event]) -> Hold:
    """What to hold when a record is outside its limit.

    Everything since the last record in order is in doubt: a test piece that passes undetected says that what went
    before it may have passed as well. The lot of that last record is in doubt too, since more of it went after.
    `standing`: the site's effective events in order.
    """
    earliest = failed.at - LOOK_BACK
    before = [event for event in standing if earliest <= event.at and event.sort_key <= failed.sort_key]
    passed = next((event for event in reversed(before) if _in_order(ccp, event)), None)
    machine = ccp.machine or failed.machine
    lots = [
        event.lot
        for event in before
        if event.lot
        and (passed is None or event.sort_key >= passed.sort_key)
        and (event.key in {failed.key, passed.key if passed else None} or _concerns(ccp, machine, event))
    ]
    return Hold(None if passed is None else passed.at, tuple(dict.fromkeys(lots)))


def _in_order(ccp: Ccp, event: Event) -> bool:
    return event.kind is Kind.CCP and event.reason == ccp.id and ccp.holds(event.value)


def _concerns(ccp: Ccp, machine: str, event: Event) -> bool:
    """Whether a lot went through the point's machine. Without one it may be any, but not a record of another point."""
    if event.kind is Kind.CCP and event.reason != ccp.id:
        return False
    return not machine or event.machine == machine
