"""Records typed while nobody was at work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import Final

from dure.engine.floor.events import Event, is_typed
from dure.engine.floor.suspicion.flags import Figure, Flag, Sign, Stream

FEWEST: Final = 10
FEWEST_NIGHTS: Final = 2
LEAST_PCT: Final = 5.0

OnDuty = Callable[[datetime], bool]


def off_hours(stream: Stream, events: Sequence[Event], zone: tzinfo, on_duty: OnDuty) -> Flag | None:
    """A part too large for an evening's overtime, on more than one night."""
    if not is_typed(stream.family):
        return None
    outside = [event.at.astimezone(zone) for event in events if not on_duty(event.at.astimezone(zone))]
    nights = {at.date() for at in outside}
    share_pct = 100 * len(outside) / len(events)
    if len(outside) < FEWEST or len(nights) < FEWEST_NIGHTS or share_pct < LEAST_PCT:
        return None
    first = outside[0].strftime("%Y-%m-%d %H:%M")
    return Flag(
        Sign.OFF_HOURS,
        stream,
        (
            Figure("records", len(outside)),
            Figure("of", len(events)),
            Figure("nights", len(nights)),
            Figure("first", first),
        ),
        ko=f"{stream.name}: 손으로 입력한 기록 {len(events)}건 가운데 {len(outside)}건이 근무 시간이 아닌 때에 "
        f"들어왔습니다(예: {first}). 야간 작업이나 시계가 틀린 태블릿일 수도 있으니 확인해 보세요.",
        en=f"{stream.name}: {len(outside)} of {len(events)} records typed by hand are from hours when nobody was on "
        f"duty (for example {first}). Night work, or a tablet with a wrong clock, looks the same: see which.",
    )


def by_day(at: datetime) -> bool:
    """Where no calendar is known, only the small hours count as off duty."""
    return at.hour >= 5
