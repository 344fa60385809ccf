"""The indicators of some days from facts: what was divided by what, how much is known, why it is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dure.engine.floor.facts import Facts
from dure.engine.floor.kpi import Sums, total
from dure.engine.floor.plant import Plant
from dure.floor.boards.reports import indicators as ind
from dure.floor.boards.reports.indicators import Indicator, Refusal
from dure.floor.boards.reports.shape import Shape

HOUR = 3600.0
PERCENT = (("%", 100.0),)
DEFECT_UNITS = (*PERCENT, ("PPM", 1e6))
# As in the engine: dust of adding seconds must not refuse exactly the floor.
DUST = 1e-12


@dataclass(frozen=True)
class Measured:
    """One indicator of one span. `value` = `scale` x numerator / denominator, None where refused (`why`).

    `of`: the machine it speaks of, empty for the whole plant. `machines`: those it is summed over; `shifts`: how
    many of their shifts told anything.
    `coverage`: the known share of the planned time, or, for what is counted, the share lying in shifts that told.
    """

    indicator: Indicator
    of: str
    machines: tuple[str, ...]
    unit: str
    value: float | None
    low: float | None
    high: float | None
    numerator: float
    numerator_unit: str
    denominator: float
    denominator_unit: str
    shifts: int
    coverage: float | None
    why: Refusal | None


@dataclass(frozen=True)
class _Parts:
    """What is divided, and by what; `times` where the known time itself is measured."""

    rows: list[Facts]
    numerator: float | None
    numerator_unit: str
    denominator: float
    denominator_unit: str
    times: bool = True


def measured(plant: Plant, rows: Sequence[Facts], shape: Shape) -> list[Measured]:
    """All indicators that the plant's shape allows, in the order of the list."""
    measure = _Measure(plant, list(rows), shape)
    return [
        *measure.output(), *measure.utilisation(), *measure.defects(ind.PROCESS_DEFECTS, shape.counting),
        *measure.defects(ind.DEFECTS, shape.ends), *measure.yields(), *measure.stops(), *measure.oee(),
        *measure.energy(),
    ]  # fmt: skip


@dataclass(frozen=True)
class _Measure:
    plant: Plant
    rows: list[Facts]
    shape: Shape

    def output(self) -> list[Measured]:
        found = []
        for unit, machines in self.shape.ends.items():
            rows, sums = self._of(machines)
            found.append(self._one(ind.OUTPUT, f"{unit}/h", 1, _Parts(rows, sums.gq, unit, sums.known_s / HOUR, "h")))
        if self.shape.weighs is not None:
            rows, sums = self._of({self.shape.weighs})
            parts = _Parts(rows, sums.output_kg, "kg", sums.known_s / HOUR, "h")
            found.append(self._one(ind.OUTPUT, "kg/h", 1, parts, of=self.shape.weighs))
        return found

    def utilisation(self) -> list[Measured]:
        rows, sums = self._of(self.shape.telling)
        return [self._one(ind.UTILISATION, "%", 100, _hours(rows, sums.apt_s, sums.known_s))]

    def stops(self) -> list[Measured]:
        rows, sums = self._of(self.shape.telling)
        standing = sums.aust_s + sums.adet_s + sums.adot_s
        return [self._one(ind.STOPS, "%", 100, _hours(rows, standing, sums.known_s))]

    def defects(self, indicator: Indicator, groups: dict[str, frozenset[str]]) -> list[Measured]:
        found = []
        for counted, machines in groups.items():
            rows, sums = self._of(machines)
            parts = _Parts(rows, sums.sq, counted, sums.pq, counted, times=False)
            found += [self._one(indicator, unit, scale, parts) for unit, scale in DEFECT_UNITS]
        return found

    def yields(self) -> list[Measured]:
        found = []
        for machine in self.shape.stages:
            rows, sums = self._of({machine})
            parts = _Parts(rows, sums.output_kg, "kg", sums.input_kg, "kg", times=False)
            found.append(self._one(ind.YIELD, "%", 100, parts, of=machine))
        return found

    def oee(self) -> list[Measured]:
        rows, sums = self._of(self.shape.rated)
        if not self.shape.rated:
            return []
        found = self._one(ind.OEE, "%", 100, _hours(rows, sums.good_s, sums.known_s), bounds=_bounds(sums))
        return [found]

    def energy(self) -> list[Measured]:
        if not self.shape.has_energy:
            return []
        unit, made = self._made()
        kwh = sum(row.energy_kwh for row in self.rows)
        parts = _Parts(self.rows, kwh or None, "kWh", made, unit, times=False)
        return [self._one(ind.ENERGY, f"kWh/{unit}", 1, parts)]

    def _made(self) -> tuple[str, float]:
        """One amount to divide by: weight where batches are weighed, else the first unit counted."""
        if self.shape.weighs is not None:
            return "kg", self._of({self.shape.weighs})[1].output_kg
        for unit, machines in self.shape.ends.items():
            return unit, self._of(machines)[1].pq
        return "ea", 0.0

    def _of(self, machines: frozenset[str] | set[str]) -> tuple[list[Facts], Sums]:
        rows = [row for row in self.rows if row.machine in machines]
        return rows, total(rows)

    def _one(
        self, indicator: Indicator, unit: str, scale: float, parts: _Parts, *, of: str = "",
        bounds: tuple[float | None, float | None] = (None, None),
    ) -> Measured:  # fmt: skip
        coverage = _coverage(parts)
        why = self._refusal(parts, coverage)
        value = None if why or parts.numerator is None else scale * parts.numerator / parts.denominator
        machines = tuple(dict.fromkeys(row.machine for row in parts.rows))
        return Measured(
            indicator, of, machines, unit, value, *bounds, parts.numerator or 0.0, parts.numerator_unit,
            parts.denominator, parts.denominator_unit, sum(_tells(row) for row in parts.rows), coverage, why,
        )  # fmt: skip

    def _refusal(self, parts: _Parts, coverage: float | None) -> Refusal | None:
        if coverage is None:
            return Refusal.NO_SHIFT
        if coverage < self.plant.coverage_floor - DUST:
            return Refusal.COVERAGE
        if parts.numerator is None:
            return Refusal.NO_RATE if parts.times else Refusal.NOTHING_TOLD
        if parts.denominator <= 0:
            return Refusal.NOTHING_TOLD
        return Refusal.CONTRADICTORY if parts.numerator < 0 else None


def _hours(rows: list[Facts], part_s: float | None, whole_s: float) -> _Parts:
    return _Parts(rows, None if part_s is None else part_s / HOUR, "h", whole_s / HOUR, "h")


def _bounds(sums: Sums) -> tuple[float | None, float | None]:
    """In percent: all unknown time down, or running at the planned rate with good pieces only."""
    if sums.good_s is None or sums.pbt_s <= 0:
        return None, None
    return 100 * sums.good_s / sums.pbt_s, 100 * (sums.good_s + sums.unknown_s) / sums.pbt_s


def _coverage(parts: _Parts) -> float | None:
    planned = sum(row.pbt_s for row in parts.rows)
    if planned <= 0:
        return None
    if parts.times:
        return sum(row.pbt_s - row.unknown_s for row in parts.rows) / planned
    return sum(row.pbt_s for row in parts.rows if _tells(row)) / planned


def _tells(row: Facts) -> bool:
    """Whether anything was told of this shift, be it only that the machine stood still."""
    return row.unknown_s < row.pbt_s or any((row.pq, row.sq, row.energy_kwh, row.input_kg, row.output_kg))
