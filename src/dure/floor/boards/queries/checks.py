"""Checks that were due, done and missed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from dure.engine.floor.calendar import due_periods
from dure.engine.floor.events import Event, Kind
from dure.engine.floor.plant import Ccp, Check
from dure.floor.boards.reading import Days


@dataclass(frozen=True)
class Checked:
    """One check on the days: when it was due, what was recorded, and what lay outside its limits."""

    check: Check
    due: int
    missed: tuple[datetime, ...]
    done: tuple[Event, ...]

    @property
    def is_critical(self) -> bool:
        return isinstance(self.check, Ccp)

    @property
    def outside(self) -> tuple[Event, ...]:
        return tuple(event for event in self.done if not self.check.holds(event.value))


def checks_of(days: Days, now: datetime) -> list[Checked]:
    """Every check and CCP of the plant up to now, CCPs first.

    One with a frequency is due once in each full period of its line's planned time; a period without a record is
    missed. One without a machine is due on the first line.
    """
    told: dict[tuple[Kind, str], list[Event]] = defaultdict(list)
    for event in days.within(Kind.CHECK, Kind.CCP):
        told[(event.kind, event.reason)].append(event)
    plant = days.plant
    found = [_checked(days, ccp, told[(Kind.CCP, ccp.id)], now) for ccp in plant.ccps.values()]
    return found + [_checked(days, check, told[(Kind.CHECK, check.id)], now) for check in plant.checks.values()]


def _checked(days: Days, check: Check, done: list[Event], now: datetime) -> Checked:
    periods = _periods(days, check, now)
    missed = tuple(start for start, end in periods if not any(start <= event.at < end for event in done))
    return Checked(check, len(periods), missed, tuple(done))


def _periods(days: Days, check: Check, now: datetime) -> list[tuple[datetime, datetime]]:
    if not days.plant.lines:
        return []
    machine = days.plant.machines.get(check.machine)
    line = days.plant.lines[0] if machine is None else machine.line
    return due_periods(days.windows[line], check.every_min, now)
