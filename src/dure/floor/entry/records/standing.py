"""One record through its corrections: what was told, what each correction made of it, how it stands now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dure.engine.floor.effective import effective
from dure.engine.floor.events import Event, Kind, is_typed
from dure.floor.events.told import Key, Told
from dure.floor.plant.names import is_desk


@dataclass(frozen=True)
class Step:
    """A correction, and the record as it stood after it; None once it was taken back."""

    told: Told
    before: Event | None
    after: Event | None


@dataclass(frozen=True)
class Record:
    """What was told, and every correction of it in the order in which they count."""

    told: Told
    steps: tuple[Step, ...] = ()

    @property
    def event(self) -> Event:
        return self.told.event

    @property
    def now(self) -> Event | None:
        """The record as it stands; None when it was taken back."""
        return self.steps[-1].after if self.steps else self.event

    @property
    def is_changed(self) -> bool:
        return self.now != self.event

    @property
    def typed(self) -> bool:
        return is_typed(self.event.source_id)

    @property
    def told_anew(self) -> Key | None:
        """The key under which it may have been told anew when it was last taken back."""
        return after_of(self.steps[-1].told.event) if self.steps and self.now is None else None


def record_of(told: Told, corrections: Iterable[Told]) -> Record:
    """A record from what was told and the corrections that name it."""
    steps: list[Step] = []
    before: Event | None = told.event
    for each in sorted(corrections, key=lambda each: each.event.sort_key):
        standing = effective([told.event, each.event]).events
        after = standing[0] if standing else None
        steps.append(Step(each, before, after))
        before = after
    return Record(told, tuple(steps))


def records_of(found: Iterable[Told], corrections: Iterable[Told]) -> list[Record]:
    """The records among what was told, each with its corrections; corrections themselves are none."""
    by_target: Mapping[Key, list[Told]] = defaultdict(list)
    for each in corrections:
        by_target[target_of(each.event)].append(each)
    return [record_of(told, by_target.get(told.key, ())) for told in found if told.event.kind is not Kind.CORRECTION]


def target_of(correction: Event) -> Key:
    """The key of the event that a correction names."""
    return (correction.ref_source, -1 if correction.ref_seq is None else correction.ref_seq)


def after_of(void: Event) -> Key | None:
    """Where the desk, and an Excel form, tell anew what they have just taken back: right behind it."""
    told_behind = is_desk(void.source_id) or void.family == "excel"
    return (void.source_id, void.source_seq + 1) if void.void and told_behind else None
