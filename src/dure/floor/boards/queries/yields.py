"""Batches with their weights: what went in, what came out, and where the rest stayed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from dure.engine.floor.events import Event, Kind
from dure.engine.floor.lots import TO_KG, Batch
from dure.engine.floor.plant import Plant, Stage
from dure.floor.boards.reading import Days


@dataclass(frozen=True)
class BatchRow:
    """One batch. `loss_kg` is what neither came out nor was thrown away: water, peel, evaporation; auxiliary items
    (salt, seasoning) that went in are part of that balance, though not of the yield.
    """

    machine: str
    order: str
    started_at: datetime | None
    done_at: datetime | None
    inputs: tuple[Event, ...]
    outputs: tuple[Event, ...]
    input_kg: float
    auxiliary_kg: float
    output_kg: float
    discards: dict[str, float] = field(default_factory=dict)
    low_yield_pct: float | None = None
    over_midnight: bool = False

    @property
    def discard_kg(self) -> float:
        return sum(self.discards.values())

    @property
    def loss_kg(self) -> float:
        return self.input_kg + self.auxiliary_kg - self.output_kg - self.discard_kg

    @property
    def yield_pct(self) -> float | None:
        return 100 * self.output_kg / self.input_kg if self.input_kg and self.outputs else None

    @property
    def is_low(self) -> bool:
        found = self.yield_pct
        return found is not None and self.low_yield_pct is not None and found < self.low_yield_pct


@dataclass(frozen=True)
class StageRows:
    """The batches of one stage (or of a machine that is no stage's) with their sums; open ones are not summed."""

    machine: str
    stage: Stage | None
    batches: tuple[BatchRow, ...]

    @property
    def closed(self) -> tuple[BatchRow, ...]:
        return tuple(batch for batch in self.batches if batch.outputs)

    @property
    def input_kg(self) -> float:
        return sum(batch.input_kg for batch in self.closed)

    @property
    def output_kg(self) -> float:
        return sum(batch.output_kg for batch in self.closed)

    @property
    def discard_kg(self) -> float:
        return sum(batch.discard_kg for batch in self.closed)

    @property
    def loss_kg(self) -> float:
        return sum(batch.loss_kg for batch in self.closed)

    @property
    def yield_pct(self) -> float | None:
        return 100 * self.output_kg / self.input_kg if self.input_kg else None


def stages_of(days: Days) -> list[StageRows]:
    """The batches that ended on the days, and those still open that began on them, in the order of the stages."""
    by_machine: dict[str, list[BatchRow]] = defaultdict(list)
    scraps = _weighed_scrap(days)
    for batch in days.batches:
        told = batch.outputs or batch.inputs
        last = max(told, key=lambda event: event.sort_key)
        if days.has(days.day_of(last)):
            by_machine[batch.machine].append(batch_row(days.plant, batch, scraps[batch.machine]))
    stages = {stage.machine: stage for stage in days.plant.stages.values()}
    order = [*stages, *(machine for machine in days.plant.machines if machine not in stages)]
    known = [machine for machine in order if machine in by_machine]
    others = sorted(set(by_machine) - set(known))
    return [StageRows(m, stages.get(m), tuple(by_machine[m])) for m in (*known, *others)]


def batch_row(plant: Plant, batch: Batch, scraps: Iterable[Event]) -> BatchRow:
    """A batch with what was thrown away of it, told by weight on its machine."""
    auxiliary = frozenset(item.id for item in plant.items.values() if item.auxiliary)
    stage = next((one for one in plant.stages.values() if one.machine == batch.machine), None)
    told = [event.at for event in (*batch.inputs, *batch.outputs)]
    started = min(told, default=batch.started_at)
    done = batch.done_at
    return BatchRow(
        machine=batch.machine,
        order=batch.order,
        started_at=started,
        done_at=done,
        inputs=tuple(batch.inputs),
        outputs=tuple(batch.outputs),
        input_kg=batch.input_kg(auxiliary),
        auxiliary_kg=batch.input_kg() - batch.input_kg(auxiliary),
        output_kg=batch.output_kg(),
        discards=_discards(batch, scraps, started),
        low_yield_pct=stage.low_yield_pct if stage else None,
        over_midnight=started is not None and done is not None and _local(plant, started) != _local(plant, done),
    )


def _local(plant: Plant, at: datetime) -> date:
    return at.astimezone(plant.timezone).date()


def _weighed_scrap(days: Days) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for event in days.standing:
        if event.kind is Kind.SCRAP and event.unit.lower() in TO_KG:
            found[event.machine].append(event)
    return found


def _discards(batch: Batch, scraps: Iterable[Event], started: datetime | None) -> dict[str, float]:
    """What was thrown away by weight: of the same order, or without one while the batch ran."""
    found: dict[str, float] = defaultdict(float)
    done = batch.done_at
    for event in scraps:
        during = started is not None and done is not None and started <= event.at <= done
        if event.order == batch.order if event.order else during:
            found[event.reason] += event.number * TO_KG[event.unit.lower()]
    return dict(found)
