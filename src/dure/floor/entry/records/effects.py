"""Which shifts a correction touches, and what becomes of their figures: reckoned once without it and once with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from dure.engine.floor.events import Event
from dure.engine.floor.facts import Facts, facts
from dure.engine.floor.plant import Plant
from dure.floor.events.kept import KeptFact, history_of
from dure.floor.events.spans import around

# As the pages of figures: a state holds at most a week.
LOOK_BACK: Final = timedelta(days=9)
# A batch's weights stand where its last output was told, a counter's gain at its next reading.
ONWARDS: Final = timedelta(days=7)
FIGURES: Final = (
    "gq", "sq", "rq", "pq", "apt_s", "aust_s", "adet_s", "adot_s", "unknown_s", "input_kg", "output_kg", "energy_kwh",
)  # fmt: skip


@dataclass(frozen=True)
class FigureChange:
    """One figure of a shift before and after; `name` is the field of the facts."""

    name: str
    before: float
    after: float


@dataclass(frozen=True)
class ShiftChange:
    """A machine's shift that is reckoned anew. `stops` says that times stay and only their reasons change."""

    facts: Facts
    figures: tuple[FigureChange, ...]
    stops: bool


def shift_changes(
    site: str, plant: Plant, corrections: Sequence[Event], at: Sequence[datetime], now: datetime
) -> list[ShiftChange]:
    """What corrections change of the shifts around the instants at which something happened, or happened instead."""
    zone = plant.timezone
    first = (min(at).astimezone(zone) - timedelta(days=1)).date()
    last = (max(at) + ONWARDS).astimezone(zone).date()
    told = around(site, min(at) - timedelta(days=2) - LOOK_BACK, max(at) + ONWARDS + timedelta(days=2))
    before, after = (facts(plant, events, first, last, now).rows for events in (told, [*told, *corrections]))
    return [_change(*pair) for pair in zip(before, after, strict=True) if pair[0] != pair[1]]


def facts_of_shift(site: str, plant: Plant, machine: str, at: datetime, label: str, now: datetime) -> Facts | None:
    """The figures of one machine in the shift around an instant; None where there is no such shift."""
    on = at.astimezone(plant.timezone).date()
    told = around(site, at - timedelta(days=2) - LOOK_BACK, at + timedelta(days=3))
    found: Iterable[Facts] = facts(plant, told, on - timedelta(days=1), on + timedelta(days=1), now).rows
    return next((row for row in found if row.machine == machine and row.label == label), None)


def kept_of(site: str, machine: str, label: str) -> list[KeptFact]:
    """The figures of a shift as they were kept, the oldest first; several where they were revised."""
    return history_of(site, machine, label)


def _change(before: Facts, after: Facts) -> ShiftChange:
    figures = tuple(
        FigureChange(name, getattr(before, name), getattr(after, name))
        for name in FIGURES
        if round(getattr(before, name) - getattr(after, name), 6)
    )
    return ShiftChange(after, figures, before.stops != after.stops)
