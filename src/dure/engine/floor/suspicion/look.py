"""The one door: events in, flags out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.suspicion.days import copied_days
from dure.engine.floor.suspicion.digits import last_digits, measurements
from dure.engine.floor.suspicion.flags import FALSE_ALARM, Flag, Stream, by_stream
from dure.engine.floor.suspicion.hours import OnDuty, by_day, off_hours
from dure.engine.floor.suspicion.intervals import regular_intervals


def look(events: Iterable[Event], zone: tzinfo, on_duty: OnDuty = by_day) -> tuple[Flag, ...]:
    """Flags by sign, then by stream. Events are read as they were told; corrections and their order change nothing.

    Args:
        zone: the plant's own, in which days and hours are told.
        on_duty: whether anybody is at work at a local instant, such as by the shift calendar with an hour's grace.
    """
    streams = by_stream([event for event in events if event.kind is not Kind.CORRECTION])
    found = [_look(stream, told, zone, on_duty) for stream, told in streams.items()]
    flags = [flag for some in found for flag in some if flag] + _digits(streams)
    return tuple(sorted(flags, key=lambda flag: (flag.sign, flag.stream)))


def _look(stream: Stream, told: list[Event], zone: tzinfo, on_duty: OnDuty) -> tuple[Flag | None, ...]:
    return (
        regular_intervals(stream, told),
        copied_days(stream, told, zone),
        off_hours(stream, told, zone, on_duty),
    )


def _digits(streams: dict[Stream, list[Event]]) -> list[Flag]:
    """The more streams are tested, the less each may be blamed on chance (Bonferroni)."""
    measured = {stream: measurements(stream, told) for stream, told in streams.items()}
    tested = {stream: steps for stream, steps in measured.items() if steps}
    found = [last_digits(stream, steps, FALSE_ALARM / len(tested)) for stream, steps in tested.items()]
    return [flag for flag in found if flag]
