"""What a machine did when: intervals of known state. Whatever no interval covers is unknown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dure.engine.floor.calendar import Window
from dure.engine.floor.events import PEOPLE, Event, Kind, State
from dure.engine.floor.plant import Machine


@dataclass(frozen=True, slots=True)
class Interval:
    """One machine in one state from `start` until `end`, by one family of sources; `reason` where one was given."""

    machine: str
    family: str
    start: datetime
    end: datetime
    state: State
    reason: str = ""


def intervals(machine: Machine, events: Iterable[Event], shifts: Sequence[Window]) -> dict[str, list[Interval]]:
    """By family, the known intervals of a machine from its effective events, equal neighbours joined.

    A machine's state holds until the next, at most as long as its source's limit; a person's until the shift ends in
    which, or shortly before which, it was told (else as a machine's). `shifts`: the windows of the machine's line, in
    order.
    """
    told: dict[str, list[Event]] = defaultdict(list)
    reasons: list[Event] = []
    for event in events:
        if event.kind is Kind.STATE:
            told[event.family].append(event)
        elif event.kind is Kind.REASON:
            reasons.append(event)
    return {family: _with_reasons(_joined(machine, family, told[family], shifts), reasons) for family in sorted(told)}


def chosen_family(machine: Machine, families: Iterable[str]) -> str | None:
    """The one family to believe: by the machine's priority, then automatic before typed, then by name."""
    return min(families, key=lambda family: rank(machine, family), default=None)


def rank(machine: Machine, family: str) -> tuple[int, bool, str]:
    """Smaller is believed before greater."""
    place = machine.priority.index(family) if family in machine.priority else len(machine.priority)
    return (place, family in PEOPLE, family)


def within(found: Sequence[Interval], start: datetime, end: datetime) -> Sequence[Interval]:
    """Of one family's intervals, which are in order and apart, those that touch a span."""
    first = bisect_right(found, start, key=lambda interval: interval.end)
    return found[first : bisect_left(found, end, key=lambda interval: interval.start)]


def clipped(found: Iterable[Interval], spans: Iterable[tuple[datetime, datetime]]) -> list[Interval]:
    """The parts of the intervals that lie within the spans."""
    return [
        replace(interval, start=max(interval.start, start), end=min(interval.end, end))
        for start, end in spans
        for interval in found
        if interval.start < end and start < interval.end
    ]


def _joined(machine: Machine, family: str, told: list[Event], shifts: Sequence[Window]) -> list[Interval]:
    """`told` is in order; of several at one instant the last holds.

    A state may bring its reason along; told again without one it goes on with the reason it had.
    """
    ends = [event.at for event in told[1:]] + [datetime.max.replace(tzinfo=told[0].at.tzinfo)]
    found: list[Interval] = []
    for event, following in zip(told, ends, strict=True):
        end = min(following, _holds_until(machine, family, event.at, shifts))
        if end <= event.at:
            continue
        state = State(event.value)
        last = found[-1] if found else None
        if last and last.end == event.at and last.state is state and event.reason in {"", last.reason}:
            found[-1] = replace(last, end=end)
        else:
            found.append(Interval(machine.id, family, event.at, end, state, event.reason))
    return found


def _holds_until(machine: Machine, family: str, at: datetime, shifts: Sequence[Window]) -> datetime:
    if family in PEOPLE:
        place = bisect_right(shifts, at, key=lambda window: window.reach[0]) - 1
        if place >= 0 and at < shifts[place].end:
            return shifts[place].end
    return at + timedelta(seconds=machine.stale_s(family))


def _with_reasons(found: list[Interval], reasons: list[Event]) -> list[Interval]:
    """Each reason goes to the interval that holds its instant; the last one told wins."""
    starts = [interval.start for interval in found]
    for event in reasons:
        place = bisect_right(starts, event.at) - 1
        if place >= 0 and event.at < found[place].end:
            found[place] = replace(found[place], reason=event.reason)
    return found
