"""Electricity of a plant: how much a day, a machine and a product took, and how much that is for one."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from dure.engine.floor.counts import Amount, amounts, made
from dure.engine.floor.energy import Used, used
from dure.engine.floor.events import Event, Kind
from dure.engine.floor.facts import Facts, belongs
from dure.engine.floor.kpi import share
from dure.engine.floor.lots import TO_KG
from dure.floor.boards.queries.made import batch_machine, by_day, end_machines, every_day, unit_of
from dure.floor.boards.reading import Days

Of = TypeVar("Of")


@dataclass(frozen=True)
class Taken(Generic[Of]):
    """What one day, machine or product took. `made`: everything produced, bad pieces among it, in `unit`.

    `coverage`: the share of the time in which the meters should have told that they told of; None where there is none.
    `per_unit`: kWh for one, None where nothing was made or too little is covered.
    """

    of: Of
    kwh: float
    outside_kwh: float
    made: float
    unit: str
    coverage: float | None
    per_unit: float | None

    @property
    def is_refused(self) -> bool:
        """Whether something was made, but too little of the electricity is known."""
        return self.per_unit is None and self.made > 0


@dataclass(frozen=True)
class Energy:
    """The days' electricity. `resets`: when a meter was told to have begun anew; what was used then is lost."""

    total: Taken[str]
    by_day: tuple[Taken[date], ...]
    by_machine: tuple[Taken[str], ...]
    by_item: tuple[Taken[str], ...]
    resets: tuple[Event, ...]


def energy_of(days: Days, now: datetime) -> Energy | None:
    """None where no machine has a meter."""
    rows = used(days.plant, days.standing, days.first, days.last, now)
    return _Reckoning(days, rows).energy() if rows else None


@dataclass(frozen=True)
class _Reckoning:
    days: Days
    rows: list[Used]

    def energy(self) -> Energy:
        facts = by_day(self.days)
        made_on = {day: self._made(facts[day]) for day in facts}
        total = sum(each for each, _unit in made_on.values())
        unit = self._unit()
        machines = dict.fromkeys(row.machine for row in self.rows)
        return Energy(
            total=self._taken("", self.rows, total, unit),
            by_day=tuple(
                self._taken(day, [row for row in self.rows if row.day == day], *made_on[day])
                for day in every_day(self.days.first, self.days.last)
            ),
            by_machine=tuple(self._of_machine(machine, (total, unit)) for machine in machines),
            by_item=tuple(self._by_item()),
            resets=tuple(e for e in self.days.within(Kind.ENERGY) if e.note and not e.number),
        )

    def _taken(self, of: Of, rows: Iterable[Used], amount: float, unit: str, kwh: float | None = None) -> Taken[Of]:
        found = list(rows)
        kwh = sum(row.kwh for row in found) if kwh is None else kwh
        coverage = share(sum(row.covered_s for row in found), sum(row.planned_s for row in found))
        # As in the engine: dust of adding seconds must not refuse exactly the floor.
        enough = coverage is not None and coverage >= self.days.plant.coverage_floor - 1e-12
        per_unit = share(kwh, amount) if enough and kwh else None
        return Taken(of, kwh, sum(row.outside_kwh for row in found), amount, unit, coverage, per_unit)

    def _made(self, rows: list[Facts]) -> tuple[float, str]:
        """Everything that left the end of the lines: weight where batches are weighed, else what was counted."""
        weighs, ends = batch_machine(self.days.plant, self.days.rows), end_machines(self.days.plant, self.days.rows)
        if weighs is not None:
            return sum(row.output_kg for row in rows if row.machine == weighs), "kg"
        return sum(row.pq for row in rows if row.machine in ends), self._unit()

    def _unit(self) -> str:
        if batch_machine(self.days.plant, self.days.rows) is not None:
            return "kg"
        return unit_of(self.days, end_machines(self.days.plant, self.days.rows))

    def _of_machine(self, machine: str, plants: tuple[float, str]) -> Taken[str]:
        """For one of what the machine itself made; a machine that makes nothing (a cold store) serves the plant."""
        rows = [row for row in self.days.rows if row.machine == machine]
        weight, pieces = sum(row.output_kg for row in rows), sum(row.pq for row in rows)
        own = (weight, "kg") if weight else (pieces, unit_of(self.days, {machine}))
        return self._taken(machine, [row for row in self.rows if row.machine == machine], *(own if own[0] else plants))

    def _by_item(self) -> list[Taken[str]]:
        """By product. What was used while no order ran is the product's if only one was made on that day, or, on a day
        without any, on all the days.
        """
        produced = self._produced()
        every = {item: 0.0 for found in produced.values() for item in found}
        kwh: dict[str, float] = defaultdict(float)
        rows: dict[str, list[Used]] = defaultdict(list)
        for row in self.rows:
            only = list(produced.get(row.day) or every)
            for told, amount in row.by_item.items():
                item = told or (only[0] if len(only) == 1 else "")
                kwh[item] += amount
                rows[item].append(row)
        sums: dict[str, float] = defaultdict(float)
        for found in produced.values():
            for item, amount in found.items():
                sums[item] += amount
        return [self._taken(item, rows[item], sums[item] if item else 0.0, self._unit(), kwh[item]) for item in kwh]

    def _produced(self) -> dict[date, dict[str, float]]:
        """By day and product, as `_made` counts it."""
        weighs = batch_machine(self.days.plant, self.days.rows)
        found: dict[date, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        if weighs is not None:
            for batch in self.days.batches:
                if batch.machine != weighs or not batch.outputs:
                    continue
                day = self.days.day_of(max(batch.outputs, key=lambda event: event.at))
                if self.days.has(day):
                    for event in batch.outputs:
                        found[day][event.item] += event.number * TO_KG.get(event.unit.lower(), 0.0)
            return found
        for machine in end_machines(self.days.plant, self.days.rows):
            self._add_counted(machine, found)
        return found

    def _add_counted(self, machine: str, found: dict[date, dict[str, float]]) -> None:
        of = self.days.plant.machines[machine]
        windows = self.days.windows[of.line]
        starts = [window.reach[0] for window in windows]
        by_window: dict[int, list[Amount]] = defaultdict(list)
        for amount in amounts([event for event in self.days.standing if event.machine == machine])[0]:
            place = bisect_right(starts, amount.at) - 1
            if place >= 0 and belongs(amount, windows[place]):
                by_window[place].append(amount)
        for place, inside in by_window.items():
            for item, number in made(of, inside).pq.items():
                if number:
                    found[windows[place].day][item] += number
