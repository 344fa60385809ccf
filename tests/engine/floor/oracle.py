"""What a shift's facts are, found by walking through every second: slow, simple, and written on its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant import Machine, Plant

PEOPLE = ("hands", "excel")
SECOND = timedelta(seconds=1)
STATE_TO_ELEMENT = {"run": "APT", "setup": "AUST", "down": "ADET", "idle": "ADOT", "off": "ADOT"}


@dataclass(frozen=True)
class Span:
    """A shift by hand: its start and end, and the seconds of it that are breaks."""

    start: datetime
    end: datetime
    pauses: tuple[tuple[datetime, datetime], ...] = ()

    def is_planned(self, second: datetime) -> bool:
        return not any(start <= second < end for start, end in self.pauses)


def corrected(events: Iterable[Event]) -> list[Event]:
    """Voided events left out, values and reasons put right; only those two are corrected here."""
    told = {event.key: event for event in events}
    found = []
    for event in told.values():
        aimed = [
            other for other in told.values()
            if other.kind is Kind.CORRECTION and (other.ref_source, other.ref_seq) == event.key
        ]  # fmt: skip
        if event.kind is Kind.CORRECTION:
            continue
        last = max(aimed, key=lambda other: (other.at, other.source_id, other.source_seq), default=None)
        if last is None:
            found.append(event)
        elif not last.void:
            changed = {name: getattr(event, name) for name in event.__slots__} | {"value": last.value or event.value}
            found.append(Event(**changed))
    kinds = list(Kind)
    return sorted(found, key=lambda event: (event.at, kinds.index(event.kind), event.source_id, event.source_seq))


def seconds_by_element(
    plant: Plant, machine: Machine, events: list[Event], spans: list[Span], since: datetime, until: datetime,
    now: datetime | None = None,
) -> list[dict[str, int]]:  # fmt: skip
    """For each shift the seconds by time element up to `now`, with `planned` and `unknown` among them."""
    mine = [event for event in corrected(events) if event.machine == machine.id]
    families = sorted({event.source_id.split("#")[0] for event in mine if event.kind is Kind.STATE})
    walked = {family: _walk(machine, family, mine, spans, since, until) for family in families}
    return [_of_span(plant, machine, walked, span, now or until) for span in spans]


def _of_span(
    plant: Plant, machine: Machine, walked: dict[str, dict[datetime, tuple[str, str]]], span: Span, now: datetime
) -> dict[str, int]:
    seconds = [span.start + place * SECOND for place in range(int((span.end - span.start) / SECOND))]
    telling = [
        family for family, known in walked.items()
        if any(known.get(second, ("unknown", ""))[0] != "unknown" for second in seconds)
    ]  # fmt: skip
    order = [*machine.priority, *sorted(set(telling) - set(PEOPLE)), *sorted(PEOPLE)]
    best = min(telling, key=order.index, default=None)
    sums: dict[str, int] = defaultdict(int)
    for second in seconds:
        if span.is_planned(second) and second < now:
            state, reason = ("unknown", "") if best is None else walked[best].get(second, ("unknown", ""))
            element = STATE_TO_ELEMENT.get(state, "unknown")
            if state not in {"run", "unknown"} and reason in plant.reasons:
                element = plant.reasons[reason].element.value
            sums[element] += 1
    return dict(sums)


def _walk(
    machine: Machine, family: str, events: list[Event], spans: list[Span], since: datetime, until: datetime
) -> dict[datetime, tuple[str, str]]:
    """By second the state and its reason, where the family's state is known."""
    told: dict[datetime, Event] = {}
    for event in events:
        if event.kind is Kind.STATE and event.source_id.split("#")[0] == family:
            told[event.at] = event
    stretch, stretches = -1, {}
    states: dict[datetime, str] = {}
    reasons: dict[int, str] = {}
    state, good_until, second = "", since, since
    while second < until:
        if second in told:
            event = told[second]
            goes_on = second < good_until or (second == good_until and stretch >= 0)
            same = goes_on and state == event.value and event.reason in ("", reasons.get(stretch, ""))
            if not same:
                stretch += 1
                reasons[stretch] = event.reason
            state, good_until = event.value, _good_until(machine, family, second, spans)
        if stretch >= 0 and second < good_until:
            states[second], stretches[second] = state, stretch
        second += SECOND
    for event in events:
        if event.kind is Kind.REASON and event.at in stretches:
            reasons[stretches[event.at]] = event.reason
    return {second: (states[second], reasons[stretches[second]]) for second in states}


def _good_until(machine: Machine, family: str, second: datetime, spans: list[Span]) -> datetime:
    if family in PEOPLE:
        for before, span in zip([None, *spans], spans, strict=False):
            early = span.start - timedelta(hours=2)
            if before is not None:
                early = max(early, before.end + (span.start - before.end) / 2)
            if early <= second < span.end:
                return span.end
    return second + timedelta(seconds=machine.stale_by_source.get(family, machine.stale_after_s))
