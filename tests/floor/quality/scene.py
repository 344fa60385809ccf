"""What was told of the critical control points of a kimchi plant on one day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.floor.scene import MORNING, Floor

from dure.engine.floor.events import Event, Kind
from dure.floor.events.actions import take

WASHING, METAL = "CCP-1B", "CCP-2P"
_MACHINES = {WASHING: "WASH1", METAL: "METAL1"}
TABLET, PROBE = "hands#0002", "thermo-1#a1"


def at(minutes: int) -> datetime:
    """So long after the shift began at 08:00."""
    return MORNING + timedelta(minutes=minutes)


def record(seq: int, minutes: int, value: str, ccp: str = WASHING, source: str = TABLET, **more: Any) -> Event:
    """One record of a critical control point."""
    told = {"machine": _MACHINES[ccp], "lot": "S-0302", "item": "SALTED", "actor": "포장반"} | more
    return Event(source, seq, at=at(minutes), kind=Kind.CCP, value=value, reason=ccp, **told)


def correction(seq: int, minutes: int, of: Event, *, source: str = TABLET, **more: Any) -> Event:
    """What was told is corrected, or taken back with `void=True`."""
    return Event(source, seq, "", at(minutes), Kind.CORRECTION, ref_source=of.source_id, ref_seq=of.source_seq, **more)


def tell(floor: Floor, *events: Event) -> None:
    """The plant takes what was told, as from its tablet."""
    take(floor.code, events, origin="hands")


def a_day() -> Sequence[Event]:
    """Washing was told four times and once too short; the metal detector passed its pieces twice."""
    return (
        record(1, 60, "3.4"),
        record(2, 180, "2.4", lot="S-0303"),
        record(3, 190, "3.5", lot="S-0303"),
        record(4, 400, "3.2"),
        record(5, 70, "ok", METAL, lot="K-0303", item="KIMCHI"),
        record(1, 200, "ok", METAL, PROBE, lot="K-0303", item="KIMCHI", actor=""),
    )
